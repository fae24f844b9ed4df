import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { decode } from '../server/src/disk/encoding';
import { recognise, syntaxOf } from '../server/src/ecs/recognise';
import { type Grammar, withForeignTree } from '../server/src/syntax/grammars';
import { loadTestGrammars } from '../test/support/grammars';

/** How long libraries take to parse templates, and what hostile texts do to them: what the readers were chosen by.
 *   node bench/run.mjs templates [FOLDER]... */

const ROUNDS = 5;
const folders =
  process.argv.length > 2 ? process.argv.slice(2) : ['test/golden', 'examples', 'test/editor/workspace'];
const files = folders
  .flatMap((folder) => below(folder))
  .flatMap((path) => {
    const text = decode(readFileSync(path))?.text;
    return text === undefined ? [] : [{ path, text, syntax: syntaxOf(text) }];
  });

void loadTestGrammars().then(() => {
  for (const [syntax, ending] of [
    ['yaml', /\.ya?ml$/],
    ['terraform', /\.tf$/],
  ] as const) {
    const grammar: Grammar = syntax;
    const texts = files
      .filter((file) => file.syntax === syntax && ending.test(file.path))
      .map(({ text }) => text);
    const size = texts.reduce((sum, text) => sum + text.length, 0);
    console.log(
      `\n${texts.length} files of ${syntax}, ${Math.round(size / 1024)} KB, best of ${ROUNDS} rounds`,
    );
    if (syntax === 'yaml')
      row(
        'yaml, parseAllDocuments',
        time(texts, (text) => parseAllDocuments(text, { logLevel: 'silent' })),
      );
    row(
      'tree-sitter, parse and free',
      time(texts, (text) => withForeignTree(grammar, text, () => undefined)),
    );
    row('our reader on top of it', time(texts, recognise));
    const faulty = texts.filter((text) =>
      withForeignTree(grammar, text, ({ rootNode }) => rootNode.hasError),
    );
    row('files with an error node', faulty.length);
  }
  console.log('\nnested brackets, in a process of their own');
  for (const depth of [1_000, 5_000, 100_000]) {
    row(
      `yaml, 2000 and then ${depth} deep`,
      alone(`for (const n of [2000, ${depth}]) require('yaml').parseAllDocuments('['.repeat(n))`),
    );
    const text = '['.repeat(depth);
    row(
      `tree-sitter, ${depth} deep`,
      time([text], () => withForeignTree('yaml', text, () => undefined), 1),
    );
    const template = `Resources:\n  T:\n    Type: AWS::ECS::TaskDefinition\n    Properties: ${text}\n`;
    row(`our reader, ${depth} deep`, time([template], recognise, 1));
  }
});

function below(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}

/** Milliseconds for all of the texts. */
function time(texts: readonly string[], parse: (text: string) => unknown, rounds = ROUNDS): string {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    for (const text of texts) parse(text);
    best = Math.min(best, performance.now() - start);
  }
  return `${best.toFixed(1)} ms`;
}

function alone(code: string): string {
  const start = performance.now();
  const { status, signal } = spawnSync(process.execPath, ['-e', code], { stdio: 'ignore', timeout: 60_000 });
  const took = `${Math.round(performance.now() - start)} ms with the start of the process`;
  return signal ? `ended by ${signal}` : status === 0 ? took : `threw, ${took}`;
}

function row(what: string, found: string | number): void {
  console.log(`  ${what.padEnd(36)} ${found}`);
}
