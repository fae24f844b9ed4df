import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';

/** The same files as in the LSP tests would do; these are written with tabs, as many Neovim users do. */
const GOLDEN = 'test/golden/neovim';
const golden = (name: string): string => readFileSync(join(GOLDEN, name), 'utf8');
const BEFORE = golden('task-definition.json');
const PROTECTED = golden('protected.json');

interface Found {
  line: number;
  from: number;
  to: number;
  message: string;
  source: string;
  severity: string;
  code: string;
}
interface Result {
  problem?: string;
  before: string;
  diagnostics: Found[];
  titles: string[];
  protected: string;
  undone: string;
  commanded: string;
  messages: string[];
  typed: Found[];
}

const folder = mkdtempSync(join(tmpdir(), 'ecs-defender-neovim-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Installs Neovim where that is allowed; else the reason why there is none. */
async function withoutNeovim(): Promise<string | false> {
  const { ensureDebianPackages } = await import(pathToFileURL(resolve('scripts/lib/debian.mjs')).href);
  try {
    ensureDebianPackages([{ pkg: 'neovim', command: 'nvim' }]);
    return false;
  } catch (error) {
    return `Neovim is not here. ${(error as Error).message}`;
  }
}

/** The block of Lua under a heading of docs/editors.md. */
function setup(heading: string): string {
  const [, section] = readFileSync('docs/editors.md', 'utf8').split(`## ${heading}\n`);
  const block = /```lua\n([^`]*)```/.exec(section ?? '')?.[1];
  assert.ok(block, `docs/editors.md has a set-up for ${heading}`);
  return block;
}

function runNeovim(): Result {
  for (const name of ['.ecs-defender.json', 'task-definition.json'])
    cpSync(join(GOLDEN, name), join(folder, name));
  const [commands, setupFile, resultFile] = ['bin', 'setup.lua', 'result.json'].map((name) =>
    join(folder, name),
  );
  mkdirSync(commands);
  const command = `#!/bin/sh\nexec '${process.execPath}' '${resolve('dist/cli.js')}' "$@"\n`;
  writeFileSync(join(commands, 'ecs-defender'), command, { mode: 0o755 });
  writeFileSync(setupFile, setup('Neovim 0.7 or later'));
  const script = resolve('test/neovim/editor.lua');
  const { stderr, error } = spawnSync('nvim', ['--headless', '--clean', '-n', '-u', script], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 90_000,
    env: {
      ...process.env,
      PATH: `${commands}${delimiter}${process.env.PATH}`,
      LC_ALL: 'C.UTF-8',
      SETUP: setupFile,
      RESULT: resultFile,
    },
  });
  if (error || !existsSync(resultFile))
    throw new Error(`Neovim ended without a result. ${error ?? ''}\n${stderr}`);
  return JSON.parse(readFileSync(resultFile, 'utf8')) as Result;
}

test('in Neovim: attach, see the diagnostic, protect by code action and by command, undo', async (t) => {
  const reason = await withoutNeovim();
  if (reason) return t.skip(reason);
  const result = runNeovim();
  assert.equal(result.problem, undefined);
  assert.equal(result.before, BEFORE);
  assert.deepEqual(result.diagnostics, [
    {
      line: 5,
      from: 11,
      to: 19,
      message:
        'Task "mailer" would start without Prisma Cloud Defender: container "mailer" is not wired to it. Fix: Protect with Defender.',
      source: 'ecs-defender',
      severity: 'WARN',
      code: 'task-unprotected',
    },
  ]);
  assert.deepEqual(result.titles, [
    'Protect with Defender',
    'Suppress task-unprotected here in the profile',
    'Show documentation for task-unprotected',
  ]);
  assert.equal(result.protected, PROTECTED);
  assert.equal(result.undone, BEFORE, 'one undo takes it back');
  assert.equal(result.commanded, PROTECTED);
  assert.deepEqual(result.messages, ['There is no ECS task definition in this document.']);
  assert.match(result.typed[0].message, /container "postman" is not wired/);
});

test('the text that Neovim ends with is what the command line writes', () => {
  const { stdout } = spawnSync(
    process.execPath,
    ['dist/cli.js', 'protect', join(GOLDEN, 'task-definition.json')],
    {
      encoding: 'utf8',
    },
  );
  assert.equal(stdout, PROTECTED);
});
