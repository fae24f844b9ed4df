import * as z from 'zod/mini';
import type { Span } from '../findings/finding';
import { type Message, message } from '../l10n/message';
import { readJson } from '../syntax/json/reader';
import type { Tree } from '../syntax/tree';
import { Struct } from '../syntax/view';
import type { Identity } from './identity';

/** A finding that was there when the baseline was written; its file is relative to the baseline's folder. */
export interface BaselineRow extends Identity {
  readonly file: string;
}

/** Undefined rows where the file is broken: half a baseline is never used. */
export interface ReadBaseline {
  readonly tree: Tree;
  readonly rows?: readonly (BaselineRow & Span)[];
  readonly problem?: Message;
}

const VERSION = 1;
const schema = z.strictObject({
  version: z.literal(VERSION),
  findings: z.array(
    z.strictObject({
      file: z.string(),
      task: z.optional(z.string()),
      container: z.optional(z.string()),
      code: z.string(),
      property: z.string(),
    }),
  ),
});

export function readBaseline(text: string): ReadBaseline {
  const tree = readJson(text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { tree, problem: message('lock.notJson') };
  }
  const result = schema.safeParse(value);
  if (!result.success) {
    const { version } = Object(value);
    if (typeof version === 'number' && version > VERSION) return { tree, problem: message('lock.newer') };
    const place = result.error.issues[0].path.map(String).join(' > ') || 'version';
    return { tree, problem: message('lock.wrongShape', { place }) };
  }
  const places = new Struct(tree, 0).field('findings').structs;
  const rows = result.data.findings.map((row, at) => ({ ...row, ...places[at].field('code').span }));
  return { tree, rows };
}

/** The same findings always make the same bytes, one line for each, so that two branches merge. */
export function writeBaseline(rows: readonly BaselineRow[]): string {
  const lines = rows.map(({ file, task, container, code, property }) =>
    JSON.stringify({ file, task, container, code, property }),
  );
  lines.sort();
  const list = lines.length === 0 ? '[]' : `[\n    ${lines.join(',\n    ')}\n  ]`;
  return `{\n  "version": ${VERSION},\n  "findings": ${list}\n}\n`;
}

/** The rows of a baseline that are still there to be used up; each accepts one finding. */
export class Acceptances<Row extends BaselineRow> {
  private readonly rows = new Map<string, Row[]>();

  constructor(rows: readonly Row[]) {
    for (const row of rows) this.rows.set(keyOf(row), [...(this.rows.get(keyOf(row)) ?? []), row]);
  }
  take(row: BaselineRow): boolean {
    return this.rows.get(keyOf(row))?.shift() !== undefined;
  }
  get left(): Row[] {
    return [...this.rows.values()].flat();
  }
}

function keyOf({ file, task, container, code, property }: BaselineRow): string {
  return JSON.stringify([file, code, task ?? null, container ?? null, property]);
}
