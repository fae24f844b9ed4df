import { readdirSync, readFileSync } from 'node:fs';
import type { Decisions } from '../../server/src/profile/schema';

/** A fenced block of a rule's page that is a fixture: what it is, and its text. */
export interface Fixture {
  readonly kind: 'fires' | 'silent' | 'fixed';
  /** The id of its language, as behind the fence. */
  readonly language: string;
  readonly isProfile: boolean;
  readonly text: string;
  readonly settings: Decisions;
  /** The documents that lie beside it, by their names. */
  readonly beside: Readonly<Record<string, string>>;
}

const FOLDER = 'docs/rules';

export function pageNames(): string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.md') && file !== 'README.md')
    .map((file) => file.slice(0, -3));
}

export function pageOf(code: string): string {
  return readFileSync(`${FOLDER}/${code}.md`, 'utf8');
}

/** The profile's decisions for all blocks of a page, where the rule needs some. */
export function settingsOf(page: string): Decisions {
  const block = /^```jsonc settings\n([\s\S]*?)^```$/m.exec(page);
  return block ? JSON.parse(block[1]) : {};
}

export function fixturesOf(page: string): Fixture[] {
  const blocks = page.matchAll(
    /^```(\w+) (?:(fires|silent|fixed)( profile)?|beside (\S+))\n([\s\S]*?)^```$/gm,
  );
  // What lies beside counts for all blocks below it, until a document of the same name takes its place.
  let beside: Fixture['beside'] = {};
  return [...blocks].flatMap(([, language, kind, profile, name, content]): Fixture[] => {
    const text = content.replace(/\n$/, '');
    if (name !== undefined) {
      beside = { ...beside, [name]: text };
      return [];
    }
    const isProfile = profile !== undefined;
    return [{ language, kind: kind as Fixture['kind'], isProfile, text, settings: settingsOf(page), beside }];
  });
}
