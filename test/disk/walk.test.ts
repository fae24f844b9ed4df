import assert from 'node:assert/strict';
import fs, { type Dirent } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { findFiles } from '../../server/src/disk/walk';

/** What is looked into where a folder is as wide as a machine. */

const skip = process.platform === 'win32' && 'the top of all files is another there';

/** What the folders of a machine hold; those that are none of these are files. */
const MACHINE: Record<string, readonly string[]> = {
  '/': ['dev', 'proc', 'srv', 'sys', 'task.json'],
  '/dev': ['task.json'],
  '/proc': ['1'],
  '/proc/1': ['task.json'],
  '/sys': ['task.json'],
  '/srv': ['dev', 'proc', 'sys'],
  '/srv/dev': ['task.json'],
  '/srv/proc': ['task.json'],
  '/srv/sys': ['task.json'],
};

test('what a system shows of itself is not looked into, unless it is named', { skip }, (t) => {
  const entry = (folder: string, name: string): Partial<Dirent> => {
    const isFolder = resolve(folder, name) in MACHINE;
    return { name, isDirectory: () => isFolder, isFile: () => !isFolder, isSymbolicLink: () => false };
  };
  t.mock.method(fs, 'readdirSync', (folder: string) =>
    MACHINE[resolve(folder)].map((name) => entry(folder, name)),
  );
  const found = (operand: string): readonly string[] => findFiles([operand], () => true).files;
  const all = ['/srv/dev/task.json', '/srv/proc/task.json', '/srv/sys/task.json', '/task.json'];
  assert.deepEqual(found('/'), all);
  assert.deepEqual(found('/.'), all);
  assert.deepEqual(found('/dev'), ['/dev/task.json']);
});
