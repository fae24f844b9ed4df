import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode } from '../../server/src/disk/encoding';
import { hasKnownName } from '../../server/src/service/documents';
import { fixturesOf, pageNames, pageOf } from '../rules/pages';

/** The syntaxes that documents of ours are written in, by what is mutated in them and who else can read them. */
export type Syntax = 'json' | 'jsonc' | 'yaml' | 'terraform' | 'pcrule';

export interface Seed {
  readonly name: string;
  readonly syntax: Syntax;
  readonly text: string;
}

/** What the project itself holds; policies, templates and scripts among it. */
const OWN = ['examples', 'test/golden', 'test/editor/workspace'];
/** Real files of many owners, where they lie beside the checkout. */
const BESIDE = ['../shared/corpus/files', '../shared/policy-samples'];
/** Longer documents take the time of many short ones, and show nothing more. */
const LONGEST = 12_000;

/** Documents to begin with. Those of the project are the same on every machine, so that a seed replays. */
export function seeds(withBeside: boolean): Seed[] {
  const folders = [...OWN, ...(withBeside ? BESIDE.filter((folder) => existsSync(folder)) : [])];
  const all = [...folders.flatMap(seedsIn), ...pageSeeds()].filter(({ text }) => text.length < LONGEST);
  return all.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function seedsIn(folder: string): Seed[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(hasKnownName)
    .flatMap((file): Seed[] => {
      const text = decode(readFileSync(join(folder, file)))?.text;
      return text === undefined ? [] : [{ name: join(folder, file), syntax: syntaxOf(file), text }];
    });
}

/** The fixtures in the pages of the rules. */
function pageSeeds(): Seed[] {
  return pageNames().flatMap((code) =>
    fixturesOf(pageOf(code)).map(({ language, kind, text }, place): Seed => {
      return { name: `docs/rules/${code} ${place} ${kind}`, syntax: syntaxOf(`.${language}`), text };
    }),
  );
}

function syntaxOf(file: string): Syntax {
  if (/\.ya?ml$/.test(file)) return 'yaml';
  if (/\.(?:tf|tofu|hcl|terraform)$/.test(file)) return 'terraform';
  if (/\.jsonc$/.test(file)) return 'jsonc';
  return /\.pcrule$/.test(file) ? 'pcrule' : 'json';
}
