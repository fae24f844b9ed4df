import { Kind } from '../syntax/tree';
import type { Field } from '../syntax/view';
import type { TaskAnalysis } from './analysis';

/** The task's size and the hard limits of its containers, less the sidecar's; undefined where one of them has none, or
 * the sidecar has a size of its own. In MiB or CPU units. */
export function limitsOf(
  { task, sidecar }: TaskAnalysis,
  property: 'cpu' | 'memory',
): { readonly total: number; readonly sum: number } | undefined {
  const total = numberOf(task.stated(property));
  const others = task.containers.filter((container) => container !== sidecar?.container);
  const limits = others.map((container) => numberOf(container.field(property)));
  if (total === undefined || (sidecar && numberOf(sidecar.container.field(property)))) return undefined;
  let sum = 0;
  for (const limit of limits) {
    if (limit === undefined) return undefined;
    sum += limit;
  }
  return { total, sum };
}

/** A number, be it written as one or as text; zero is no limit. */
function numberOf(field: Field): number | undefined {
  const { tree, node } = field;
  if (node < 0 || (tree.kind(node) !== Kind.Number && tree.kind(node) !== Kind.String)) return undefined;
  const value = Number(tree.string(node));
  return Number.isFinite(value) && value > 0 ? value : undefined;
}
