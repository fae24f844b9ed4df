import fc from 'fast-check';
import { FILES, type File, NAMES } from './folder';
import { type Mutation, mutations } from './mutations';
import type { Seed, Syntax } from './seeds';

/** Something that an editor, a broken one, or somebody else on the disk does. `at` chooses an open document. */
export type Step =
  | { readonly does: 'open'; readonly file: File }
  /** Told as opened once more, as no editor should. */
  | { readonly does: 'again' | 'whole'; readonly at: number; readonly text: string }
  | { readonly does: 'edit'; readonly at: number; readonly mutation: Mutation; readonly other: string }
  | { readonly does: 'far'; readonly at: number; readonly how: number; readonly version: number }
  | { readonly does: 'save' | 'close'; readonly at: number }
  | { readonly does: 'rename'; readonly at: number; readonly to: string }
  | { readonly does: 'ask' | 'cancel'; readonly at: number; readonly what: string; readonly place: number }
  | { readonly does: 'set'; readonly settings: unknown }
  | { readonly does: 'bogus'; readonly at: number; readonly what: string; readonly params: unknown }
  | DiskStep;

/** Something that happens in the folder, and that the editor tells of. */
export type DiskStep =
  | { readonly does: 'write'; readonly file: File; readonly isUnreadable: boolean }
  | { readonly does: 'erase'; readonly name: string; readonly whole: boolean }
  | { readonly does: 'move'; readonly name: string; readonly to: string };

/** A session, and whether it has a workspace folder. */
export interface Play {
  readonly steps: readonly Step[];
  readonly hasFolder: boolean;
}

const QUESTIONS = [
  ...[
    'hover',
    'completion',
    'signatureHelp',
    'definition',
    'references',
    'documentHighlight',
    'prepareRename',
  ],
  ...['rename', 'documentSymbol', 'documentLink', 'codeLens', 'codeAction', 'selectionRange', 'inlayHint'],
  ...['semanticTokens/full', 'diagnostic'],
].map((name) => `textDocument/${name}`);
const OWN = ['state', 'placeholders', 'preview', 'effectivePolicy', 'workspaceTasks'].map(
  (name) => `ecsDefender/${name}`,
);
const TOLD = ['didOpen', 'didChange', 'didSave', 'didClose'].map((name) => `textDocument/${name}`);
const OF_WORKSPACE = [
  'didChangeConfiguration',
  'didChangeWatchedFiles',
  'didChangeWorkspaceFolders',
  'didRenameFiles',
  'diagnostic',
  'executeCommand',
].map((name) => `workspace/${name}`);

/** Settings, of which the last are nonsense. */
const SETTINGS = [
  {},
  { rules: { 'task-unprotected': 'error' } },
  { rules: { 'task-unprotected': 'off', syntax: 'off' }, schemaValidation: 'on' },
  { defender: { image: 'registry.example.com/defender:defender_34_04_145' } },
  { files: { exclude: ['**/*.json'] } },
  { workspaceDiagnostics: true },
  { rules: 7, defender: null, files: [] },
  null,
  'nonsense',
];

/** What stands where parameters should; a text stands for what names a document. */
const PARAMS = [
  null,
  7,
  'x',
  [],
  {},
  { textDocument: null },
  { textDocument: {} },
  { textDocument: { uri: 7 } },
  { event: { added: [{ uri: 7 }], removed: null } },
  { changes: [{ uri: 7 }, null] },
  'far',
  'gone',
  'texts',
  'ranges',
];

const ENDS: Record<Syntax, string> = {
  json: 'json',
  jsonc: 'jsonc',
  yaml: 'yaml',
  terraform: 'tf',
  pcrule: 'pcrule',
};

export function sessions(seeds: readonly Seed[]): fc.Arbitrary<Play> {
  const shown = <T extends { readonly name: string }>(one: T) => ({
    ...one,
    [fc.toStringMethod]: () => one.name,
  });
  const seed = fc.constantFrom(...seeds.map(shown));
  const text = seed.map((one) => one.text);
  const anywhere = fc
    .tuple(fc.nat(2), seed)
    .map(([place, one]) => ({ ...one, name: `${place}/document${place}.${ENDS[one.syntax]}` }));
  const inFolder = fc.constantFrom(...FILES.map(shown));
  const at = fc.nat(20);
  const name = fc.constantFrom(...NAMES);
  const does = fc.constantFrom;
  const question = fc.constantFrom(...QUESTIONS, ...OWN);
  const bogus = fc.constantFrom(
    ...QUESTIONS,
    ...OWN,
    ...TOLD,
    ...TOLD,
    ...TOLD,
    ...OF_WORKSPACE,
    'initialize',
    'nobody/knows',
    '$/nobodyKnows',
  );
  const inEditor = (file: fc.Arbitrary<File>): fc.WeightedArbitrary<Step>[] => [
    { weight: 6, arbitrary: fc.record({ does: does('open' as const), file }) },
    {
      weight: 8,
      arbitrary: fc.record({ does: does('edit' as const), at, mutation: mutations, other: text }),
    },
    { weight: 2, arbitrary: fc.record({ does: does('again', 'whole'), at, text }) },
    {
      weight: 2,
      arbitrary: fc.record({
        does: does('far' as const),
        at,
        how: fc.nat(5),
        version: fc.integer({ max: 9 }),
      }),
    },
    { weight: 3, arbitrary: fc.record({ does: does('save', 'close'), at }) },
    { weight: 2, arbitrary: fc.record({ does: does('rename' as const), at, to: name }) },
    {
      weight: 5,
      arbitrary: fc.record({ does: does('ask', 'cancel'), at, what: question, place: fc.nat() }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ does: does('set' as const), settings: fc.constantFrom(...SETTINGS) }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        does: does('bogus' as const),
        at,
        what: bogus,
        params: fc.constantFrom(...PARAMS),
      }),
    },
  ];
  const onDisk: fc.WeightedArbitrary<Step>[] = [
    {
      weight: 12,
      arbitrary: fc.record({
        does: does('write' as const),
        file: inFolder,
        isUnreadable: fc.integer({ max: 9, min: 0 }).map((n) => n === 9),
      }),
    },
    { weight: 3, arbitrary: fc.record({ does: does('erase' as const), name, whole: fc.boolean() }) },
    { weight: 3, arbitrary: fc.record({ does: does('move' as const), name, to: name }) },
  ];
  const short = { minLength: 4, maxLength: 16 };
  const long = { minLength: 6, maxLength: 18 };
  return fc.oneof(
    { weight: 2, arbitrary: play(fc.array(fc.oneof(...inEditor(anywhere)), short), false) },
    { weight: 3, arbitrary: play(fc.array(fc.oneof(...inEditor(inFolder), ...onDisk), long), true) },
  );
}

function play(steps: fc.Arbitrary<readonly Step[]>, hasFolder: boolean): fc.Arbitrary<Play> {
  return steps.map((all) => ({ steps: all, hasFolder }));
}
