import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type {
  WorkspaceDiagnosticReport,
  WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver/node';
import { FULL, PULLING } from './support/capabilities';
import { Editor } from './support/editor';
import { folderWith, uriIn, write } from './support/files';
import { JOB } from './support/texts';
import { eventually } from './support/wait';

const ON = { workspaceDiagnostics: true };
const FILES = {
  'a.json': JOB,
  'b.json.tpl': JOB,
  'c.txt': JOB,
  'unrelated.json': '{"containers":[]}',
  'node_modules/x.json': JOB,
};
type Known = { uri: string; value: string }[];

async function ask(
  editor: Editor,
  previousResultIds: Known = [],
): Promise<WorkspaceDocumentDiagnosticReport[]> {
  const report = await editor.request<WorkspaceDiagnosticReport>('workspace/diagnostic', {
    previousResultIds,
  });
  return report.items;
}
/** What a client remembers of a report. */
const remember = (items: WorkspaceDocumentDiagnosticReport[]): Known =>
  items.flatMap(({ uri, resultId }) => (resultId === undefined ? [] : [{ uri, value: resultId }]));
/** The reports as `name: kind, number of diagnostics`. */
const shortly = (items: WorkspaceDocumentDiagnosticReport[]): string[] =>
  items.map(
    (one) => `${one.uri.split('/').pop()}: ${one.kind}${one.kind === 'full' ? ` ${one.items.length}` : ''}`,
  );

/** An editor that has heard whether it may ask for the workspace. */
async function editorOn(
  t: Parameters<typeof Editor.start>[0],
  folder: string,
  settings: unknown,
): Promise<Editor> {
  const editor = await Editor.start(t, { capabilities: FULL, folders: [folder], settings: () => settings });
  await editor.registered('textDocument/diagnostic');
  return editor;
}

test('nobody asked for the workspace: nothing is answered, whatever is asked', async (t) => {
  const editor = await editorOn(t, folderWith(t, FILES), {});
  const options = await editor.registered('textDocument/diagnostic');
  assert.equal((options as { workspaceDiagnostics: boolean }).workspaceDiagnostics, false);
  assert.deepEqual(await ask(editor), []);
});

test('while the setting asks, files that are not open are reported: known names only, none that are skipped', async (t) => {
  const folder = folderWith(t, FILES);
  const editor = await editorOn(t, folder, ON);
  const options = await editor.registered('textDocument/diagnostic');
  assert.equal((options as { workspaceDiagnostics: boolean }).workspaceDiagnostics, true);
  const items = await ask(editor);
  assert.deepEqual(shortly(items), ['a.json: full 1', 'b.json.tpl: full 1']);
  const [first] = items;
  assert.equal(first.uri, uriIn(folder, 'a.json'));
  assert.equal(first.version, null);
  assert.equal(first.kind === 'full' && first.items[0].code, 'task-unprotected');
});

test('the setting is followed while the server runs: one registration takes the other’s place', async (t) => {
  const settings = { workspaceDiagnostics: false };
  const editor = await editorOn(t, folderWith(t, FILES), settings);
  const registered = (): unknown[] =>
    editor.registrations
      .filter((one) => one.method === 'textDocument/diagnostic')
      .map((one) => one.registerOptions);
  for (const wanted of [true, false]) {
    settings.workspaceDiagnostics = wanted;
    await editor.notify('workspace/didChangeConfiguration', { settings: null });
    const options = { documentSelector: null, interFileDependencies: false, workspaceDiagnostics: wanted };
    await eventually(
      () => JSON.stringify(registered()) === JSON.stringify([options]),
      `one registration that says ${wanted}; there is ${JSON.stringify(registered())}`,
    );
    assert.equal((await ask(editor)).length, wanted ? 2 : 0);
  }
});

test('what has not changed is reported as unchanged; what has, anew', async (t) => {
  const folder = folderWith(t, FILES);
  const editor = await editorOn(t, folder, ON);
  const known = remember(await ask(editor));
  assert.deepEqual(shortly(await ask(editor, known)), ['a.json: unchanged', 'b.json.tpl: unchanged']);
  write(folder, 'a.json', JOB.replace('"name":"job"', '"name":"other"'));
  write(folder, 'unrelated.json', `${JOB}\n`);
  assert.deepEqual(shortly(await ask(editor, known)), [
    'a.json: full 1',
    'b.json.tpl: unchanged',
    'unrelated.json: full 1',
  ]);
});

test('a file that is mended, or gone, is reported with an empty list', async (t) => {
  const folder = folderWith(t, FILES);
  const editor = await editorOn(t, folder, ON);
  const known = remember(await ask(editor));
  write(folder, 'a.json', '{}');
  rmSync(join(folder, 'b.json.tpl'));
  const items = await ask(editor, known);
  assert.deepEqual(shortly(items), ['a.json: full 0', 'b.json.tpl: full 0']);
});

test('a changed profile makes every result anew', async (t) => {
  const folder = folderWith(t, FILES);
  const editor = await editorOn(t, folder, ON);
  const known = remember(await ask(editor));
  write(folder, '.ecs-defender.json', '{ "rules": { "task-unprotected": "off" }, "surplus": 1 }');
  await editor.notify('workspace/didChangeWatchedFiles', {
    changes: [{ uri: uriIn(folder, '.ecs-defender.json'), type: 1 }],
  });
  const items = await ask(editor, known);
  assert.deepEqual(shortly(items), ['.ecs-defender.json: full 1', 'a.json: full 2', 'b.json.tpl: full 2']);
  write(folder, '.ecs-defender.json', '{ "rules": { "task-unprotected": "off" } }');
  await editor.notify('workspace/didChangeWatchedFiles', {
    changes: [{ uri: uriIn(folder, '.ecs-defender.json'), type: 2 }],
  });
  assert.deepEqual(shortly(await ask(editor, remember(items))), [
    '.ecs-defender.json: full 0',
    'a.json: full 0',
    'b.json.tpl: full 0',
  ]);
});

test('an open document speaks for itself', async (t) => {
  const folder = folderWith(t, FILES);
  const editor = await editorOn(t, folder, ON);
  await editor.open(uriIn(folder, 'a.json'), '{}');
  assert.deepEqual(shortly(await ask(editor)), ['b.json.tpl: full 1']);
  // Some editors write more of a URI in percent signs than others.
  await editor.open(uriIn(folder, 'b.json.tpl').replace('b.json', 'b%2Ejson'), '{}');
  assert.deepEqual(await ask(editor), []);
});

test('globs of the settings and of the profile add files and leave others out', async (t) => {
  const folder = folderWith(t, {
    ...FILES,
    'd.conf': JOB,
    '.ecs-defender.json': '{ "files": { "include": ["*.txt"], "exclude": ["a.json"] } }',
  });
  const editor = await editorOn(t, folder, { ...ON, files: { include: ['*.conf'], exclude: ['*.tpl'] } });
  assert.deepEqual(shortly(await ask(editor)), ['c.txt: full 1', 'd.conf: full 1']);
});

test('syntax faults of a file that is not open are ours to report: no editor validates it', async (t) => {
  const folder = folderWith(t, { 'a.json': JOB.slice(0, -1) });
  const editor = await Editor.start(t, {
    capabilities: FULL,
    folders: [folder],
    settings: () => ON,
    initializationOptions: { editorValidates: ['json'] },
  });
  const [report] = await ask(editor);
  assert.deepEqual(report.kind === 'full' && report.items.map(({ code }) => code), [
    'syntax',
    'task-unprotected',
  ]);
});

test('an editor that registers nothing may ask when its options at the start say so', async (t) => {
  const folder = folderWith(t, FILES);
  const editor = await Editor.start(t, {
    capabilities: PULLING,
    folders: [folder],
    initializationOptions: { settings: ON },
  });
  assert.deepEqual(editor.initialized.capabilities.diagnosticProvider, {
    interFileDependencies: false,
    workspaceDiagnostics: true,
  });
  assert.equal((await ask(editor)).length, 2);
});

test('a folder that is not on a disk, or is gone, has no files', async (t) => {
  const folder = folderWith(t, FILES);
  const editor = await editorOn(t, join(folder, 'gone'), ON);
  await editor.notify('workspace/didChangeWorkspaceFolders', {
    event: { added: [{ uri: 'vscode-vfs://github/a/b', name: 'b' }], removed: [] },
  });
  assert.deepEqual(await ask(editor), []);
  assert.deepEqual(editor.messages, []);
});
