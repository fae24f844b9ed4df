import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { casesOf, plans, together } from './cases';
import { Client } from './client';
import { generated, isStrict, placeToType, realDocuments } from './documents';
import type { Case } from './measure';
import { makeRepository, REPOSITORY } from './repository';
import { isQuick, keep } from './results';
import { type Profile, type Shares, sharesOf } from './shares';

/** Where the time goes of what has a goal: by the folders whose code was running, and what is nobody's. */

export interface ProfileResult {
  readonly works: Readonly<Record<string, Shares>>;
}

const SECONDS = isQuick ? 1 : 4;
/** How often the engine looks, in microseconds. */
const INTERVAL = 200;
const STROKES = 15;

/** A case again and again, once the engine has compiled what runs often. */
async function ofCase(one: Case): Promise<Shares> {
  await again(one, SECONDS / 2);
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: INTERVAL });
  await session.post('Profiler.start');
  await again(one, SECONDS);
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  return sharesOf(profile);
}

async function again({ prepare, run }: Case, seconds: number): Promise<void> {
  const prepared = prepare?.() as never;
  for (const end = performance.now() + seconds * 1000; performance.now() < end; ) await run(prepared);
}

/** A process from its start to its end, with all that is compiled on the way. */
async function ofProcess(start: (flags: readonly string[]) => unknown): Promise<Shares> {
  const folder = mkdtempSync(join(tmpdir(), 'ecs-defender-profile-'));
  try {
    await start(['--cpu-prof', `--cpu-prof-dir=${folder}`, `--cpu-prof-interval=${INTERVAL}`]);
    const [file] = readdirSync(folder);
    return sharesOf(JSON.parse(readFileSync(join(folder, file), 'utf8')) as Profile);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A document is opened, and typed in. */
async function session(flags: readonly string[], text: string): Promise<void> {
  const client = await Client.start({
    name: 'ecs-defender',
    command: [...flags, 'dist/server.js', '--stdio'],
  });
  const uri = 'file:///task.json';
  const at = placeToType(text);
  await client.open(uri, 'json', text);
  for (let stroke = 0; stroke < STROKES; stroke++)
    await client.type(uri, at, at + (stroke % 2), stroke % 2 === 1 ? '' : 'x');
  await client.leave();
}

async function main(): Promise<void> {
  // What people get has no maps to its sources.
  const { status } = spawnSync(process.execPath, ['scripts/build.mjs', '--dev'], { stdio: 'inherit' });
  if (status !== 0) throw new Error('The programs could not be built.');
  makeRepository();
  const { text } = generated('json', 'most', '1 MB');
  const named = (cases: readonly Case[], name: string): Case => cases.find((one) => one.name === name)!;
  const all = casesOf(text, 'json');
  const real = realDocuments()
    .find(({ syntax }) => syntax === 'json')!
    .texts.filter(isStrict);
  const look = 'parse and diagnostics';
  const works: Record<string, Shares> = {
    'full look, 1 MB': await ofCase(named(all, look)),
    'full look, real files': await ofCase(
      together(real.map((one) => [named(casesOf(one, 'json'), look)]))[0],
    ),
    'keystroke, 1 MB': await ofCase(named(all, 'keystroke to diagnostics')),
    'plan, 1,000 containers': await ofCase(plans()[1]),
    'session over stdio, 100 KB': await ofProcess((flags) =>
      session(flags, generated('json', 'most', '100 KB').text),
    ),
    'check of 10,000 files': await ofProcess((flags) =>
      spawnSync(process.execPath, [...flags, 'dist/cli.js', 'check', REPOSITORY], { maxBuffer: 1e9 }),
    ),
  };
  keep('profile', { works });
}

void main();
