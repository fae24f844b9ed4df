import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Editor } from './support/editor';
import { JOB, SHOP } from './support/texts';

const URI = 'file:///project/task.json';

test('a change in the middle of a line is seen', async (t) => {
  const editor = await Editor.start(t);
  const document = await editor.open(URI, SHOP);
  await document.replace('"name": "web"', '"name": "front"');
  assert.deepEqual(await document.codes(), ['task-unprotected @ "front"', 'task-unprotected @ "api"']);
});

test('several changes in one notification each build on the one before', async (t) => {
  const editor = await Editor.start(t);
  const document = await editor.open(URI, '{\n}');
  const at = (line: number, character: number) => ({ line, character });
  await document.change(
    { range: { start: at(0, 1), end: at(1, 0) }, text: '\n"containerDefinitions": []\n' },
    // Stands in the line that the first change has made.
    { range: { start: at(1, 25), end: at(1, 25) }, text: '{"name":"late","image":"i"}' },
    { range: { start: at(1, 34), end: at(1, 38) }, text: 'seen' },
  );
  assert.equal(document.text, '{\n"containerDefinitions": [{"name":"seen","image":"i"}]\n}');
  assert.deepEqual(await document.codes(), ['property-missing @ {', 'task-unprotected @ "seen"']);
});

test('a whole new text takes the place of the old one', async (t) => {
  const editor = await Editor.start(t);
  const document = await editor.open(URI, '[]');
  await document.change({ text: JOB });
  assert.deepEqual(await document.codes(), ['task-unprotected @ "job"']);
  await document.change({ text: '[]' });
  assert.deepEqual(await document.codes(), []);
});

test('lines that end with CRLF, or with CR alone, are counted as the editor counts them', async (t) => {
  const editor = await Editor.start(t);
  for (const [place, end] of ['\r\n', '\r'].entries()) {
    const document = await editor.open(`file:///project/${place}.json`, SHOP.replaceAll('\n', end));
    await document.replace('"api"', `"a"${end},${end}"cpu": 1`);
    const [, api] = await document.pull();
    assert.deepEqual(api.range, { start: { line: 10, character: 14 }, end: { line: 10, character: 17 } });
    assert.equal(document.textIn(api.range), '"a"');
  }
});

test('characters outside the basic plane take two places, as in the protocol', async (t) => {
  const editor = await Editor.start(t);
  const document = await editor.open(URI, JOB.replace('"family":"job"', '"family":"🦀🦀"'));
  const [before] = await document.pull();
  assert.equal(before.range.start.character, 49);
  // Between the two, and after both.
  await document.change(
    { range: { start: { line: 0, character: 13 }, end: { line: 0, character: 13 } }, text: '😀x' },
    { range: { start: { line: 0, character: 18 }, end: { line: 0, character: 18 } }, text: '' },
  );
  assert.ok(document.text.startsWith('{"family":"🦀😀x🦀",'));
  const [after] = await document.pull();
  assert.equal(document.textIn(after.range), '"job"');
  assert.match(after.message, /^Task "🦀😀x🦀" would start/);
});

test('a position behind the end of a line or of the text counts as that end', async (t) => {
  const editor = await Editor.start(t);
  const document = await editor.open(URI, '[\n]');
  await document.change({
    range: { start: { line: 0, character: 0 }, end: { line: 900, character: 900 } },
    text: JOB,
  });
  assert.deepEqual(await document.codes(), ['task-unprotected @ "job"']);
});

test('two hundred small changes in a row leave both sides with the same text', async (t) => {
  const editor = await Editor.start(t);
  const document = await editor.open(URI, SHOP);
  for (let n = 0; n < 200; n++) {
    const place = n % 2 === 0 ? '"web"' : '"w🦀b"';
    await document.replace(place, n % 2 === 0 ? '"w🦀b"' : '"web"');
  }
  await document.replace('"web"', '"after"');
  assert.deepEqual(await document.codes(), ['task-unprotected @ "after"', 'task-unprotected @ "api"']);
});
