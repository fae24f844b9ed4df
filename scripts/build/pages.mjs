import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { load } from './bundle.mjs';

/**
 * Writes each rule's page for both languages: title and key facts from the registry and the catalogue, then the body. Once
 * a file each, for editors that open files, and once all of them in one, for the extension: what pages have in common is
 * then packed once, and 400 small files weigh three times as much.
 */
export async function writePages() {
  const { allRules } = await load('server/src/service/rules.ts');
  const packed = {};
  for (const [locale, bodyOf] of Object.entries(BODIES)) {
    const words = JSON.parse(await readFile(`l10n/${locale}.json`, 'utf8'));
    await mkdir(`dist/rules/${locale}`, { recursive: true });
    for (const { code, severity, category, summary } of allRules) {
      const facts = words['page.facts']
        .replace('{code}', code)
        .replace('{severity}', severity)
        .replace('{category}', category);
      const page = `# ${words[summary]}\n\n${facts}\n\n${await bodyOf(code)}`;
      await writeFile(`dist/rules/${locale}/${code}.md`, page);
      packed[`${locale}/${code}.md`] = page;
    }
  }
  await writeFile('dist/rules.json', JSON.stringify(packed));
}

const BODIES = {
  en: async (code) => toRead((await readFile(`docs/rules/${code}.md`, 'utf8')).replace(/^# .*\n\n/, '')),
  /** The examples are those of the English page. */
  ja: async (code) => {
    const body = withoutLinks(await readFile(`docs/rules/ja/${code}.md`, 'utf8'));
    const [, examples] = /^## Before and after\n([\s\S]*?)(?=^## )/m.exec(await BODIES.en(code));
    return body.replace('## 対処\n', () => `## 例\n${examples}## 対処\n`);
  },
};

/** A paragraph, if there is one, and the example of silence that it leads to. */
const SILENCE = /(?:(?:^(?!```|#).+\n)+\n)?^```\w+ silent.*\n[\s\S]*?^```\n\n?/gm;

/**
 * A page for people: what is written after the fix shows it, or else one example of silence; the others are there for
 * the tests. Pages whose examples stand beside other documents stay whole.
 */
function toRead(page) {
  const body = withoutLinks(page);
  if (/^```\w+ beside /m.test(body)) return body;
  let isShown = /^```\w+ fixed/m.test(body);
  return body.replace(SILENCE, (example) => {
    const kept = isShown ? '' : example;
    isShown = true;
    return kept;
  });
}

/** Other pages of the documentation are not shipped. */
function withoutLinks(page) {
  return page.replace(/\[([^\]]*)\]\(\.\.\/[^)]*\)/g, '$1');
}
