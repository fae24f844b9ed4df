import assert from 'node:assert/strict';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { readText, rewrite, writeAtomically } from '../../server/src/disk/files';

/** How a file is put in the place of another. */

const skip = process.platform === 'win32' && 'links and modes are others there';

function fileIn(t: TestContext, text: string, mode = 0o644): string {
  const folder = fs.mkdtempSync(join(tmpdir(), 'ecs-defender-files-'));
  t.after(() => fs.rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'task.json');
  fs.writeFileSync(file, text);
  fs.chmodSync(file, mode);
  return file;
}
const draftsOf = (file: string): string[] =>
  fs.readdirSync(dirname(file)).filter((name) => name !== basename(file));

test('what is written is on the disk, whole and with its mode, before it takes the place', { skip }, (t) => {
  const file = fileIn(t, 'before', 0o600);
  const done: string[] = [];
  for (const name of ['openSync', 'fsyncSync', 'closeSync', 'chmodSync', 'renameSync'] as const) {
    const real = fs[name] as (...args: unknown[]) => unknown;
    t.mock.method(fs, name, (...args: unknown[]) => {
      done.push(name);
      // Nobody may read of a file what they may not read when it is there.
      for (const draft of draftsOf(file))
        assert.equal(fs.statSync(join(dirname(file), draft)).mode & 0o777, 0o600, name);
      return real.apply(fs, args);
    });
  }
  writeAtomically(file, Buffer.from('after'), () => {
    done.push('check');
    const [draft, ...others] = draftsOf(file);
    assert.match(draft, /^\.task\.json\.[0-9a-f]{12}\.tmp$/);
    assert.deepEqual(others, []);
    assert.equal(fs.readFileSync(join(dirname(file), draft), 'utf8'), 'after');
    assert.equal(fs.readFileSync(file, 'utf8'), 'before');
  });
  const order = ['openSync', 'fsyncSync', 'closeSync', 'chmodSync', 'check', 'renameSync'];
  // Reading and writing by a path open it, too.
  assert.deepEqual(
    done.filter((name, place) => order.includes(name) && (name !== 'openSync' || place === 0)),
    order,
  );
  assert.deepEqual([fs.readFileSync(file, 'utf8'), draftsOf(file)], ['after', []]);
});

test('two drafts of one file never meet, and the last one counts', (t) => {
  const file = fileIn(t, 'before');
  writeAtomically(file, Buffer.from('outer'), () => {
    writeAtomically(file, Buffer.from('inner'));
    assert.equal(fs.readFileSync(file, 'utf8'), 'inner');
  });
  assert.deepEqual([fs.readFileSync(file, 'utf8'), draftsOf(file)], ['outer', []]);
});

test('a link stays one, and what it leads to is written where it lies', { skip }, (t) => {
  const file = fileIn(t, 'before');
  const elsewhere = fs.mkdtempSync(join(tmpdir(), 'ecs-defender-files-'));
  t.after(() => fs.rmSync(elsewhere, { recursive: true, force: true }));
  const link = join(elsewhere, 'link.json');
  fs.symlinkSync(file, link);
  writeAtomically(link, Buffer.from('after'), () => {
    assert.deepEqual(fs.readdirSync(elsewhere), ['link.json']);
    assert.equal(draftsOf(file).length, 1);
  });
  assert.equal(fs.readlinkSync(link), file);
  assert.deepEqual([fs.readFileSync(file, 'utf8'), draftsOf(file)], ['after', []]);
});

test('a name may be as long as names can be', (t) => {
  for (const name of [`${'n'.repeat(250)}.json`, `${'名'.repeat(83)}.json`]) {
    const file = join(dirname(fileIn(t, '')), name);
    fs.writeFileSync(file, 'before');
    writeAtomically(file, Buffer.from('after'));
    assert.equal(fs.readFileSync(file, 'utf8'), 'after');
  }
});

const isRoot = process.getuid?.() === 0 ? false : 'only root may give files away';
test('what root writes stays with whom it belongs to, and with its mode', { skip: isRoot }, (t) => {
  const file = fileIn(t, 'before', 0o640);
  fs.chownSync(file, 1234, 5678);
  writeAtomically(file, Buffer.from('after'));
  const { uid, gid, mode } = fs.statSync(file);
  assert.deepEqual([uid, gid, mode & 0o777], [1234, 5678, 0o640]);
});

test('who may give nothing away owns what they write', { skip }, (t) => {
  const file = fileIn(t, 'before');
  const real = fs.fstatSync as (...args: unknown[]) => fs.Stats;
  t.mock.method(fs, 'fstatSync', (at: number) => Object.assign(real(at), { uid: 1234 }));
  const asked = t.mock.method(fs, 'fchownSync', () => {
    throw Object.assign(new Error('EPERM'), { code: 'EPERM' });
  });
  writeAtomically(file, Buffer.from('after'));
  assert.equal(asked.mock.callCount(), 1);
  assert.deepEqual([fs.readFileSync(file, 'utf8'), draftsOf(file)], ['after', []]);
});

test('whatever fails on the way is told, the file stays as it was, and no draft is left', (t) => {
  for (const name of ['writeFileSync', 'fsyncSync', 'closeSync', 'chmodSync', 'renameSync'] as const) {
    const file = fileIn(t, 'before');
    const broken = t.mock.method(fs, name, () => {
      throw new Error(name);
    });
    assert.throws(() => writeAtomically(file, Buffer.from('after')), new Error(name));
    broken.mock.restore();
    assert.deepEqual([fs.readFileSync(file, 'utf8'), draftsOf(file)], ['before', []], name);
  }
});

test('what somebody has written since stays, unless it is the same', (t) => {
  const file = fileIn(t, 'before');
  const read = readText(file);
  fs.writeFileSync(file, 'theirs');
  assert.throws(() => rewrite(read, 'after'));
  assert.deepEqual([fs.readFileSync(file, 'utf8'), draftsOf(file)], ['theirs', []]);
  // Two of us that have come to the same do not stand in each other's way.
  fs.writeFileSync(file, 'after');
  rewrite(read, 'after');
  assert.equal(fs.readFileSync(file, 'utf8'), 'after');
});

test('a file is read to its end, whatever its size, and whatever is read in between', (t) => {
  for (const size of [0, 1, 65_535, 65_536, 65_537, 200_000]) {
    const text = 'é'.repeat(size / 2) + 'a'.repeat(size % 2);
    const file = fileIn(t, text);
    const read = readText(file);
    readText(fileIn(t, 'z'.repeat(70_000)));
    assert.ok(read.text === text, String(size));
    rewrite(read, `${text}!`);
    assert.ok(readText(file).text === `${text}!`, String(size));
  }
});

test('what comes in parts is read to its end', (t) => {
  const file = fileIn(t, 'abcdefg');
  const real = fs.readSync as (...args: unknown[]) => number;
  t.mock.method(fs, 'readSync', (file: number, into: Buffer, from: number, _length: number, at: null) =>
    real(file, into, from, 2, at),
  );
  assert.equal(readText(file).text, 'abcdefg');
});

test('bytes are read as what they are, or not at all, and written back as they were', (t) => {
  const file = fileIn(t, '');
  const text = 'a\ufeffé日本語😀\r\n\0';
  const utf16 = (swap: boolean): Buffer => {
    const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
    return swap ? bytes.swap16() : bytes;
  };
  for (const bytes of [Buffer.from(text), Buffer.from(`\ufeff${text}`), utf16(false), utf16(true)]) {
    fs.writeFileSync(file, bytes);
    const read = readText(file);
    assert.equal(read.text, text);
    rewrite(read, `${text}!`);
    assert.equal(readText(file).text, `${text}!`);
    assert.deepEqual(fs.readFileSync(file).subarray(0, 3), bytes.subarray(0, 3));
    rewrite(readText(file), text);
    assert.deepEqual(fs.readFileSync(file), bytes);
  }
  // Only the first mark is one; what comes behind it is text.
  fs.writeFileSync(file, '\ufeff\ufeffa');
  assert.equal(readText(file).text, '\ufeffa');
  // A sign that says that something was no text may as well stand there itself.
  fs.writeFileSync(file, 'a\ufffd');
  assert.equal(readText(file).text, 'a\ufffd');
  const broken = {
    'a byte that begins nothing': [0x61, 0xff],
    'a sign that is cut off': [0x61, 0xe3, 0x81],
    'a surrogate in UTF-8': [0xed, 0xa0, 0x80],
    'a longer way of writing a slash': [0xc0, 0xaf],
    'half of a pair in UTF-16': [0xff, 0xfe, 0x3d, 0xd8],
    'half of a unit in UTF-16': [0xfe, 0xff, 0x00],
  };
  for (const [name, bytes] of Object.entries(broken)) {
    fs.writeFileSync(file, Buffer.from(bytes));
    assert.throws(() => readText(file), /not UTF-8 or UTF-16 text/, name);
  }
});
