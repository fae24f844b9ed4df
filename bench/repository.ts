import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { generated } from './documents';

/** A repository of 10,000 files, of which 500 are ours. */

/** Outside of the checkout, which ignores all that benchmarks write. */
export const REPOSITORY = join(tmpdir(), 'ecs-defender-bench-repository');
export const FILES = 10_000;
export const OURS = 500;

/** Says that all of it was written, and from what. */
const MADE = `${REPOSITORY}/.git/made`;

/** Writes it, where an earlier run has not written the same. */
export function makeRepository(): void {
  const own = [
    { ending: 'json', text: generated('json', 'most', '4 KB').text },
    { ending: 'yaml', text: generated('cloudformation-yaml', 'one', '4 KB').text },
    { ending: 'tf', text: generated('terraform', 'one', '4 KB').text },
  ];
  const made = JSON.stringify([FILES, OURS, own, other(0)]);
  if (existsSync(MADE) && readFileSync(MADE, 'utf8') === made) return;
  rmSync(REPOSITORY, { recursive: true, force: true });
  for (let place = 0; place < FILES; place++) {
    const folder = `${REPOSITORY}/part-${place % 100}`;
    mkdirSync(folder, { recursive: true });
    const isOurs = place % (FILES / OURS) === 0;
    const { ending, text } = isOurs ? own[(place / (FILES / OURS)) % own.length] : other(place);
    writeFileSync(`${folder}/file-${place}.${ending}`, text);
  }
  mkdirSync(`${REPOSITORY}/.git`);
  writeFileSync(MADE, made);
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
