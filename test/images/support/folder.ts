import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Environment } from '../../../server/src/registry/options';

const folders: string[] = [];
process.once('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ecs-defender-images-'));
  folders.push(folder);
  return folder;
}

/** An environment with this Docker config.json, and programs of these names and texts on the PATH. */
export function environmentOf(config: object = {}, programs: Record<string, string> = {}): Environment {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
  for (const [name, text] of Object.entries(programs))
    writeFileSync(join(folder, 'bin', name), text, { mode: 0o755 });
  return { DOCKER_CONFIG: folder, PATH: `${join(folder, 'bin')}${delimiter}${process.env.PATH}` };
}
