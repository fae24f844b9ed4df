import { parseTree } from 'jsonc-parser';
import { getLanguageService, TextDocument as JsonDocument } from 'vscode-json-languageservice';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parseDocument } from 'yaml';
import { analyse } from '../server/src/defender/analysis';
import { recognise } from '../server/src/ecs/recognise';
import { layered } from '../server/src/profile/layers';
import type { Config } from '../server/src/service/config';
import { type Model, Models } from '../server/src/service/model';
import { protect } from '../server/src/service/protect';
import { withForeignTree } from '../server/src/syntax/grammars';
import { readJson } from '../server/src/syntax/json/reader';
import { OWN_LIMITS } from '../server/src/syntax/limits';
import { loadTestGrammars } from '../test/support/grammars';
import { configOf, VALUES } from '../test/support/harness';
import { generated, KINDS, placeToType, realDocuments, SIZES, type Size, skipped, taskOf } from './documents';
import { type Case, compare, type Samples, shuffled } from './measure';
import { isQuick, keep } from './results';
import { taskSchema, templateSchema } from './schema';

/** What the language service takes, beside the parsers and validators that people know. */

const config: Config = { settings: layered({}) };
const service = getLanguageService({});
const schemaOf = { json: taskSchema('api'), template: templateSchema() };

/** How long each document may take, in seconds. */
const PATIENCE = isQuick ? 1 : 4;

export interface LibraryResult {
  readonly document: string;
  readonly size: Size | 'real' | 'plans';
  readonly samples: Samples;
  readonly findings: number;
}

function modelOf(text: string): Model | undefined {
  return new Models().of(TextDocument.create('file:///task', '', 1, text), config);
}

/** Our own work on a text, whatever its syntax. */
function ours(text: string): Case[] {
  const document = TextDocument.create('file:///task', '', 1, text);
  const models = new Models();
  let at = 0;
  let isTyped = false;
  return [
    {
      name: 'analyse',
      prepare: () => recognise(text)?.tasks ?? [],
      run: (tasks: ReturnType<typeof tasksOf>) => tasks.map((task) => analyse(task, config.settings)),
    },
    { name: 'parse and diagnostics', run: () => modelOf(text)?.findings },
    {
      name: 'protect plan',
      prepare: () => protectable(text),
      run: (model: Model) => protect(model, { placeholders: false }),
    },
    {
      name: 'keystroke to diagnostics',
      prepare: () => {
        at ||= placeToType(text);
        return models.of(document, config);
      },
      run: () => {
        const start = document.positionAt(at);
        const end = document.positionAt(isTyped ? at + 1 : at);
        const change = { range: { start, end }, text: isTyped ? '' : 'x' };
        isTyped = !isTyped;
        TextDocument.update(document, [change], document.version + 1);
        return models.of(document, config)?.findings;
      },
    },
  ];
}

/** What is not read takes no time worth comparing. */
const isBeyondLimits = (text: string): boolean =>
  recognise(text)?.tree.faults.some(({ code }) => OWN_LIMITS.has(code)) ?? false;

const tasksOf = (text: string) => recognise(text)?.tasks ?? [];

function protectable(text: string): Model {
  return new Models().of(TextDocument.create('file:///task', '', 1, text), configOf(VALUES))!;
}

function jsonCases(text: string, isTemplate: boolean): Case[] {
  service.configure({
    validate: true,
    schemas: [
      { uri: 'file:///schema.json', fileMatch: ['*'], schema: schemaOf[isTemplate ? 'template' : 'json'] },
    ],
  });
  return [
    { name: 'JSON.parse', run: () => JSON.parse(text) },
    { name: 'parse', run: () => readJson(text, isTemplate ? 'cloudformation' : 'api') },
    ...ours(text),
    { name: 'jsonc-parser parseTree', run: () => parseTree(text) },
    {
      name: 'vscode-json-languageservice',
      prepare: () => JsonDocument.create('file:///task.json', 'json', 1, text),
      run: (document: JsonDocument) => service.doValidation(document, service.parseJSONDocument(document)),
    },
  ];
}

function treeCases(text: string, grammar: 'yaml' | 'terraform'): Case[] {
  return [
    { name: 'tree-sitter', run: () => withForeignTree(grammar, text, () => undefined) },
    { name: 'parse', run: () => recognise(text) },
    ...ours(text),
    ...(grammar === 'yaml'
      ? [{ name: 'yaml parseDocument', run: () => parseDocument(text, { logLevel: 'silent' }) }]
      : []),
  ];
}

/** Of the plan for many containers only how it grows is asked. */
function plans(): Case[] {
  return [100, 1000].map((containers) => {
    const text = taskOf(containers);
    return {
      name: `protect plan of ${containers} containers`,
      prepare: () => protectable(text),
      run: (model: Model) => protect(model, { placeholders: false }),
    };
  });
}

/** All texts of a kind, one after the other, as if they were one document. */
function together(all: readonly Case[][]): Case[] {
  return all[0].map(({ name }, place) => ({
    name,
    prepare: () => all.map((cases) => cases[place].prepare?.()),
    run: async (prepared: never[]) => {
      for (const [at, cases] of all.entries()) await cases[place].run(prepared[at]);
    },
  }));
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

function casesOf(text: string, syntax: string): Case[] {
  if (syntax === 'terraform') return treeCases(text, 'terraform');
  return syntax.endsWith('yaml') ? treeCases(text, 'yaml') : jsonCases(text, syntax !== 'json');
}

function isStrict(text: string): boolean {
  try {
    return JSON.parse(text) !== undefined;
  } catch {
    return false;
  }
}

void main();
