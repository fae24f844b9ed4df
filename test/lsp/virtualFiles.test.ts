import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { FULL, merge } from './support/capabilities';
import type { Document } from './support/document';
import { Editor } from './support/editor';
import { JOB, PROFILE } from './support/texts';
import { eventually } from './support/wait';

const FOLDER = 'vscode-vfs://github/org/shop%20app';
const PROFILE_URI = `${FOLDER}/.ecs-defender.json`;
const level = (severity: string): string => `{ "rules": { "task-unprotected": "${severity}" } }`;

/** An editor on a repository that only it can read: the server has to ask for each file. */
async function browsing(t: TestContext, files: Record<string, string | Buffer>, settings = {}) {
  const editor = await Editor.start(t, {
    capabilities: merge(FULL, {
      workspace: {
        ...FULL.workspace,
        workspaceEdit: { documentChanges: true, resourceOperations: ['create'] },
      },
    }),
    folders: [FOLDER],
    initializationOptions: { readsFiles: true },
    settings: () => settings,
  });
  const read: string[] = [];
  const at = (uri: string): Buffer | undefined => (uri in files ? Buffer.from(files[uri]) : undefined);
  editor.connection.onRequest('ecsDefender/readFile', ({ uri }: { uri: string }) => {
    read.push(uri);
    const bytes = at(uri);
    return bytes ? { base64: bytes.toString('base64') } : null;
  });
  editor.connection.onRequest('ecsDefender/stampFile', ({ uri }: { uri: string }) => {
    const bytes = at(uri);
    return bytes ? `1:${bytes.length}` : null;
  });
  const searched: string[] = [];
  editor.connection.onRequest('ecsDefender/listFiles', ({ uri }: { uri: string }) => {
    searched.push(uri);
    return Object.keys(files);
  });
  editor.connection.onRequest('ecsDefender/listEntries', ({ uri }: { uri: string }) => {
    const below = Object.keys(files).filter((one) => one.startsWith(`${uri}/`));
    return [...new Set(below.map((one) => decodeURIComponent(one.slice(uri.length + 1).split('/')[0])))];
  });
  return { editor, read, searched };
}

const severities = async (document: Document): Promise<unknown[]> =>
  (await document.pull()).map(({ severity }) => severity);

test('a profile above a document counts, wherever both lie; nothing above the workspace folder is asked for', async (t) => {
  const { editor, read } = await browsing(t, { [PROFILE_URI]: level('error') });
  const document = await editor.open(`${FOLDER}/deploy/task.json`, JOB);
  assert.deepEqual(await severities(document), [1]);
  assert.deepEqual(read.filter((uri) => uri.endsWith('/.ecs-defender.json')).sort(), [
    PROFILE_URI,
    `${FOLDER}/deploy/.ecs-defender.json`,
  ]);
});

test('what lies around a document is read once, and again when the editor tells of a change', async (t) => {
  const files = { [PROFILE_URI]: level('error') };
  const { editor, read } = await browsing(t, files);
  const document = await editor.open(`${FOLDER}/task.json`, JOB);
  assert.deepEqual(await severities(document), [1]);
  // The profile and the lock, and in the background the profile once more, as a file of the folder like any other.
  await eventually(() => read.length === 3, 'three files that are read');
  await document.replace('job:1', 'job:2');
  assert.deepEqual([await severities(document), read.length], [[1], 3]);
  files[PROFILE_URI] = level('information');
  const changes = [{ uri: PROFILE_URI, type: 2 }];
  await editor.notify('workspace/didChangeWatchedFiles', { changes });
  await eventually(() => editor.refreshes === 1, 'a refresh');
  assert.deepEqual(await severities(document), [3]);
});

test('a profile in UTF-16 is read; one that is no text counts as broken', async (t) => {
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(level('error'), 'utf16le')]);
  const files: Record<string, string | Buffer> = { [PROFILE_URI]: utf16 };
  const { editor } = await browsing(t, files);
  const document = await editor.open(`${FOLDER}/task.json`, JOB);
  assert.deepEqual(await severities(document), [1]);
  files[PROFILE_URI] = Buffer.from([0xff, 0x00, 0xc3]);
  await editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: PROFILE_URI, type: 2 }] });
  await eventually(() => editor.refreshes === 1, 'a refresh');
  assert.ok((await document.codes()).some((code) => code.startsWith('profile-invalid @')));
});

test('protecting takes the values of such a profile', async (t) => {
  const { editor } = await browsing(t, { [PROFILE_URI]: PROFILE });
  const document = await editor.open(`${FOLDER}/task.json`, JOB);
  await editor.request('workspace/executeCommand', {
    command: 'ecsDefender.server.protect',
    arguments: [{ uri: document.uri }],
  });
  assert.match(document.text, /"image":"registry\.example\.com\/defender:defender_34_04_145"/);
});

test('files that are not open are listed and read by the editor, while the setting asks', async (t) => {
  const files = { [`${FOLDER}/a/task.json`]: JOB, [`${FOLDER}/other.json`]: '{}', [`${FOLDER}/x.bin`]: JOB };
  const { editor, read } = await browsing(t, files, { workspaceDiagnostics: true });
  await editor.registered('textDocument/diagnostic');
  const report = await editor.request<{ items: { uri: string; items: unknown[] }[] }>(
    'workspace/diagnostic',
    {
      previousResultIds: [],
    },
  );
  assert.deepEqual(
    report.items.map(({ uri, items }) => [uri, items.length]),
    [[`${FOLDER}/a/task.json`, 1]],
  );
  assert.ok(!read.includes(`${FOLDER}/x.bin`));
});

test('what lies beside a document is found by looking into its folder, not by a search below it', async (t) => {
  const resource = `resource "aws_ecs_task_definition" "web" {
  family                = "shop"
  container_definitions = file("\${path.module}/web tasks.json")
}
`;
  const containers = '[{ "name": "web", "image": "nginx", "entryPoint": ["/web"] }]';
  const uri = `${FOLDER}/deploy/web%20tasks.json`;
  const files = { [`${FOLDER}/deploy/ecs.tf`]: resource, [uri]: containers, [PROFILE_URI]: PROFILE };
  const { editor, searched } = await browsing(t, files);
  const document = await editor.open(uri, containers);
  const [fix] = await document.actions((await document.pull())[0].range);
  assert.ok(await document.apply(fix.edit!));
  assert.match(document.text, /"FARGATE_TASK", "value": "shop"/);
  // Once, in the background, for the documents of the folder that are not open.
  assert.deepEqual(searched, [FOLDER]);
});

test('without a client that reads, there is simply no profile', async (t) => {
  const editor = await Editor.start(t, { capabilities: FULL, folders: [FOLDER] });
  const document = await editor.open(`${FOLDER}/task.json`, JOB);
  assert.deepEqual(await severities(document), [2]);
  assert.deepEqual(editor.log, []);
});
