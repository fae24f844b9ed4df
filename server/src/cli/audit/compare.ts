import type { Audit, AuditRow } from './audit';

/** A container in two audits; one side is absent where it was not there. */
export interface Pair {
  readonly before?: AuditRow;
  readonly now?: AuditRow;
}

/** What has become of the containers between two audits. */
export interface Comparison {
  /** Protected before, and not any more. */
  readonly lost: readonly Pair[];
  /** Protected now, and not before. */
  readonly gained: readonly Pair[];
  /** Left alone now, and neither left alone nor protected before. */
  readonly leftAlone: readonly Pair[];
  /** New, and not protected. */
  readonly added: readonly Pair[];
  /** Not there any more. */
  readonly gone: readonly Pair[];
}

export function compare(before: Audit, now: Audit): Comparison {
  const pairs = pairsOf(before.containers, now.containers);
  const isProtected = (row: AuditRow | undefined): boolean => row?.state === 'protected';
  const isOpen = (row: AuditRow | undefined): boolean =>
    row?.state === 'partial' || row?.state === 'unprotected';
  return {
    lost: pairs.filter((one) => isProtected(one.before) && one.now && !isProtected(one.now)),
    gained: pairs.filter((one) => isProtected(one.now) && !isProtected(one.before)),
    leftAlone: pairs.filter((one) => one.now?.state === 'excluded' && (!one.before || isOpen(one.before))),
    added: pairs.filter((one) => !one.before && isOpen(one.now)),
    gone: pairs.filter((one) => !one.now && one.before?.state !== 'sidecar'),
  };
}

/** By file, task and name; what is left over by task and name, so that a file may move. */
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
  match(now, ({ file, task, container }) => JSON.stringify([file, task, container]));
  match(left, ({ task, container }) => JSON.stringify([task, container]));
  return [...pairs, ...left.map((row) => ({ now: row })), ...old.map((row) => ({ before: row }))];
}
