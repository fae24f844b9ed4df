import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Editor } from './support/editor';
import { JOB, SHOP } from './support/texts';

const URI = 'file:///project/task.json';
const PAGES = pathToFileURL(resolve('dist/rules')).href;

test('each open container is a diagnostic at its name, with its rule and the rule’s page', async (t) => {
  const editor = await Editor.start(t);
  const document = await editor.open(URI, SHOP);
  const [web, api, ...others] = await document.pull();
  assert.deepEqual(web, {
    range: { start: { line: 5, character: 14 }, end: { line: 5, character: 19 } },
    severity: 2,
    code: 'task-unprotected',
    codeDescription: { href: `${PAGES}/en/task-unprotected.md` },
    source: 'ecs-defender',
    message:
      'Task "shop" would start without Prisma Cloud Defender: container "web" is not wired to it. Fix: Protect with Defender.',
  });
  assert.equal(document.textIn(api.range), '"api"');
  assert.deepEqual(others, []);
});

test('the page that a diagnostic links to is a file of the package', async (t) => {
  const editor = await Editor.start(t);
  const document = await editor.open(URI, JOB);
  const [{ codeDescription }] = await document.pull();
  const page = fileURLToPath(codeDescription!.href);
  assert.ok(existsSync(page));
  assert.match(readFileSync(page, 'utf8'), /^# A Fargate task without Prisma Cloud Defender\n/);
});

test('pages stand where the client says, with or without a slash at the end', async (t) => {
  for (const rulesBaseUri of ['vscode-remote://box/ext/rules', 'vscode-remote://box/ext/rules/']) {
    const editor = await Editor.start(t, { initializationOptions: { rulesBaseUri } });
    const [found] = await (await editor.open(URI, JOB)).pull();
    assert.equal(found.codeDescription?.href, 'vscode-remote://box/ext/rules/en/task-unprotected.md');
  }
});

test('related information shows the sidecar that a container does not use', async (t) => {
  const editor = await Editor.start(t);
  const sidecar =
    '{"name":"TwistlockDefender","image":"d","entryPoint":["/usr/local/bin/defender","fargate","sidecar"]}';
  const document = await editor.open(URI, JOB.replace(']}]', `]},${sidecar}]`));
  const found = (await document.pull()).find(({ code }) => code === 'container-unwrapped');
  const [related] = found?.relatedInformation ?? [];
  assert.equal(related.location.uri, URI);
  assert.equal(document.textIn(related.location.range), '"TwistlockDefender"');
  assert.equal(related.message, 'The Defender sidecar is here.');
});

test('a Japanese editor gets Japanese messages and Japanese pages', async (t) => {
  const editor = await Editor.start(t, { locale: 'ja' });
  const [found] = await (await editor.open(URI, JOB)).pull();
  assert.match(found.message, /タスク「job」/);
  assert.equal(found.codeDescription?.href, `${PAGES}/ja/task-unprotected.md`);
  assert.ok(existsSync(fileURLToPath(found.codeDescription!.href)));
});

test('an editor that names no language gets that of its environment; --lang counts before both', async (t) => {
  const japanese = { LC_ALL: 'ja_JP.UTF-8' };
  const ofEnvironment = await Editor.start(t, { environment: japanese });
  const [one] = await (await ofEnvironment.open(URI, JOB)).pull();
  assert.match(one.message, /タスク/);
  const ofEditor = await Editor.start(t, { environment: japanese, locale: 'en' });
  const [two] = await (await ofEditor.open(URI, JOB)).pull();
  assert.match(two.message, /^Task/);
  const asked = await Editor.start(t, { locale: 'en', arguments: ['--lang', 'ja'] });
  const [three] = await (await asked.open(URI, JOB)).pull();
  assert.match(three.message, /タスク/);
});

test('a document that is closed, or was never opened, has no diagnostics', async (t) => {
  const editor = await Editor.start(t);
  const document = await editor.open(URI, JOB);
  await document.close();
  assert.deepEqual(await document.pull(), []);
});

test('a document that was never saved is looked at too', async (t) => {
  const editor = await Editor.start(t);
  const document = await editor.open('untitled:Untitled-1', JOB);
  assert.deepEqual(await document.codes(), ['task-unprotected @ "job"']);
});

test('what an editor that validates JSON says itself is not said twice', async (t) => {
  const broken = JOB.replace('{"family":"job",', '{"family":"x","family":"job",');
  const plain = await Editor.start(t);
  assert.deepEqual(await (await plain.open(URI, broken)).codes(), [
    'duplicate-key @ "family"',
    'task-unprotected @ "job"',
  ]);
  const validating = await Editor.start(t, { initializationOptions: { editorValidates: ['json'] } });
  assert.deepEqual(await (await validating.open(URI, broken)).codes(), ['task-unprotected @ "job"']);
  // A template is no JSON to that editor.
  const template = await validating.open('file:///project/task.json.tpl', broken, 'plaintext');
  assert.deepEqual(await template.codes(), ['duplicate-key @ "family"', 'task-unprotected @ "job"']);
});

test('unrelated JSON gets nothing', async (t) => {
  const editor = await Editor.start(t);
  for (const [place, text] of [
    '{"name":"web","image":"nginx"}',
    '[1,',
    '',
    '{"containers":[{}]}',
  ].entries()) {
    const document = await editor.open(`file:///project/${place}.json`, text);
    assert.deepEqual(await document.pull(), []);
    assert.deepEqual(
      await document.actions({ start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }),
      [],
    );
  }
});
