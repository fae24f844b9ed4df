import { readdirSync, readFileSync } from 'node:fs';

/** A fenced block of a rule's page that is a fixture: what it is, and its text. */
export interface Fixture {
  readonly kind: 'fires' | 'silent' | 'fixed';
  readonly isProfile: boolean;
  readonly text: string;
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

export function fixturesOf(page: string): Fixture[] {
  const blocks = page.matchAll(/^```\w+ (fires|silent|fixed)( profile)?\n([\s\S]*?)^```$/gm);
  return [...blocks].map(([, kind, profile, text]) => ({
    kind: kind as Fixture['kind'],
    isProfile: profile !== undefined,
    text: text.replace(/\n$/, ''),
  }));
}
