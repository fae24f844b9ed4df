import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { load } from './bundle.mjs';

/**
 * Writes each rule's page for both languages: title and key facts from the registry and the catalogue, then the body.
 * Examples are on the English page alone, to which the Japanese one leads: nobody needs them twice.
 */
export async function writePages() {
  const { allRules } = await load('server/src/service/rules.ts');
  for (const [locale, bodyOf] of Object.entries(BODIES)) {
    const words = JSON.parse(await readFile(`l10n/${locale}.json`, 'utf8'));
    await mkdir(`dist/rules/${locale}`, { recursive: true });
    for (const { code, severity, category, summary } of allRules) {
      const facts = words['page.facts']
        .replace('{code}', code)
        .replace('{severity}', severity)
        .replace('{category}', category);
      const page = `# ${words[summary]}\n\n${facts}\n\n${await bodyOf(code, words)}`;
      await writeFile(`dist/rules/${locale}/${code}.md`, page);
    }
  }
}

const BODIES = {
  en: async (code) => toRead((await readFile(`docs/rules/${code}.md`, 'utf8')).replace(/^# .*\n\n/, '')),
  ja: async (code, words) => {
    const body = toRead(await readFile(`docs/rules/ja/${code}.md`, 'utf8'));
    return `${body}\n[${words['page.examples']}](../en/${code}.md#before-and-after)\n`;
  },
};

/** A paragraph, if there is one, and the example of silence that it leads to. */
const SILENCE = /(?:(?:^(?!```|#).+\n)+\n)?^```\w+ silent.*\n[\s\S]*?^```\n\n?/gm;

/**
 * A page for people: what is written after the fix shows it, or else one example of silence; the others are there for
 * the tests. Pages whose examples stand beside other documents stay whole.
 */
function toRead(page) {
  // Other pages of the documentation are not shipped.
  const body = page.replace(/\[([^\]]*)\]\(\.\.\/[^)]*\)/g, '$1');
  if (/^```\w+ beside /m.test(body)) return body;
  let isShown = /^```\w+ fixed/m.test(body);
  return body.replace(SILENCE, (example) => {
    const kept = isShown ? '' : example;
    isShown = true;
    return kept;
  });
}
