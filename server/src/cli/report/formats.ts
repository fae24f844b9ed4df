import { appendFileSync } from 'node:fs';
import { writeAtomically } from '../../disk/files';
import { message } from '../../l10n/message';
import { oneOf, UsageError } from '../args';
import type { Terminal } from '../terminal';
import { github } from './github';
import { gitlab } from './gitlab';
import { json } from './json';
import { junit } from './junit';
import type { Formatter, Run } from './report';
import { sarif } from './sarif';
import { stepSummary } from './stepSummary';
import { text } from './text';

export const FORMATS: Record<string, Formatter> = { text, json, sarif, github, gitlab, junit };
/** What makes no sense in a file: a person reads it from a screen, or a runner while the step goes on. */
const SHOWN_ONLY = ['github'];

/** A report that is kept in a file. */
export interface Save {
  readonly format: string;
  readonly path: string;
}

/** What `--save FORMAT=FILE` asks for. */
export function savesOf(values: readonly string[]): Save[] {
  const formats = Object.keys(FORMATS).filter((name) => !SHOWN_ONLY.includes(name));
  return values.map((value) => {
    const place = value.indexOf('=');
    if (place < 0 || place === value.length - 1) throw new UsageError(message('usage.save', { value }));
    return { format: oneOf('save', value.slice(0, place), formats), path: value.slice(place + 1) };
  });
}

/** Prints a run, and keeps the reports that were asked for besides. */
export function publish(run: Run, format: string, saves: readonly Save[], terminal: Terminal): void {
  for (const save of saves) {
    const body = FORMATS[save.format](run, terminal.plain);
    try {
      writeAtomically(save.path, Buffer.from(body));
    } catch (error) {
      const { path } = save;
      throw new UsageError(message('usage.unwritable', { path, problem: (error as Error).message }));
    }
  }
  terminal.print(FORMATS[format](run, terminal));
  const summary = process.env.GITHUB_STEP_SUMMARY;
  if (format !== 'github' || !summary) return;
  try {
    appendFileSync(summary, stepSummary(run, terminal));
  } catch (error) {
    // The log has all of it.
    const { message: problem } = error as Error;
    terminal.note(terminal.say(message('usage.unwritable', { path: summary, problem })));
  }
}
