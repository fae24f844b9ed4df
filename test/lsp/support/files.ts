import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';

/** A folder of its own with these files, gone after the test. */
export function folderWith(t: TestContext, files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'ecs-defender-lsp-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) write(folder, name, text);
  return folder;
}

export function write(folder: string, name: string, text: string): void {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

export function uriIn(folder: string, name: string): string {
  return pathToFileURL(join(folder, name)).href;
}

/** What `ecs-defender protect FILE` prints. */
export function protectedByCommandLine(path: string): string {
  return execFileSync(process.execPath, ['dist/cli.js', 'protect', path], {
    stdio: ['ignore', 'pipe', 'ignore'],
    encoding: 'utf8',
  });
}
