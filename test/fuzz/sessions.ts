import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { CancellationTokenSource, type Diagnostic, ResponseError } from 'vscode-languageserver/node';
import type { CheckAnswer } from '../../server/src/lsp/features/workspaceTasks';
import { FULL } from '../lsp/support/capabilities';
import type { Document } from '../lsp/support/document';
import { Editor, type EditorOptions } from '../lsp/support/editor';
import { within } from '../lsp/support/wait';
import { Folder } from './folder';
import { bogusParams, edit, paramsOf, reachFar } from './sent';
import type { DiskStep, Play, Step } from './steps';

type Ends = Parameters<typeof Editor.start>[0];

const LANGUAGES = { json: 'json', jsonc: 'jsonc', yaml: 'yaml', terraform: 'terraform', pcrule: 'pcrule' };
/** Errors by which a question is answered: it makes no sense, was cancelled, or the document has changed meanwhile. */
const ANSWERED = new Set([-32600, -32601, -32602, -32800, -32801, -32803]);
/** How an editor calls what has happened to files: made or changed, gone, or gone here and made there. */
const KINDS = { write: [2], erase: [3], move: [3, 1] };

/** How long it may take until files that have changed are seen by both, in milliseconds: they are read in the background. */
const PATIENCE = 10_000;
/** Where nothing new has been said for so long, nothing more is on its way. */
const QUIET = 60;

/** Two servers: one is talked to at random, the other sees only what is left of it in the end. */
export class Pair {
  private settings: unknown = {};
  private readonly open = new Map<string, Document>();
  private folder: Folder | undefined;
  private played = 0;

  private constructor(
    private readonly options: EditorOptions,
    private readonly shared: { settings: unknown },
    private readonly root: string,
    readonly tried: Editor,
    private readonly fresh: Editor,
  ) {}

  /** @param root a folder for those that the sessions have open; `measured`: how the server is asked for its memory */
  static async start(
    t: Ends,
    root: string,
    { patience, ...measured }: Pick<EditorOptions, 'environment' | 'patience'> = {},
  ): Promise<Pair> {
    const shared = { settings: {} as unknown };
    const options = { capabilities: FULL, settings: () => shared.settings, patience };
    const tried = await Editor.start(t, { ...options, ...measured, alone: true });
    return new Pair(options, shared, root, tried, await Editor.start(t, options));
  }

  /** Plays a session from an empty editor to an empty editor. */
  async play({ steps, hasFolder }: Play): Promise<void> {
    const path = join(this.root, `folder ${this.played++}`);
    try {
      if (hasFolder) await this.enter(new Folder(path));
      for (const step of steps) {
        await this.take(step);
        await this.assertSame(this.fresh);
      }
      await this.assertSameAsNew();
    } finally {
      for (const document of this.open.values()) await document.close();
      this.open.clear();
      await this.leave();
      rmSync(path, { recursive: true, force: true });
      await this.set({});
      await this.ask('ecsDefender/state', { uri: '' });
      this.forgive();
    }
  }

  private async enter(folder: Folder): Promise<void> {
    this.folder = folder;
    await this.tellFolders([{ uri: folder.uri, name: 'folder' }], []);
  }
  private async leave(): Promise<void> {
    if (this.folder) await this.tellFolders([], [{ uri: this.folder.uri, name: 'folder' }]);
    this.folder = undefined;
  }
  private async tellFolders(added: object[], removed: object[]): Promise<void> {
    for (const editor of [this.tried, this.fresh])
      await editor.notify('workspace/didChangeWorkspaceFolders', { event: { added, removed } });
  }

  private async take(step: Step): Promise<void> {
    switch (step.does) {
      case 'set':
        return this.set(step.settings);
      case 'open':
        return this.show(step.file.name, step.file.text, LANGUAGES[step.file.syntax]);
      case 'write':
      case 'erase':
      case 'move':
        return this.disturb(step);
      case 'ask':
        return this.ask(step.what, paramsOf(this.chosen(step.at)?.[1], step.place));
      case 'cancel':
        return this.ask(step.what, paramsOf(this.chosen(step.at)?.[1], step.place), true);
      case 'bogus':
        return this.bogus(this.chosen(step.at)?.[1], step.what, step.params);
    }
    const [name, document] = this.chosen(step.at) ?? [];
    if (name === undefined || !document) return;
    switch (step.does) {
      case 'again':
        this.open.set(name, await this.tried.open(document.uri, step.text, document.languageId));
        return;
      case 'whole':
        return document.change({ text: step.text });
      case 'edit':
        return edit(document, step.mutation, step.other);
      case 'far':
        return reachFar(document, step.how, step.version);
      case 'save':
        if (this.folder)
          await this.disturb({
            does: 'write',
            file: { name, syntax: 'json', text: document.text },
            isUnreadable: false,
          });
        return this.tried.notify('textDocument/didSave', { textDocument: { uri: document.uri } });
      case 'rename':
        if (this.folder) await this.disturb({ does: 'move', name, to: step.to });
        await this.close(name, document);
        return this.show(step.to, document.text, document.languageId);
      case 'close':
        return this.close(name, document);
    }
  }

  /** An open document, whatever the number is. */
  private chosen(at: number): [name: string, document: Document] | undefined {
    return [...this.open][at % this.open.size];
  }
  private async show(name: string, text: string, languageId: string): Promise<void> {
    const last = this.open.get(name);
    if (last) await this.close(name, last);
    const uri = this.folder?.uriOf(name) ?? `file:///fuzz/${name}`;
    this.open.set(name, await this.tried.open(uri, text, languageId));
  }
  private async close(name: string, document: Document): Promise<void> {
    this.open.delete(name);
    await document.close();
  }

  /** Changes the files of the folder, and tells of it. */
  private async disturb(step: DiskStep): Promise<void> {
    const { folder } = this;
    if (!folder) return;
    const uris =
      step.does === 'write' ? [step.file.name] : step.does === 'move' ? [step.name, step.to] : [step.name];
    if (step.does === 'write') folder.write(step.file.name, step.file.text, step.isUnreadable);
    else if (step.does === 'erase') folder.remove(step.name, step.whole);
    else folder.move(step.name, step.to);
    const changes = uris.map((name, at) => ({ uri: folder.uriOf(name), type: KINDS[step.does][at] }));
    for (const editor of [this.tried, this.fresh])
      await editor.notify('workspace/didChangeWatchedFiles', { changes });
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

  /** Says what no editor should. The document that it is said of is told whole afterwards; what is said of the others must
   * not depend on it. */
  private async bogus(document: Document | undefined, what: string, params: unknown): Promise<void> {
    const sent = bogusParams(document, params);
    const isTold = what.includes('/did') || what.startsWith('$/');
    if (isTold) await this.tried.notify(what, sent);
    else await this.tried.request(what, sent).catch(() => 'an error will do');
    // What is no question at all may well be answered with an error, and be told.
    await this.ask('ecsDefender/state', { uri: '' });
    this.forgive();
    if (!document) return;
    for (const { uri } of this.open.values())
      await this.ask('textDocument/diagnostic', { textDocument: { uri } });
    if (what.endsWith('didClose')) await this.tried.open(document.uri, document.text, document.languageId);
    else await document.change({ text: document.text });
  }

  private forgive(): void {
    this.tried.messages.length = 0;
    this.tried.log.length = 0;
  }

  /** A server that has seen nothing but the files and the open documents says the same, also of what is not open. */
  private async assertSameAsNew(): Promise<void> {
    const ends: (() => void)[] = [];
    const folders = this.folder && [this.folder.uri];
    const started = await Editor.start(
      { after: (end) => void ends.push(end as () => void) },
      { ...this.options, folders },
    );
    try {
      await this.assertSame(started, true);
    } finally {
      for (const end of ends) end();
    }
  }

  /** Both servers say the same of every open document, and nothing has gone wrong inside. */
  private async assertSame(other: Editor, isWhole = false): Promise<void> {
    const { tried, folder } = this;
    const documents = [...this.open.values()];
    for (const { uri, languageId, text } of documents) await other.open(uri, text, languageId);
    const said = async (editor: Editor): Promise<unknown> => [
      await Promise.all(documents.map(({ uri }) => editor.documents.get(uri)!.pull().then(plain))),
      isWhole && (await editor.request<CheckAnswer>('ecsDefender/checkWorkspace', {})).found,
    ];
    if (isWhole && folder) for (const editor of [tried, other]) await settled(() => said(editor));
    await alike(
      () => said(tried),
      () => said(other),
      folder ? PATIENCE : 0,
    );
    for (const { uri } of documents) await other.documents.get(uri)!.close();
    const internal = tried.messages.filter(({ message }) => message.includes('internal error'));
    assert.deepEqual([internal, tried.log.filter((line) => /\n +at /.test(line))], [[], []]);
    assert.equal(tried.server.exitCode, null);
  }
}

/** Waits until a server says the same for a while. */
async function settled(say: () => Promise<unknown>): Promise<void> {
  let last: unknown;
  for (let now = await say(); !isDeepStrictEqual(now, last); now = await say()) {
    last = now;
    await pause(QUIET);
  }
}

/** Both say the same, at last. */
async function alike(
  say: () => Promise<unknown>,
  expected: () => Promise<unknown>,
  patience: number,
): Promise<void> {
  for (const start = Date.now(); ; await pause(QUIET)) {
    const [one, other] = [await say(), await expected()];
    if (isDeepStrictEqual(one, other)) return;
    if (Date.now() - start > patience) assert.deepEqual(one, other);
  }
}

function plain(diagnostics: readonly Diagnostic[]): unknown {
  return diagnostics.map(({ range, severity, code, message }) => ({ range, severity, code, message }));
}
