import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const CLI = resolve('dist/cli.js');

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the bundle that ships, as a pipeline would. */
export function run(
  args: string[],
  options: { cwd?: string; input?: string | Buffer; env?: Record<string, string> } = {},
): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    cwd: options.cwd,
    input: options.input ?? '',
    encoding: 'utf8',
    timeout: 60_000,
    env: { PATH: process.env.PATH, LANG: 'C', ...options.env } as NodeJS.ProcessEnv,
  });
  return { code: status, out: stdout, err: stderr };
}

/** A folder outside any repository, with these files in it. */
export function folderWith(files: Record<string, string | Buffer>): string {
  const folder = mkdtempSync(join(tmpdir(), 'ecs-defender-test-'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

export const VALUES = [
  '--image',
  'registry.example.com/defender:defender_34_04_145',
  '--ws-address',
  'wss://console.example.com:8084',
  '--install-bundle-secret',
  'arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:defender-AbCdEf',
];

export const OPEN = `{
  "family": "shop",
  "containerDefinitions": [
    { "name": "web", "image": "nginx", "entryPoint": ["/web"] }
  ]
}
`;
export const UNKNOWN = OPEN.replace(', "entryPoint": ["/web"]', '');
