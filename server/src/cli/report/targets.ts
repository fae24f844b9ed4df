import { readFileSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { message } from '../../l10n/message';
import { UsageError } from '../args';
import type { Save } from './formats';

/** How a report begins that an earlier run has kept; text can begin like anything. */
const BEGINNINGS: Readonly<Record<string, RegExp>> = {
  json: /^\[(?:\]\s*$|\s*\{\s*"file": "[^\n]*\s*"tasks": \[)/,
  sarif: /^\{\s*"\$schema": "[^"]*\/sarif-2\.1\.0\.json"/,
  gitlab: /^\[(?:\]\s*$|\s*\{\s*"description": "[^\n]*\s*"check_name": ")/,
  junit: /^<\?xml [^>]*>\s*<testsuites name="ecs-defender"/,
};

/** Refuses to keep a report in place of what the run is about. The report of an earlier run, which a run over a whole
 * folder meets too, may be replaced. */
export function refuseInputs(saves: readonly Save[], inputs: readonly string[]): void {
  // Links are followed for thousands of inputs.
  if (saves.length === 0) return;
  const taken = new Set(inputs.map(real));
  for (const { format, path } of saves)
    if (taken.has(real(path)) && !isReport(format, path))
      throw new UsageError(message('usage.saveOverInput', { path }));
}

/** The file behind a path, whatever links lead to it. */
function real(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    // It is not there yet, or has no path, as a pipe.
    return resolve(path);
  }
}

function isReport(format: string, path: string): boolean {
  try {
    const text = readFileSync(path, 'utf8');
    return text === '' || (BEGINNINGS[format]?.test(text) ?? false);
  } catch {
    return false;
  }
}
