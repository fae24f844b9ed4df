import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const FILES: Record<string, string> = {
  'wired-by-profile/task-definition.json': 'wired-by-profile.json',
  'templates/template.yaml': 'template.yaml',
  'templates/ecs.tf': 'ecs.tf',
};

for (const [file, golden] of Object.entries(FILES)) {
  test(`the editor’s golden text is what the command line writes: ${file}`, () => {
    const task = `test/editor/workspace/${file}`;
    const written = execFileSync(process.execPath, ['dist/cli.js', 'protect', task], {
      stdio: ['ignore', 'pipe', 'ignore'],
      encoding: 'utf8',
    });
    assert.equal(written, readFileSync(`test/golden/editor/${golden}`, 'utf8'));
  });
}
