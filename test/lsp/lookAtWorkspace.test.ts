import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CancellationToken, CancellationTokenSource, type Connection } from 'vscode-languageserver';
import { Session } from '../../server/src/lsp/session';
import { WorkspaceDiagnostics } from '../../server/src/lsp/workspace';
import { JOB } from './support/texts';
import { eventually } from './support/wait';

/** A workspace of files that are only texts, to see what is read and when. */
function workspaceOf(texts: Map<string, string>) {
  const read: string[] = [];
  const params = {
    processId: null,
    rootUri: 'file:///project',
    capabilities: {},
    initializationOptions: { settings: { workspaceDiagnostics: true } },
  };
  const disk = {
    around: () => ({ read: () => undefined, has: () => false }),
    list: () => [...texts.keys()].map((uri) => ({ uri, isKnown: true })),
    entries: () => [],
    stamp: (uri: string) => String(texts.get(uri)?.length),
    read: (uri: string) => {
      read.push(uri);
      return texts.get(uri);
    },
  };
  const session = new Session({} as Connection, {
    locale: () => 'en',
    grammars: () => Promise.reject(new Error('no grammar is needed here')),
    documentation: () => Promise.resolve('{}'),
    environment: () => undefined,
    disk,
    pages: 'file:///rules',
  });
  session.initialize(params);
  return { workspace: new WorkspaceDiagnostics(session), read, configuration: session.configuration };
}
const many = (text: string): Map<string, string> =>
  new Map(Array.from({ length: 100 }, (_, n) => [`file:///project/${n}.json`, text]));

test('a look that is cancelled reads no further', async () => {
  const { workspace, read } = workspaceOf(many(JOB));
  const source = new CancellationTokenSource();
  const report = workspace.report({ previousResultIds: [] }, source.token);
  while (read.length < 10) await new Promise((resolve) => setImmediate(resolve));
  source.cancel();
  const { items } = await report;
  assert.ok(read.length < 20 && items.length <= read.length, `${read.length} files were read`);
});

test('files with nothing to say are not read again until they change', async () => {
  const texts = many('{"other":"things"}');
  const { workspace, read, configuration } = workspaceOf(texts);
  const look = () => workspace.report({ previousResultIds: [] }, CancellationToken.None);
  assert.deepEqual([await look(), read.length], [{ items: [] }, 100]);
  assert.deepEqual([await look(), read.length], [{ items: [] }, 100]);
  texts.set('file:///project/7.json', JOB);
  const { items } = await look();
  assert.deepEqual(
    items.map(({ uri }) => uri),
    ['file:///project/7.json'],
  );
  // Where there is a task definition, policies are looked for, once.
  await eventually(() => read.length === 201, 'the changed file, and every file for the index');
  // A changed profile may make them speak.
  configuration.generation++;
  await look();
  assert.equal(read.length, 301);
});
