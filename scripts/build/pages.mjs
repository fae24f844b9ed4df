import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { load } from './bundle.mjs';

/**
 * Writes each rule's page: title and key facts from the registry and the catalogue, in both languages, then the body.
 * One page for all readers, because two would ship each body twice.
 */
export async function writePages() {
  const { allRules } = await load('server/src/service/rules.ts');
  const [english, japanese] = await Promise.all(['en', 'ja'].map(catalogue));
  await mkdir('dist/rules', { recursive: true });
  for (const rule of allRules) {
    const body = (await readFile(`docs/rules/${rule.code}.md`, 'utf8')).replace(/^# .*\n/, '');
    const head = `# ${english[rule.summary]}\n\n${japanese[rule.summary]}\n\n${facts(english, rule)}  \n${facts(japanese, rule)}\n`;
    await writeFile(`dist/rules/${rule.code}.md`, head + toRead(body));
  }
}

async function catalogue(locale) {
  return JSON.parse(await readFile(`l10n/${locale}.json`, 'utf8'));
}

function facts(words, { code, severity, category }) {
  return words['page.facts']
    .replace('{code}', code)
    .replace('{severity}', severity)
    .replace('{category}', category);
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
