import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

/** Raw results of each level, kept between runs and never committed. */
const FOLDER = 'out/bench/results';
const pathOf = (level: string): string => `${FOLDER}/${level}.json`;

/** A quick look while working on something: fewer rounds, no documents of 10 MB. */
export const isQuick = process.argv.includes('--quick');

export function keep(level: string, result: object): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(pathOf(level), JSON.stringify({ at: new Date().toISOString(), isQuick, ...result }));
}

/** What a level has found the last time; undefined where it has never run. */
export function kept<T>(level: string): (T & { readonly at: string; readonly isQuick: boolean }) | undefined {
  try {
    return JSON.parse(readFileSync(pathOf(level), 'utf8'));
  } catch {
    return undefined;
  }
}
