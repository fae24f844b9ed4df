import { message } from '../l10n/message';
import type { ImageProcess } from '../profile/settings';
import { UsageError } from './args';

/** What `--entry-point NAME=JSON` and `--command NAME=JSON` say, by container name. */
export type Processes = ReadonlyMap<string, Partial<ImageProcess>>;

export function processesOf(values: { 'entry-point'?: string[]; command?: string[] }): Processes {
  const processes = new Map<string, { entryPoint?: readonly string[]; command?: readonly string[] }>();
  const read = (option: 'entry-point' | 'command', key: 'entryPoint' | 'command'): void => {
    for (const value of values[option] ?? []) {
      const [name, list] = nameAndList(option, value);
      processes.set(name, { ...processes.get(name), [key]: list });
    }
  };
  read('entry-point', 'entryPoint');
  read('command', 'command');
  return processes;
}

function nameAndList(option: string, value: string): [string, string[]] {
  const place = value.indexOf('=');
  try {
    const list: unknown = JSON.parse(value.slice(place + 1));
    if (place > 0 && Array.isArray(list) && list.every((item) => typeof item === 'string'))
      return [value.slice(0, place), list];
  } catch {
    // Not JSON: the same answer as for JSON of another kind.
  }
  throw new UsageError(message('usage.list', { option, value }));
}
