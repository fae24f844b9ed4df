import type { Field, Struct } from '../syntax/view';
import { literals } from './expressions';

/** One job that a matrix makes: its values by their names in small letters. */
export type Row = ReadonlyMap<string, string>;

const MOST_ROWS = 64;

/** The jobs that a job's matrix makes, as far as they are written out: the product of its lists, with `include` over it.
 * One row without values where there is no matrix, or none that can be seen. */
export function rowsOf(job: Struct | undefined): Row[] {
  const matrix = job?.field('strategy').struct?.field('matrix').struct;
  let rows: Map<string, string>[] = [new Map()];
  if (!matrix) return rows;
  for (const key of matrix.keys) {
    const name = matrix.tree.string(key);
    if (name === 'include' || name === 'exclude') continue;
    const values = valuesIn(matrix.field(name));
    if (values.length === 0) continue;
    rows = rows.flatMap((row) => values.map((value) => new Map([...row, [name.toLowerCase(), value]])));
    rows = rows.slice(0, MOST_ROWS);
  }
  const base = rows.map((row) => new Map(row));
  for (const added of matrix.field('include').structs.slice(0, MOST_ROWS)) {
    const members = literals(added);
    const fitting = rows.filter(
      (_, place) =>
        place < base.length &&
        base[place].size > 0 &&
        [...members].every(([name, value]) => (base[place].get(name) ?? value) === value),
    );
    // What would change a value of the lists is a job of its own.
    if (fitting.length === 0) rows.push(members);
    for (const row of fitting) for (const [name, value] of members) row.set(name, value);
  }
  return base[0].size === 0 && rows.length > 1 ? rows.slice(1) : rows;
}

function valuesIn(field: Field): string[] {
  return field.items.flatMap((item) => {
    const text = field.tree.string(item);
    return field.tree.firstChild(item) < 0 ? text : [];
  });
}
