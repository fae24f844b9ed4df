import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Editor } from './support/editor';
import { folderWith, uriIn } from './support/files';
import { JOB } from './support/texts';

const NAME = '.ecs-defender.json';
const FAULTY = `{
  // What the schema can say, and what it cannot.
  "defender": { "imago": "x", "fips": "yes", "installBundle": { "environment": "clear text" } },
  "entryPoints": [{ "container": "api" }]
}
`;
const UNKNOWN_KEY = '{ "defender": { "imago": "x" } }';
/** Valid, with things that only we can say. */
const UNFINISHED = FAULTY.replace('"imago": "x", "fips": "yes", ', '');

test('an open profile is checked: unknown keys, wrong types, syntax', async (t) => {
  const editor = await Editor.start(t);
  const profile = await editor.open(`file:///project/${NAME}`, FAULTY, 'jsonc');
  assert.deepEqual(await profile.codes(), ['profile-invalid @ "imago"', 'profile-invalid @ "yes"']);
  const [unknown, wrong] = await profile.pull();
  assert.equal(unknown.message, '"imago" is not a setting of the profile.');
  assert.equal(unknown.severity, 1);
  assert.equal(wrong.message, 'defender.fips must be of type boolean.');
  await profile.change({ text: '{ "rules": ' });
  assert.deepEqual([...new Set((await profile.pull()).map(({ code }) => code))], ['profile-invalid']);
});

test('rows that say nothing and a bundle in clear text are found in a valid profile', async (t) => {
  const editor = await Editor.start(t);
  const profile = await editor.open(`file:///project/${NAME}`, UNFINISHED, 'jsonc');
  assert.deepEqual(await profile.codes(), ['bundle-plaintext @ "clear text"', 'profile-row-empty @ {']);
});

test('an editor that validates by the schema is told only what the schema cannot say', async (t) => {
  const editor = await Editor.start(t, { initializationOptions: { editorValidates: ['json', 'jsonc'] } });
  const profile = await editor.open(`file:///project/${NAME}`, FAULTY, 'jsonc');
  assert.deepEqual(await profile.pull(), []);
  await profile.change({ text: UNFINISHED });
  assert.deepEqual(await profile.codes(), ['bundle-plaintext @ "clear text"', 'profile-row-empty @ {']);
});

test('a broken profile shows on each task definition under it, in every editor', async (t) => {
  const folder = folderWith(t, { [NAME]: UNKNOWN_KEY });
  for (const editorValidates of [[], ['json']]) {
    const editor = await Editor.start(t, { folders: [folder], initializationOptions: { editorValidates } });
    const document = await editor.open(uriIn(folder, 'task.json'), JOB);
    const [first, second] = await document.pull();
    assert.equal(first.code, 'profile-invalid');
    assert.equal(first.severity, 1);
    assert.ok(first.message.includes(`${folder}/${NAME}`));
    assert.ok(first.message.endsWith('"imago" is not a setting of the profile.'));
    assert.equal(second.code, 'task-unprotected');
  }
});

test('under a broken profile nothing is protected, and the reason says why', async (t) => {
  const folder = folderWith(t, { [NAME]: UNKNOWN_KEY });
  const editor = await Editor.start(t, { folders: [folder] });
  const document = await editor.open(uriIn(folder, 'task.json'), JOB);
  const actions = await document.actions(document.rangeOf('"job"', 2));
  const fix = actions.find(({ title }) => title === 'Protect with Defender');
  assert.equal(fix?.edit, undefined);
  assert.match(fix?.disabled?.reason ?? '', /^The profile .*\.ecs-defender\.json cannot be used: "imago"/);
});

test('a profile whose bytes are no text is broken too, and not passed over for one above it', async (t) => {
  const folder = folderWith(t, { [NAME]: '{ "rules": { "task-unprotected": "off" } }', 'sub/x.txt': '' });
  writeFileSync(join(folder, 'sub', NAME), Buffer.from([0x7b, 0xff, 0x7d]));
  const editor = await Editor.start(t, { folders: [folder] });
  const document = await editor.open(uriIn(folder, 'sub/task.json'), JOB);
  assert.deepEqual(
    (await document.pull()).map(({ code }) => code),
    ['profile-invalid', 'task-unprotected'],
  );
});

test('a profile of any depth, or of none, never stops the server', async (t) => {
  const editor = await Editor.start(t);
  const profile = await editor.open(`file:///project/${NAME}`, '');
  for (const text of ['', ' ', 'null', '[]', '7', '"x"', '['.repeat(100_000), '{"rules":'.repeat(50_000)]) {
    await profile.change({ text });
    const found = await profile.pull();
    assert.ok(found.length > 0 && found.every(({ code }) => code === 'profile-invalid'), text.slice(0, 20));
  }
  assert.deepEqual(editor.messages, []);
});

test('a profile with any number of faults, or of any length, is told in time, also at the tasks below it', async (t) => {
  const folder = folderWith(t, { 'task.json': JOB });
  const editor = await Editor.start(t, { folders: [folder] });
  const task = await editor.open(uriIn(folder, 'task.json'), JOB);
  const profile = await editor.open(uriIn(folder, NAME), '{}', 'jsonc');
  const row = '{"rule":"task-unprotected","reason":"r","nobody":1}';
  const odd = `{"suppress":[${`${row},`.repeat(15_000)}${row}]}`;
  const long = `{"suppress":[]}${' '.repeat(1_000_000)}`;
  for (const [text, most, said] of [
    [odd, 100, /"nobody" is not a setting/],
    [long, 1, /It is longer than 1,000,000 characters and is not read\.$/],
  ] as const) {
    await profile.change({ text });
    const found = await profile.pull();
    assert.equal(found.length, most);
    for (const one of [found[0], (await task.pull())[0]]) {
      assert.equal(one.code, 'profile-invalid');
      assert.match(one.message, said);
    }
  }
  await profile.change({ text: '{}' });
  assert.deepEqual([await profile.pull(), await task.codes()], [[], ['task-unprotected @ "job"']]);
});
