import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

test('the editor’s golden text is what the command line writes', () => {
  const task = 'test/editor/workspace/wired-by-profile/task-definition.json';
  const written = execFileSync(process.execPath, ['dist/cli.js', 'protect', task], {
    stdio: ['ignore', 'pipe', 'ignore'],
    encoding: 'utf8',
  });
  assert.equal(written, readFileSync('test/golden/editor/wired-by-profile.json', 'utf8'));
});
