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
import type { Pieces } from '../server/src/syntax/pieces';
import { configOf, VALUES } from '../test/support/harness';
import { placeToType, taskOf } from './documents';
import type { Case } from './measure';
import { taskSchema, templateSchema } from './schema';

/** What is done with a text, by us and by others. */

const config: Config = { settings: layered({}) };
const service = getLanguageService({});
const schemaOf = { json: taskSchema('api'), template: templateSchema() };

export function modelOf(text: string): Model | undefined {
  return new Models().of(TextDocument.create('file:///task', '', 1, text), config);
}

export function casesOf(text: string, syntax: string): Case[] {
  if (syntax === 'terraform') return treeCases(text, 'terraform');
  return syntax.endsWith('yaml') ? treeCases(text, 'yaml') : jsonCases(text, syntax !== 'json');
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
export const isBeyondLimits = (text: string): boolean =>
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

/** What is made of a tree that is only parsed. */
function* nothing(): Pieces<void> {
  yield;
}

function treeCases(text: string, grammar: 'yaml' | 'terraform'): Case[] {
  return [
    { name: 'tree-sitter', run: () => withForeignTree(grammar, text, nothing) },
    { name: 'parse', run: () => recognise(text) },
    ...ours(text),
    ...(grammar === 'yaml'
      ? [{ name: 'yaml parseDocument', run: () => parseDocument(text, { logLevel: 'silent' }) }]
      : []),
  ];
}

/** Of the plan for many containers only how it grows is asked. */
export function plans(): Case[] {
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
export function together(all: readonly Case[][]): Case[] {
  return all[0].map(({ name }, place) => ({
    name,
    prepare: () => all.map((cases) => cases[place].prepare?.()),
    run: async (prepared: never[]) => {
      for (const [at, cases] of all.entries()) await cases[place].run(prepared[at]);
    },
  }));
}
