import { spawnSync } from 'node:child_process';
import { type Samples, shuffled } from './measure';
import { FILES, makeRepository, OURS, REPOSITORY } from './repository';
import { isQuick, keep } from './results';

/** A check of the repository beside reading its files. Each is a process of its own. */

const ROUNDS = isQuick ? 3 : 9;

export interface WorkspaceResult {
  readonly samples: Samples;
  readonly files: number;
  readonly ours: number;
}

/** What the processes do that the check is held against. */
const READ = `
const { readdirSync, readFileSync } = require('node:fs');
let size = 0;
const walk = (folder) => {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = folder + '/' + entry.name;
    if (entry.name === '.git') continue;
    if (entry.isDirectory()) walk(path);
    else { const text = readFileSync(path, 'utf8'); size += text.length; USE }
  }
};
walk(process.argv[1]);
`;
const PROGRAMS: Readonly<Record<string, readonly string[]>> = {
  check: ['dist/cli.js', 'check', REPOSITORY],
  'reading all files': ['-e', READ.replace('USE', ''), REPOSITORY],
  'JSON.parse of all JSON': [
    '-e',
    READ.replace('USE', "if (path.endsWith('.json')) JSON.parse(text);"),
    REPOSITORY,
  ],
};

makeRepository();
const samples: Samples = Object.fromEntries(Object.keys(PROGRAMS).map((name) => [name, []]));
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, command] of shuffled(Object.entries(PROGRAMS))) {
    const start = performance.now();
    const { stdout } = spawnSync(process.execPath, command, { maxBuffer: 1e9, encoding: 'utf8' });
    samples[name].push(performance.now() - start);
    const seen = new Set(stdout.match(/file-\d+/g)).size;
    if (name === 'check' && seen < OURS) throw new Error(`the check speaks of ${seen} files only`);
  }
}
keep('workspace', { samples, files: FILES, ours: OURS });
