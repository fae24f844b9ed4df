import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  CancellationTokenSource,
  type Diagnostic,
  ResponseError,
  type TextDocumentContentChangeEvent,
} from 'vscode-languageserver/node';
import { FULL } from '../lsp/support/capabilities';
import type { Document } from '../lsp/support/document';
import { Editor } from '../lsp/support/editor';
import { within } from '../lsp/support/wait';
import { changesOf, heldOf } from './documents';
import { type Mutation, mutate, mutations } from './mutations';
import type { Seed } from './seeds';

/** Something that an editor, or a broken one, does to a server. */
export type Step =
  | { readonly does: 'open' | 'whole'; readonly place: number; readonly seed: Seed }
  | { readonly does: 'edit'; readonly place: number; readonly mutation: Mutation; readonly other: Seed }
  | { readonly does: 'save' | 'rename' | 'close'; readonly place: number }
  | { readonly does: 'ask' | 'cancel'; readonly place: number; readonly what: string; readonly at: number }
  | { readonly does: 'set'; readonly settings: unknown }
  | { readonly does: 'bogus'; readonly place: number; readonly what: string; readonly params: unknown };

const PLACES = 3;
const LANGUAGES = { json: 'json', jsonc: 'jsonc', yaml: 'yaml', terraform: 'terraform', pcrule: 'pcrule' };

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
const OWN = ['state', 'placeholders', 'preview', 'effectivePolicy'].map((name) => `ecsDefender/${name}`);
const TOLD = ['didOpen', 'didChange', 'didSave', 'didClose'].map((name) => `textDocument/${name}`);
const OF_WORKSPACE = [
  'didChangeWatchedFiles',
  'didChangeWorkspaceFolders',
  'didRenameFiles',
  'executeCommand',
];

/** Settings, of which the last are nonsense. */
const SETTINGS = [
  {},
  { rules: { 'task-unprotected': 'error' } },
  { rules: { 'task-unprotected': 'off', syntax: 'off' }, schemaValidation: 'on' },
  { defender: { image: 'registry.example.com/defender:defender_34_04_145' } },
  { files: { exclude: ['**/*.json'] } },
  { rules: 7, defender: null, files: [] },
  null,
  'nonsense',
];

/** What stands where parameters should; `uri` is that of a place. */
const PARAMS = [
  null,
  7,
  'x',
  [],
  {},
  { textDocument: null },
  { textDocument: {} },
  { textDocument: { uri: 7 } },
  'far',
  'gone',
];

export function sessions(seeds: readonly Seed[]): fc.Arbitrary<readonly Step[]> {
  const shown = seeds.map((seed) => ({ ...seed, [fc.toStringMethod]: () => seed.name }));
  const place = fc.nat(PLACES - 1);
  const seed = fc.constantFrom(...shown);
  const question = fc.constantFrom(...QUESTIONS, ...OWN);
  const step: fc.Arbitrary<Step> = fc.oneof(
    { weight: 3, arbitrary: fc.record({ does: fc.constant('open' as const), place, seed }) },
    {
      weight: 6,
      arbitrary: fc.record({ does: fc.constant('edit' as const), place, mutation: mutations, other: seed }),
    },
    { weight: 1, arbitrary: fc.record({ does: fc.constant('whole' as const), place, seed }) },
    { weight: 3, arbitrary: fc.record({ does: fc.constantFrom('save', 'rename', 'close'), place }) },
    {
      weight: 4,
      arbitrary: fc.record({ does: fc.constantFrom('ask', 'cancel'), place, what: question, at: fc.nat() }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ does: fc.constant('set' as const), settings: fc.constantFrom(...SETTINGS) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        does: fc.constant('bogus' as const),
        place,
        what: fc.constantFrom(
          ...QUESTIONS,
          ...OWN,
          ...TOLD,
          ...OF_WORKSPACE.map((name) => `workspace/${name}`),
          'nobody/knows',
          '$/nobodyKnows',
        ),
        params: fc.constantFrom(...PARAMS),
      }),
    },
  ) as fc.Arbitrary<Step>;
  return fc.array(step, { minLength: 4, maxLength: 16 });
}

/** Two servers: one is talked to at random, the other sees only what is left of it in the end. */
export class Pair {
  private settings: unknown;
  private readonly open = new Map<number, Document>();

  private constructor(
    readonly tried: Editor,
    private readonly fresh: Editor,
    private readonly shared: { settings: unknown },
  ) {
    this.settings = shared.settings;
  }

  static async start(t: Parameters<typeof Editor.start>[0], environment?: NodeJS.ProcessEnv): Promise<Pair> {
    const shared = { settings: {} as unknown };
    const options = { capabilities: FULL, settings: () => shared.settings, environment };
    return new Pair(await Editor.start(t, options), await Editor.start(t, options), shared);
  }

  /** Plays a session from an empty editor to an empty editor. */
  async play(steps: readonly Step[]): Promise<void> {
    try {
      for (const step of steps) {
        await this.take(step);
        await this.assertSame();
      }
    } finally {
      for (const document of this.open.values()) await document.close();
      this.open.clear();
      await this.set({});
      this.forgive();
    }
  }

  private async take(step: Step): Promise<void> {
    const { tried } = this;
    if (step.does === 'set') return this.set(step.settings);
    const document = this.open.get(step.place);
    switch (step.does) {
      case 'open':
        if (document) await document.close();
        this.open.set(
          step.place,
          await tried.open(uriOf(step.place, step.seed), step.seed.text, LANGUAGES[step.seed.syntax]),
        );
        return;
      case 'whole':
        return document?.change({ text: step.seed.text });
      case 'edit':
        if (document) await edit(document, step.mutation, step.other);
        return;
      case 'save':
        if (document) await tried.notify('textDocument/didSave', { textDocument: { uri: document.uri } });
        return;
      case 'rename': {
        if (!document) return;
        const { text, uri, languageId } = document;
        await document.close();
        const to = uri.replace(/(\w+)(\.\w+)$/, '$1-renamed$2');
        this.open.set(step.place, await tried.open(to, text, languageId));
        return;
      }
      case 'close':
        this.open.delete(step.place);
        return document?.close();
      case 'ask':
        await this.ask(step.what, paramsOf(document, step.at));
        return;
      case 'cancel':
        await this.ask(step.what, paramsOf(document, step.at), true);
        return;
      case 'bogus':
        return this.bogus(document, step.what, step.params);
    }
  }

  private async set(settings: unknown): Promise<void> {
    if (settings === this.settings) return;
    this.settings = settings;
    this.shared.settings = settings;
    for (const editor of [this.tried, this.fresh])
      await editor.notify('workspace/didChangeConfiguration', { settings: null });
  }

  /** Every question is answered, be it with an error of the protocol; none of the errors is the server's own. */
  private async ask(what: string, params: unknown, cancelled = false): Promise<void> {
    const source = new CancellationTokenSource();
    const answer = this.tried.connection.sendRequest(what, params, source.token);
    if (cancelled) source.cancel();
    try {
      await within(answer, `the answer to ${what}`);
    } catch (fault) {
      assert.ok(fault instanceof ResponseError, String(fault));
      assert.ok(ANSWERED.has(fault.code), `${what}: ${fault.code} ${fault.message}`);
    }
  }

  private async bogus(document: Document | undefined, what: string, params: unknown): Promise<void> {
    const uri = document?.uri ?? 'file:///fuzz/never.json';
    const there = { line: -5, character: 9e9 };
    const far = { textDocument: { uri }, position: there, range: { start: there, end: there } };
    const gone = { textDocument: { uri: 'file:///fuzz/closed.json', version: -1 }, position: there };
    const sent = params === 'far' ? far : params === 'gone' ? gone : params;
    const isTold = what.includes('/did') || what.startsWith('$/');
    // What would make the two sides hold different texts, or none, is no question of what the server does then.
    if (isTold && sent === far) return;
    if (isTold) await this.tried.notify(what, sent);
    else await this.tried.request(what, sent).catch(() => 'an error will do');
    // What is no question at all may well be answered with an error, and be told.
    await this.ask('ecsDefender/state', { uri: '' });
    this.forgive();
  }

  private forgive(): void {
    this.tried.messages.length = 0;
    this.tried.log.length = 0;
  }

  /** Both servers say the same of every open document, and nothing has gone wrong inside. */
  private async assertSame(): Promise<void> {
    const { tried, fresh, open } = this;
    const documents = [...open.values()];
    for (const { uri, languageId, text } of documents) await fresh.open(uri, text, languageId);
    for (const document of documents) {
      const found = await document.pull();
      const expected = await fresh.documents.get(document.uri)!.pull();
      assert.deepEqual(found.map(told), expected.map(told), `${document.uri}:\n${document.text}`);
    }
    for (const { uri } of documents) await fresh.documents.get(uri)!.close();
    const internal = tried.messages.filter(({ message }) => message.includes('internal error'));
    assert.deepEqual([internal, tried.log.filter((line) => /\n +at /.test(line))], [[], []]);
    assert.equal(tried.process.exitCode, null);
  }
}

/** Errors by which a question is answered: it makes no sense, was cancelled, or the document has changed meanwhile. */
const ANSWERED = new Set([-32600, -32601, -32602, -32800, -32801, -32803]);

async function edit(document: Document, mutation: Mutation, other: Seed): Promise<void> {
  const changes: TextDocumentContentChangeEvent[] = changesOf(
    heldOf(document.text),
    mutate(document.text, mutation, other.text),
  );
  if (changes.length > 0) await document.change(...changes);
}

function uriOf(place: number, { name, syntax }: Seed): string {
  const ends = { json: 'json', jsonc: 'jsonc', yaml: 'yaml', terraform: 'tf', pcrule: 'pcrule' };
  return `file:///fuzz/${name.length % 3}/document${place}.${ends[syntax]}`;
}

function paramsOf(document: Document | undefined, at: number): unknown {
  const uri = document?.uri ?? 'file:///fuzz/never.json';
  const text = document?.text ?? '';
  const position = heldOf(text).positionAt(at % (text.length + 1));
  const range = { start: position, end: position };
  const context = { diagnostics: [], includeDeclaration: true };
  return { textDocument: { uri }, uri, position, positions: [position], range, context, newName: 'renamed' };
}

function told({ range, severity, code, message }: Diagnostic): unknown {
  return { range, severity, code, message };
}
