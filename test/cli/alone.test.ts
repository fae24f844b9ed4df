import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { folderWith, OPEN, run, runAlone, UNKNOWN, VALUES } from './run';

/** Most tests of the command line start it inside of a thread. It is a process that people start. */

const TEMPLATE = `Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: shop
      ContainerDefinitions:
        - { Name: web, Image: nginx, EntryPoint: [/web] }
`;
const FILES = { 'a.json': OPEN, 'b.yaml': TEMPLATE, 'c.json': UNKNOWN };

const RUNS: [expected: number, args: string[], input?: string][] = [
  [0, ['--version']],
  [2, []],
  [2, ['check', '--formt', 'json', '.']],
  [2, ['check', 'missing.json']],
  [1, ['check', '.', '--format', 'json', '--lang', 'ja']],
  [1, ['check', '-'], OPEN],
  [2, ['check', '-'], ''],
  [0, ['protect', '--diff', 'b.yaml', ...VALUES]],
  [0, ['protect', '-', ...VALUES], OPEN],
  [0, ['protect', '--write', 'a.json', 'b.yaml', ...VALUES]],
];

test('in a process of its own the command line ends alike, says the same and writes the same', () => {
  const folders = [folderWith(FILES), folderWith(FILES)];
  for (const [code, args, input] of RUNS) {
    const [alone, inside] = [runAlone, run].map((runs, place) => runs(args, { cwd: folders[place], input }));
    assert.equal(alone.code, code, `${args.join(' ')}\n${alone.err}`);
    assert.deepEqual(inside, alone, args.join(' '));
  }
  for (const name of Object.keys(FILES)) {
    const [alone, inside] = folders.map((folder) => readFileSync(join(folder, name), 'utf8'));
    assert.equal(inside, alone, name);
  }
  assert.notEqual(readFileSync(join(folders[0], 'b.yaml'), 'utf8'), TEMPLATE);
});
