import { loadTestGrammars } from '../test/support/grammars';
import { casesOf, isBeyondLimits, modelOf, plans, together } from './cases';
import { generated, isStrict, KINDS, realDocuments, SIZES, type Size, skipped } from './documents';
import { type Case, compare, type Samples, shuffled } from './measure';
import { isQuick, keep } from './results';

/** What the language service takes, beside the parsers and validators that people know. */

/** How long each document may take, in seconds. */
const PATIENCE = isQuick ? 1 : 4;

export interface LibraryResult {
  readonly document: string;
  readonly size: Size | 'real' | 'plans';
  readonly samples: Samples;
  readonly findings: number;
}

async function measured(
  document: string,
  size: LibraryResult['size'],
  cases: readonly Case[],
  findings: number,
): Promise<LibraryResult> {
  const samples = await compare(cases, { seconds: PATIENCE, least: size === '10 MB' ? 3 : 7 });
  console.error(`  ${document}, ${size}: ${findings} findings, ${Object.values(samples)[0].length} rounds`);
  return { document, size, samples, findings };
}

async function main(): Promise<void> {
  await loadTestGrammars();
  const results: LibraryResult[] = [];
  const only = process.argv.find((word) => word.startsWith('--only='))?.slice('--only='.length) ?? '';
  for (const size of shuffled(Object.keys(SIZES) as Size[]).filter((one) => !isQuick || one !== '10 MB')) {
    for (const { syntax, share } of shuffled(KINDS)) {
      const { name, text } = generated(syntax, share, size);
      if (!new RegExp(only).test(`${name}, ${size}`)) continue;
      if (isBeyondLimits(text)) {
        console.error(`  ${name}, ${size}: more than is read of one document`);
        continue;
      }
      const isSlow = size === '10 MB' && !syntax.endsWith('json');
      const cases = casesOf(text, syntax).filter((one) => !isSlow || QUICK_ENOUGH.has(one.name));
      results.push(await measured(name, size, cases, modelOf(text)?.findings.length ?? 0));
    }
  }
  for (const { name, syntax, texts } of realDocuments()) {
    const strict = syntax === 'json' ? texts.filter(isStrict) : texts;
    if (strict.length === 0) continue;
    const cases = together(
      strict.map((text) => casesOf(text, syntax).filter((one) => !NEEDS_MORE.has(one.name))),
    );
    const findings = strict.reduce((sum, text) => sum + (modelOf(text)?.findings.length ?? 0), 0);
    results.push(await measured(`${syntax}: ${name}`, 'real', cases, findings));
  }
  results.push(await measured('json', 'plans', plans(), 0));
  keep('library', { results, skipped });
}

/** What is asked of the largest documents where parsing them takes seconds. */
const QUICK_ENOUGH = new Set(['tree-sitter', 'parse', 'parse and diagnostics']);

/** What is not asked of real files: not all can be protected, nor have a value to type in. */
const NEEDS_MORE = new Set(['protect plan', 'keystroke to diagnostics']);

void main();
