import type { Audit, AuditRow } from './audit';

/** A container in two audits; one side is absent where it was not there. */
export interface Pair {
  readonly before?: AuditRow;
  readonly now?: AuditRow;
}

/** What has become of the containers between two audits. */
export interface Comparison {
  /** Protected before, and now not, or not to be seen. */
  readonly lost: readonly Pair[];
  /** Protected now, and not before. */
  readonly gained: readonly Pair[];
  /** Not to be seen now, and neither so nor protected before. */
  readonly hidden: readonly Pair[];
  /** Left alone now, and neither left alone nor protected before. */
  readonly leftAlone: readonly Pair[];
  /** New, and not protected. */
  readonly added: readonly Pair[];
  /** Not there any more. */
  readonly gone: readonly Pair[];
}

export function compare(before: Audit, now: Audit): Comparison {
  const pairs = pairsOf(newest(before.containers), newest(now.containers));
  const isProtected = (row: AuditRow | undefined): boolean => row?.state === 'protected';
  const isHidden = (row: AuditRow | undefined): boolean => row?.state === 'hidden';
  const isOpen = (row: AuditRow | undefined): boolean =>
    row?.state === 'partial' || row?.state === 'unprotected';
  // What could not be seen before, and can be now, is not gone.
  const isInView = (row: AuditRow): boolean =>
    isHidden(row) && now.containers.some((one) => one.file === row.file && one.task === row.task);
  return {
    lost: pairs.filter((one) => isProtected(one.before) && one.now && !isProtected(one.now)),
    gained: pairs.filter((one) => isProtected(one.now) && !isProtected(one.before)),
    hidden: pairs.filter((one) => isHidden(one.now) && !isHidden(one.before) && !isProtected(one.before)),
    leftAlone: pairs.filter((one) => one.now?.state === 'excluded' && (!one.before || isOpen(one.before))),
    added: pairs.filter((one) => !one.before && isOpen(one.now)),
    gone: pairs.filter(
      (one) => one.before && !one.now && one.before.state !== 'sidecar' && !isInView(one.before),
    ),
  };
}

/** Of the revisions of a family in one file, the newest: what is older says nothing of what runs, and the order in which
 * revisions were described says nothing at all. */
function newest(rows: readonly AuditRow[]): AuditRow[] {
  const family = ({ file, task }: AuditRow): string => JSON.stringify([file, task]);
  const last = new Map<string, number>();
  for (const row of rows) last.set(family(row), Math.max(row.revision ?? 0, last.get(family(row)) ?? 0));
  return rows.filter((row) => row.revision === undefined || row.revision === last.get(family(row)));
}

/** By file, task and name; what is left over by task and name, so that a file may move. Where a task cannot be seen any
 * more, that is what has become of all its containers. */
function pairsOf(before: readonly AuditRow[], now: readonly AuditRow[]): Pair[] {
  const pairs: Pair[] = [];
  let [old, left]: [AuditRow[], AuditRow[]] = [[...before], []];
  const match = (rows: readonly AuditRow[], key: (row: AuditRow) => string): void => {
    left = [];
    for (const row of rows) {
      const place = old.findIndex((one) => key(one) === key(row));
      if (place < 0) left.push(row);
      else pairs.push({ before: old.splice(place, 1)[0], now: row });
    }
  };
  // A container without a name is not what cannot be seen.
  const named = ({ container, state }: AuditRow): string[] => [container, state === 'hidden' ? state : ''];
  match(now, (row) => JSON.stringify([row.file, row.task, ...named(row)]));
  match(left, (row) => JSON.stringify([row.task, ...named(row)]));
  const hidden = now.filter(({ state }) => state === 'hidden');
  const behind = (row: AuditRow): AuditRow | undefined => {
    if (row.state === 'sidecar' || row.state === 'hidden') return undefined;
    const own = hidden.filter(({ task }) => task === row.task);
    return own.find(({ file }) => file === row.file) ?? own[0];
  };
  const ends = old.map((row) => ({ before: row, now: behind(row) }));
  const isTold = (row: AuditRow): boolean => ends.some((end) => end.now === row);
  return [...pairs, ...left.filter((row) => !isTold(row)).map((row) => ({ now: row })), ...ends];
}
