import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { generated } from './documents';
import { type Samples, shuffled } from './measure';
import { isQuick, keep } from './results';

/** A check of a repository of 10,000 files, of which 500 are ours, beside reading them. Each is a process of its own. */

/** Outside of the checkout, which ignores all that benchmarks write. */
const FOLDER = join(tmpdir(), 'ecs-defender-bench-repository');
const FILES = 10_000;
const OURS = 500;
const ROUNDS = isQuick ? 3 : 9;

export interface WorkspaceResult {
  readonly samples: Samples;
  readonly files: number;
  readonly ours: number;
}

function make(): void {
  mkdirSync(`${FOLDER}/.git`, { recursive: true });
  if (existsSync(`${FOLDER}/.git/made`)) return;
  const own = [
    { ending: 'json', text: generated('json', 'most', '4 KB').text },
    { ending: 'yaml', text: generated('cloudformation-yaml', 'one', '4 KB').text },
    { ending: 'tf', text: generated('terraform', 'one', '4 KB').text },
  ];
  for (let place = 0; place < FILES; place++) {
    const folder = `${FOLDER}/part-${place % 100}`;
    mkdirSync(folder, { recursive: true });
    const isOurs = place % (FILES / OURS) === 0;
    const { ending, text } = isOurs ? own[(place / (FILES / OURS)) % own.length] : other(place);
    writeFileSync(`${folder}/file-${place}.${ending}`, text);
  }
  writeFileSync(`${FOLDER}/.git/made`, '');
}

/** What else lies in repositories: packages and data, Kubernetes manifests, Terraform of other things. */
function other(place: number): { ending: string; text: string } {
  const items = Array.from({ length: 5 + (place % 40) }, (_, at) => ({
    name: `item-${place}-${at}`,
    description: 'What stands in a file that has nothing to do with containers',
    version: `1.${at}.0`,
    tags: ['one', 'two'],
  }));
  if (place % 10 < 7) return { ending: 'json', text: JSON.stringify({ place, items }, undefined, 2) };
  if (place % 10 < 9)
    return { ending: 'yaml', text: stringify({ apiVersion: 'v1', kind: 'ConfigMap', data: { items } }) };
  const blocks = items.map(
    ({ name, description }) => `variable "${name}" {\n  default = "${description}"\n}\n`,
  );
  return { ending: 'tf', text: blocks.join('\n') };
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
  check: ['dist/cli.js', 'check', FOLDER],
  'reading all files': ['-e', READ.replace('USE', ''), FOLDER],
  'JSON.parse of all JSON': [
    '-e',
    READ.replace('USE', "if (path.endsWith('.json')) JSON.parse(text);"),
    FOLDER,
  ],
};

make();
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
