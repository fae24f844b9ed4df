import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type {
  CodeAction,
  CodeLens,
  CompletionItem,
  Location,
  Range,
  TextDocumentEdit,
} from 'vscode-languageserver/node';
import { FULL } from './support/capabilities';
import type { Document } from './support/document';
import { Editor } from './support/editor';
import { folderWith, uriIn, write } from './support/files';
import { halfWired } from './support/texts';
import { answered } from './support/wait';

const TASK = `{
  "family": "shop",
  "requiresCompatibilities": ["FARGATE"],
  "containerDefinitions": [
${halfWired('false')}  ]
}
`;
const POLICY = `{
  "_id": "appEmbeddedRuntime",
  "rules": [{ "name": "web", "collections": [{ "name": "shop" }], "filesystem": { "effect": "alert" } }]
}
`;
const COLLECTIONS = '[{ "name": "shop", "images": ["*/shop/*"] }]\n';
const FILES = { 'task.json': TASK, 'policies/policy.json': POLICY, 'policies/collections.json': COLLECTIONS };

/** A diagnostic, once the files that are not open have been looked at. */
const finding = (document: Document, code: string) =>
  answered(async () => (await document.pull()).find((one) => one.code === code), code);

test('a rule is held against files that are not open, and mended in one of them', async (t) => {
  const folder = folderWith(t, FILES);
  const editor = await Editor.start(t, { capabilities: FULL, folders: [folder] });
  const policy = await editor.open(uriIn(folder, 'policies/policy.json'), POLICY);
  const found = await finding(policy, 'runtime-fs-needs-monitoring');
  assert.equal(policy.textIn(found.range), '"alert"');
  const [related] = found.relatedInformation ?? [];
  assert.equal(related.location.uri, uriIn(folder, 'task.json'));
  assert.deepEqual(related.location.range.start, { line: 10, character: 52 });

  const actions = await editor.request<CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri: policy.uri },
    range: found.range,
    context: { diagnostics: [found] },
  });
  const action = actions.find(({ title }) => title === 'Turn file system monitoring on in task.json');
  const [change] = (action?.edit?.documentChanges ?? []) as TextDocumentEdit[];
  assert.deepEqual(change.textDocument, { uri: uriIn(folder, 'task.json'), version: null });
  const { range, newText } = change.edits[0] as { range: typeof found.range; newText: string };
  assert.equal(newText, '"true"');
  assert.deepEqual(range, related.location.range);
  // Nothing was written by asking.
  assert.equal(readFileSync(join(folder, 'task.json'), 'utf8'), TASK);
});

test('what stands in an open document counts, saved or not', async (t) => {
  const folder = folderWith(t, FILES);
  const editor = await Editor.start(t, { capabilities: FULL, folders: [folder] });
  const policy = await editor.open(uriIn(folder, 'policies/policy.json'), POLICY);
  await finding(policy, 'runtime-fs-needs-monitoring');
  const task = await editor.open(uriIn(folder, 'task.json'), TASK.replaceAll('"false"', '"true"'));
  await task.pull();
  assert.deepEqual(await policy.codes(), []);
});

test('a file that changes on the disk is read again', async (t) => {
  const folder = folderWith(t, FILES);
  const editor = await Editor.start(t, { capabilities: FULL, folders: [folder] });
  const policy = await editor.open(uriIn(folder, 'policies/policy.json'), POLICY);
  await finding(policy, 'runtime-fs-needs-monitoring');
  write(folder, 'policies/collections.json', COLLECTIONS.replace('"shop"', '"store"'));
  await finding(policy, 'runtime-unknown-collection');
});

test('a container that no rule is for says so in the task definition', async (t) => {
  const folder = folderWith(t, {
    ...FILES,
    'policies/collections.json': COLLECTIONS.replace('*/shop/*', '*/store/*'),
  });
  const editor = await Editor.start(t, { capabilities: FULL, folders: [folder] });
  const task = await editor.open(uriIn(folder, 'task.json'), TASK);
  await finding(task, 'container-without-rule');
});

test('without a workspace folder a document stands alone', async (t) => {
  const folder = folderWith(t, FILES);
  const editor = await Editor.start(t, { capabilities: FULL });
  const policy = await editor.open(uriIn(folder, 'policies/policy.json'), POLICY);
  assert.deepEqual(await policy.codes(), []);
});

test('lenses say what a rule is for, and which rule is applied to a container; a click leads there', async (t) => {
  const folder = folderWith(t, FILES);
  const editor = await Editor.start(t, {
    capabilities: FULL,
    folders: [folder],
    initializationOptions: { placesCommand: 'my.places' },
  });
  const policy = await editor.open(uriIn(folder, 'policies/policy.json'), POLICY);
  const task = await editor.open(uriIn(folder, 'task.json'), TASK);
  await finding(policy, 'runtime-fs-needs-monitoring');
  const lenses = async (uri: string) => {
    const found = await editor.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri } });
    return found.map(({ command }) => command!);
  };
  const [rule] = await lenses(policy.uri);
  assert.equal(rule.title, 'Containers: 1, in files: 1');
  assert.equal(rule.command, 'my.places');
  const [{ places }] = rule.arguments as [{ places: { uri: string; range: Range }[] }];
  assert.deepEqual(
    places.map(({ uri, range }) => [uri, task.textIn(range)]),
    [[task.uri, '"php"']],
  );
  const titles = (await lenses(task.uri)).map(({ title }) => title);
  assert.ok(
    titles.includes('Runtime rule web: processes off, network off, DNS off, file system not monitored'),
    titles.join('\n'),
  );
});

test('the effective policy of the container under the cursor', async (t) => {
  const folder = folderWith(t, FILES);
  const editor = await Editor.start(t, { capabilities: FULL, folders: [folder] });
  const task = await editor.open(uriIn(folder, 'task.json'), TASK);
  const ask = (line: number) =>
    editor.request<string | null>('ecsDefender/effectivePolicy', {
      uri: task.uri,
      position: { line, character: 0 },
    });
  const page = await answered(async () => (await ask(6)) ?? undefined, 'a page');
  assert.equal(
    page,
    [
      '## Container `php`',
      'Collections see it as image `registry.example.com/shop/php:8.3`, container `php`, App ID `shop:*`.',
      'Rule `web` is applied, by its collections: `shop`.',
      '| Tab | Effect |\n| --- | --- |\n| Processes | off |\n| Networking | off |\n| DNS | off |\n| File system | alert |\n| WildFire | off |\n| Custom feed | off |',
      'FILESYSTEM_MONITORING is not true here, so that nothing of the File system tab works.',
    ].join('\n\n'),
  );
  assert.equal(await ask(0), null);
});

test('names lead from a rule to the collection in another file, and back', async (t) => {
  const folder = folderWith(t, FILES);
  const editor = await Editor.start(t, { capabilities: FULL, folders: [folder] });
  const policy = await editor.open(uriIn(folder, 'policies/policy.json'), POLICY);
  await finding(policy, 'runtime-fs-needs-monitoring');
  const at = { textDocument: { uri: policy.uri }, position: policy.rangeOf('shop').start };
  const places = (found: Location[]) =>
    found.map(({ uri, range }) => `${uri.split('/').pop()} ${range.start.line}:${range.start.character}`);
  assert.deepEqual(places(await editor.request('textDocument/definition', at)), ['collections.json 0:11']);
  const references = { ...at, context: { includeDeclaration: true } };
  assert.deepEqual(places(await editor.request('textDocument/references', references)), [
    'collections.json 0:11',
    'policy.json 2:55',
  ]);
});

test('a collection is renamed in all files; a built-in one, or to what Consoles refuse, is not', async (t) => {
  const folder = folderWith(t, FILES);
  const editor = await Editor.start(t, { capabilities: FULL, folders: [folder] });
  const policy = await editor.open(uriIn(folder, 'policies/policy.json'), POLICY);
  await finding(policy, 'runtime-fs-needs-monitoring');
  const at = { textDocument: { uri: policy.uri }, position: policy.rangeOf('shop').start };
  const { documentChanges } = await editor.request<{ documentChanges: TextDocumentEdit[] }>(
    'textDocument/rename',
    { ...at, newName: 'store' },
  );
  const written = documentChanges.map(({ textDocument: { uri, version }, edits }) => [
    uri.split('/').pop(),
    version,
    ...edits.map((one) => ('newText' in one ? one.newText : '')),
  ]);
  assert.deepEqual(written.sort(), [
    ['collections.json', null, '"store"'],
    ['policy.json', 1, '"store"'],
  ]);
  await assert.rejects(editor.request('textDocument/rename', { ...at, newName: 'a store' }), {
    message: 'A collection\'s name has letters, digits, "_", "-" and ":" only.',
  });
});

test('a rule is renamed with the profiles that select it, and says what it was called', async (t) => {
  const text = POLICY.replace('"name": "web",', '"name": "web", "previousName": "",');
  const profiles =
    '[{ "name": "a", "policy": { "appEmbeddedRuntime": { "enabled": true, "allRules": false, "rules": ["web"] } } }]\n';
  const folder = folderWith(t, { ...FILES, 'policies/policy.json': text, 'policies/alerts.json': profiles });
  const editor = await Editor.start(t, { capabilities: FULL, folders: [folder] });
  const policy = await editor.open(uriIn(folder, 'policies/policy.json'), text);
  await finding(policy, 'runtime-fs-needs-monitoring');
  const { documentChanges } = await editor.request<{ documentChanges: TextDocumentEdit[] }>(
    'textDocument/rename',
    { textDocument: { uri: policy.uri }, position: policy.rangeOf('web').start, newName: 'front' },
  );
  const written = documentChanges.map(({ textDocument: { uri }, edits }) => [
    uri.split('/').pop(),
    ...edits.map((one) => ('newText' in one ? one.newText : '')),
  ]);
  assert.deepEqual(written.sort(), [
    ['alerts.json', '"front"'],
    ['policy.json', '"front"', '"web"'],
  ]);
});

test('values and names of other documents are completed', async (t) => {
  const folder = folderWith(t, {
    ...FILES,
    'policies/custom-rules.json':
      '[{ "_id": 101, "name": "no shells", "type": "processes", "script": "proc.name = \\"sh\\"", "message": "x" }]',
  });
  const editor = await Editor.start(t, { capabilities: FULL, folders: [folder] });
  const text = POLICY.replace('"effect": "alert" }', '"effect": "" }, "customRules": [{ "_id": 1 }]').replace(
    '"shop"',
    '""',
  );
  const policy = await editor.open(uriIn(folder, 'policies/policy.json'), text);
  await finding(policy, 'policy-value');
  const complete = async (after: string): Promise<string[]> => {
    const { line, character } = policy.rangeOf(after).start;
    const found = await editor.request<CompletionItem[]>('textDocument/completion', {
      textDocument: { uri: policy.uri },
      position: { line, character: character + after.length },
    });
    return found.map(({ label, textEdit }) => `${label}: ${textEdit?.newText}`);
  };
  await answered(
    async () => ((await complete('"collections": [{ "name": "')).length > 2 ? true : undefined),
    'the collections',
  );
  assert.deepEqual(await complete('"collections": [{ "name": "'), [
    'shop: "shop"',
    'All: "All"',
    'Prisma Cloud resources: "Prisma Cloud resources"',
  ]);
  assert.deepEqual(await complete('"effect": "'), [
    'disable: "disable"',
    'alert: "alert"',
    'prevent: "prevent"',
  ]);
  assert.deepEqual(await complete('"_id": 1'), ['no shells: 101']);
});

test('properties are completed in half-typed text, and new documents begun where a name says that it is a policy', async (t) => {
  const folder = folderWith(t, {
    '.ecs-defender.json': '{ "policies": [{ "name": "prod", "files": ["consoles/**"] }] }',
  });
  const capabilities = {
    ...FULL,
    textDocument: {
      ...FULL.textDocument,
      completion: { completionItem: { snippetSupport: true } },
    },
  };
  const editor = await Editor.start(t, { capabilities, folders: [folder] });
  const complete = async (name: string, text: string): Promise<CompletionItem[]> => {
    const document = await editor.open(uriIn(folder, name), text);
    const end = text.split('\n');
    return editor.request<CompletionItem[]>('textDocument/completion', {
      textDocument: { uri: document.uri },
      position: { line: end.length - 1, character: end.at(-1)!.length },
    });
  };
  const half = await complete(
    'policy.json',
    '{ "_id": "appEmbeddedRuntime",\n  "rules": [{ "name": "a", "wild',
  );
  const wildFire = half.find(({ label }) => label === 'wildFireAnalysis');
  assert.equal(wildFire?.detail, 'string – File system');
  assert.equal(wildFire?.textEdit?.newText, '"wildFireAnalysis": "${1|alert,disable|}"');
  assert.match(JSON.stringify(wildFire?.documentation), /Default in the Console: `\\"alert\\"`\./);

  const names = [
    'app-embedded-policy',
    'collection',
    'custom-rule',
    'alert-profile-email',
    'alert-profile-slack',
  ];
  const labels = async (name: string, text: string) => (await complete(name, text)).map(({ label }) => label);
  assert.deepEqual(await labels('runtime-policy.json', ''), names);
  assert.deepEqual(await labels('consoles/a.json', '\n'), names);
  const [begun] = await complete('policies/b.json', 'app');
  assert.equal(begun.detail, 'New App-Embedded policy');
  assert.match(begun.textEdit!.newText, /^\{\n {2}"_id": "appEmbeddedRuntime",\n {2}"rules": \[\n {4}\{/);
  assert.deepEqual(await labels('package.json', ''), []);
});

test('the fix in the other document, once it is applied, takes the finding away', async (t) => {
  const folder = folderWith(t, FILES);
  const editor = await Editor.start(t, { capabilities: FULL, folders: [folder] });
  const policy = await editor.open(uriIn(folder, 'policies/policy.json'), POLICY);
  const task = await editor.open(uriIn(folder, 'task.json'), TASK);
  const found = await finding(policy, 'runtime-fs-needs-monitoring');
  const actions = await editor.request<CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri: policy.uri },
    range: found.range,
    context: { diagnostics: [found] },
  });
  const action = actions.find(({ title }) => title === 'Turn file system monitoring on in task.json');
  assert.equal(await task.apply(action!.edit!), true);
  assert.equal(task.text, TASK.replace('"false"', '"true"'));
  assert.equal(policy.text, POLICY);
  await answered(async () => ((await policy.codes()).length === 0 ? true : undefined), 'peace');
});
