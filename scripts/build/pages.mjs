import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { load } from './bundle.mjs';

/** Writes each rule's page for both languages: title and key facts from the registry and the catalogue, then the body. */
export async function writePages() {
  const { allRules } = await load('server/src/service/rules.ts');
  for (const locale of ['en', 'ja']) {
    const words = JSON.parse(await readFile(`l10n/${locale}.json`, 'utf8'));
    await mkdir(`dist/rules/${locale}`, { recursive: true });
    for (const { code, severity, category, summary } of allRules) {
      const body = (await readFile(`docs/rules/${code}.md`, 'utf8')).replace(/^# .*\n/, '');
      const facts = words['page.facts']
        .replace('{code}', code)
        .replace('{severity}', severity)
        .replace('{category}', category);
      await writeFile(`dist/rules/${locale}/${code}.md`, `# ${words[summary]}\n\n${facts}\n${toRead(body)}`);
    }
  }
}

/** A paragraph, if there is one, and the example of silence that it leads to. */
const SILENCE = /(?:(?:^(?!```|#).+\n)+\n)?^```\w+ silent.*\n[\s\S]*?^```\n\n?/gm;

/** A page for people: one example of silence shows it, the others are there for the tests. Pages whose examples stand
 * beside other documents stay whole. */
function toRead(body) {
  if (/^```\w+ beside /m.test(body)) return body;
  let isFirst = true;
  return body.replace(SILENCE, (example) => {
    const kept = isFirst ? example : '';
    isFirst = false;
    return kept;
  });
}
