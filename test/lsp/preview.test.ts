import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { MessageType } from 'vscode-languageserver/node';
import type { PreviewAnswer } from '../../server/src/lsp/features/preview';
import { Editor } from './support/editor';
import { folderWith, uriIn } from './support/files';
import { JOB, PROFILE, SHOP } from './support/texts';

const PROTECTED = readFileSync('test/golden/lsp/shop-protected.json', 'utf8');
const URI = 'file:///project/task.json';
/** The shape of an install bundle; it holds nothing. */
const BUNDLE = `${Buffer.from('{"secrets":{"service-parameter":"x"}}').toString('base64')}`;

const preview = (editor: Editor, target: unknown): Promise<PreviewAnswer> =>
  editor.request('ecsDefender/preview', target);

test('both texts and the plan in words; nothing is written', async (t) => {
  const folder = folderWith(t, { '.ecs-defender.json': PROFILE });
  const editor = await Editor.start(t, { folders: [folder] });
  const document = await editor.open(uriIn(folder, 'task.json'), SHOP);
  const { before, after, done, refusals, leftAlone, version, plan } = await preview(editor, document);
  assert.deepEqual([before, after, version], [SHOP, PROTECTED, document.version]);
  assert.ok(plan);
  assert.deepEqual(done, [
    'Container "web" is wrapped and wired.',
    'Container "api" is wrapped and wired.',
    'The sidecar TwistlockDefender is added.',
  ]);
  assert.deepEqual([refusals, leftAlone, editor.applied, document.text], [[], [], [], SHOP]);
});

test('what is refused, and why; in the reader’s language', async (t) => {
  const editor = await Editor.start(t, { locale: 'ja' });
  await editor.open(URI, JOB.replace('["/job"]', '["/job"],"environment":"${env}"'));
  const { plan, refusals } = await preview(editor, { uri: URI });
  assert.equal(plan, undefined);
  assert.match(refusals[0], /^「?"?job/);
  assert.match(refusals[0], /[ぁ-ん]/);
});

test('no piece of a bundle is left, however the document spells it', async (t) => {
  const long = Buffer.from('{"secrets":{"service-parameter":"???>>>kQ7vXwPz2LmN8rTgYbHjUcEs"}}').toString(
    'base64',
  );
  const editor = await Editor.start(t);
  for (const value of [
    long.replaceAll('/', '\\/'),
    `${long.slice(0, 40)}\\u00${long.charCodeAt(40).toString(16)}${long.slice(41)}`,
  ]) {
    const text = JOB.replace(
      '["/job"]',
      `["/job"],"environment":[{"name":"INSTALL_BUNDLE","value":"${value}"}]`,
    );
    const { uri } = await editor.open(`file:///project/${value.length}.json`, text);
    const { before, after, plan } = await preview(editor, { uri });
    assert.ok(plan);
    assert.match(before, /"value":"\*\*\*"/);
    for (let at = 0; at + 12 <= long.length; at++)
      assert.ok(!(before + after).includes(long.slice(at, at + 12)), before);
  }
});

test('install bundles and registry tokens are masked on both sides', async (t) => {
  const token = `registry-auth.twistlock.com/tw_${'a1b2'.repeat(8)}/twistlock/defender:defender_34_04_145`;
  const profile = { defender: { image: token, installBundle: { environment: '${env:TW_BUNDLE}' } } };
  const folder = folderWith(t, { '.ecs-defender.json': JSON.stringify(profile) });
  const environment = { TW_BUNDLE: 'a-bundle-of-another-shape' };
  const editor = await Editor.start(t, { folders: [folder], environment });
  const { uri } = await editor.open(
    uriIn(folder, 'task.json'),
    SHOP.replace('"image": "nginx:1.27"', `"image": "nginx:1.27", "user": "${BUNDLE}"`),
  );
  const { before, after } = await preview(editor, { uri });
  assert.match(before, /"user": "\*\*\*"/);
  for (const text of [before, after]) {
    assert.ok(!text.includes('eyJzZWNyZXRzIjp7') && !text.includes('tw_a1b2'));
    assert.ok(!text.includes('another-shape'));
  }
  assert.match(after, /"name": "INSTALL_BUNDLE",\s+"value": "\*\*\*"/);
});

test('why there is none', async (t) => {
  const editor = await Editor.start(t);
  await editor.open(URI, '{}');
  assert.equal(await preview(editor, { uri: URI }), 'There is no ECS task definition in this document.');
  assert.equal(
    await preview(editor, { uri: 'file:///project/closed.json' }),
    'The document is not open in this editor. Open it, then run the command again.',
  );
});

test('another version than the one that was previewed is not changed', async (t) => {
  const editor = await Editor.start(t);
  const document = await editor.open(URI, JOB);
  const { version } = await preview(editor, { uri: URI });
  await document.change({ text: `${JOB}\n` });
  const applied = await editor.request<{ applied: boolean }>('workspace/executeCommand', {
    command: 'ecsDefender.server.protect',
    arguments: [{ uri: URI, version }],
  });
  assert.deepEqual([applied.applied, editor.applied], [false, []]);
  assert.deepEqual(
    editor.messages.map(({ type }) => type),
    [MessageType.Warning],
  );
});

test('another plan than the one that was previewed is not carried out', async (t) => {
  const folder = folderWith(t, { '.ecs-defender.json': PROFILE });
  const editor = await Editor.start(t, { folders: [folder] });
  const { uri, version } = await editor.open(uriIn(folder, 'task.json'), SHOP);
  const { plan } = await preview(editor, { uri });
  await editor.open(uriIn(folder, '.ecs-defender.json'), PROFILE.replace('8084', '443'), 'jsonc');
  const protect = (target: object): Promise<{ applied: boolean }> =>
    editor.request('workspace/executeCommand', {
      command: 'ecsDefender.server.protect',
      arguments: [{ uri, version, ...target }],
    });
  assert.deepEqual([(await protect({ plan })).applied, editor.applied], [false, []]);
  const { plan: anew } = await preview(editor, { uri });
  assert.notEqual(anew, plan);
  assert.equal((await protect({ plan: anew })).applied, true);
});

test('a document of another kind is none to be protected', async (t) => {
  const editor = await Editor.start(t);
  const uri = 'file:///project/rule.pcrule';
  await editor.open(uri, 'proc.name = "sh"', 'pcrule');
  assert.equal(await preview(editor, { uri }), 'There is no ECS task definition in this document.');
});

test('a place where nothing stands any more is not taken for the whole', async (t) => {
  const editor = await Editor.start(t);
  await editor.open(URI, JOB);
  const { plan, nothing } = await preview(editor, { uri: URI, task: 0, container: 5 });
  assert.equal(plan, undefined);
  assert.equal(nothing, 'Nothing to do: every container is protected already or left alone.');
});
