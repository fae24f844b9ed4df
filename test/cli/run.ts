import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';

const CLI = resolve('dist/cli.js');
const INSIDE = resolve('test/cli/inside.cjs');
const TIMEOUT = 60_000;

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Given {
  readonly cwd?: string;
  readonly input?: string | Buffer;
  readonly env?: Record<string, string>;
}

const environment = (given: Given): Record<string, string | undefined> => ({
  PATH: process.env.PATH,
  LANG: 'C',
  ...given.env,
});

/** Runs the bundle that ships in a process of its own, as a pipeline would. */
export function runAlone(args: string[], given: Given = {}): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    cwd: given.cwd,
    input: given.input ?? '',
    encoding: 'utf8',
    timeout: TIMEOUT,
    env: environment(given) as NodeJS.ProcessEnv,
  });
  return { code: status, out: stdout, err: stderr };
}

/** The same bundle, started anew each time inside of one thread: a process takes many times as long to start. No
 * answer within the limit is an exit code of null, as with a process. */
export function run(args: string[], given: Given = {}): Ran {
  inside ??= startInside();
  const before = process.cwd();
  // A thread has the folder of its process.
  if (given.cwd) process.chdir(given.cwd);
  try {
    Atomics.store(inside.turn, 0, 0);
    inside.thread.postMessage({ args, env: environment(given), input: given.input ?? '' });
    if (Atomics.wait(inside.turn, 0, 0, TIMEOUT) === 'timed-out') {
      // What it may still say is no answer to the next.
      inside = undefined;
      return { code: null, out: '', err: '' };
    }
    return receiveMessageOnPort(inside.answers)!.message;
  } finally {
    process.chdir(before);
  }
}

let inside: ReturnType<typeof startInside> | undefined;

function startInside() {
  const turn = new Int32Array(new SharedArrayBuffer(4));
  const { port1: answers, port2: port } = new MessageChannel();
  const thread = new Worker(INSIDE, {
    workerData: { cli: CLI, turn, port },
    transferList: [port],
    // The way in which a script imports modules of Node is new.
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  thread.unref();
  return { turn, answers, thread };
}

const folders: string[] = [];
process.on('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder outside any repository, with these files in it; it goes with the tests of a file. */
export function folderWith(files: Record<string, string | Buffer>): string {
  const folder = mkdtempSync(join(tmpdir(), 'ecs-defender-test-'));
  folders.push(folder);
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
