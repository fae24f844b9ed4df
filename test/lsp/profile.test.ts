import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { FULL, PUSHED } from './support/capabilities';
import { Editor } from './support/editor';
import { folderWith, uriIn, write } from './support/files';
import { JOB } from './support/texts';
import { eventually } from './support/wait';

const NAME = '.ecs-defender.json';
const level = (severity: string): string => `{ "rules": { "task-unprotected": "${severity}" } }`;
const OFF = level('off');

test('a profile that changes on disk counts at once, and the editor is told to refresh', async (t) => {
  const folder = folderWith(t, { [NAME]: OFF });
  const editor = await Editor.start(t, { capabilities: FULL, folders: [folder] });
  const document = await editor.open(uriIn(folder, 'a/task.json'), JOB);
  assert.deepEqual(await document.pull(), []);
  write(folder, NAME, level('error'));
  await editor.notify('workspace/didChangeWatchedFiles', {
    changes: [{ uri: uriIn(folder, NAME), type: 2 }],
  });
  await eventually(() => editor.refreshes === 1, 'a refresh');
  assert.deepEqual(
    (await document.pull()).map(({ severity }) => severity),
    [1],
  );
  rmSync(join(folder, NAME));
  assert.deepEqual(
    (await document.pull()).map(({ severity }) => severity),
    [2],
    'also when nobody tells',
  );
});

test('a profile counts as it stands in the editor, saved or not, until it is closed', async (t) => {
  const folder = folderWith(t, { [NAME]: OFF });
  const editor = await Editor.start(t, { capabilities: FULL, folders: [folder] });
  const document = await editor.open(uriIn(folder, 'task.json'), JOB);
  const profile = await editor.open(uriIn(folder, NAME), OFF, 'jsonc');
  await eventually(() => editor.refreshes === 1, 'a refresh when it is opened');
  await profile.replace('"off"', '"error"');
  await eventually(() => editor.refreshes === 2, 'a refresh when it is edited');
  assert.deepEqual(
    (await document.pull()).map(({ severity }) => severity),
    [1],
  );
  await profile.close();
  await eventually(() => editor.refreshes === 3, 'a refresh when it is closed');
  assert.deepEqual(await document.pull(), []);
});

test('editors that cannot pull get new diagnostics for every document when a profile is edited', async (t) => {
  const folder = folderWith(t, {});
  const editor = await Editor.start(t, { capabilities: PUSHED, folders: [folder] });
  const uris = ['a.json', 'b/c.json'].map((name) => uriIn(folder, name));
  for (const uri of uris) await editor.open(uri, JOB);
  for (const uri of uris) await editor.publishedFor(uri, 1);
  editor.published.length = 0;
  const { uri } = await editor.open(uriIn(folder, NAME), OFF);
  await editor.publishedFor(uri, 1);
  for (const one of uris) assert.deepEqual((await editor.publishedFor(one, 1)).diagnostics, []);
});

test('the nearest profile above a document wins whole; the search ends at the repository', async (t) => {
  const folder = folderWith(t, {
    [NAME]: OFF,
    'near/.ecs-defender.json': '{}',
    'repository/.git/HEAD': '',
    'repository/sub/x.txt': '',
  });
  const editor = await Editor.start(t, { folders: [folder] });
  const severities = async (name: string): Promise<unknown[]> =>
    (await (await editor.open(uriIn(folder, name), JOB)).pull()).map(({ severity }) => severity);
  assert.deepEqual(await severities('far/task.json'), []);
  assert.deepEqual(await severities('near/task.json'), [2]);
  assert.deepEqual(await severities('repository/sub/task.json'), [2]);
});

test('a folder that is opened inside a repository has the repository’s profile, as in the pipeline', async (t) => {
  const top = folderWith(t, { [NAME]: OFF, '.git/HEAD': '', 'service/x.txt': '' });
  const editor = await Editor.start(t, { folders: [join(top, 'service')] });
  const document = await editor.open(uriIn(top, 'service/task.json'), JOB);
  assert.deepEqual(await document.pull(), []);
});

test('where there is no repository the search ends at the workspace folder', async (t) => {
  const top = folderWith(t, { [NAME]: OFF, 'service/x.txt': '' });
  const editor = await Editor.start(t, { folders: [join(top, 'service')] });
  const document = await editor.open(uriIn(top, 'service/task.json'), JOB);
  assert.equal((await document.pull()).length, 1);
});

test('overrides refine by path, and files.exclude of the profile leaves documents alone', async (t) => {
  const text = JSON.stringify({
    files: { exclude: ['old/**'] },
    overrides: [{ files: 'prod/**', rules: { 'task-unprotected': 'error' } }],
  });
  const folder = folderWith(t, { [NAME]: text });
  const editor = await Editor.start(t, { folders: [folder] });
  const severities = async (name: string): Promise<unknown[]> =>
    (await (await editor.open(uriIn(folder, name), JOB)).pull()).map(({ severity }) => severity);
  assert.deepEqual(await severities('prod/task.json'), [1]);
  assert.deepEqual(await severities('dev/task.json'), [2]);
  assert.deepEqual(await severities('old/task.json'), []);
});

test('a document that was never saved has the profile of the only folder, and of none where there are two', async (t) => {
  const folder = folderWith(t, { [NAME]: OFF });
  const one = await Editor.start(t, { folders: [folder] });
  assert.deepEqual(await (await one.open('untitled:Untitled-1', JOB)).pull(), []);
  const two = await Editor.start(t, { folders: [folder, folderWith(t, {})] });
  assert.equal((await (await two.open('untitled:Untitled-1', JOB)).pull()).length, 1);
});

test('--config names the one profile for all documents', async (t) => {
  const folder = folderWith(t, { [NAME]: level('error'), 'team/other.json': OFF });
  const editor = await Editor.start(t, {
    folders: [folder],
    arguments: ['--config', join(folder, 'team/other.json')],
  });
  assert.deepEqual(await (await editor.open(uriIn(folder, 'task.json'), JOB)).pull(), []);
});

test('a row whose last day is over is marked in the profile and at the container it picks', async (t) => {
  const row = { container: '*', reason: 'moves to Lambda' };
  const profile = (until: string): string => JSON.stringify({ containers: { exclude: [{ ...row, until }] } });
  for (const [until, codes] of [
    ['1999-12-31', ['exclusion-expired']],
    ['9999-12-31', []],
  ] as const) {
    const folder = folderWith(t, { [NAME]: profile(until) });
    const editor = await Editor.start(t, { capabilities: FULL, folders: [folder] });
    const documents = [
      await editor.open(uriIn(folder, NAME), profile(until), 'jsonc'),
      await editor.open(uriIn(folder, 'task.json'), JOB),
    ];
    for (const document of documents)
      assert.deepEqual(
        (await document.pull()).map(({ code }) => code),
        codes,
      );
  }
});
