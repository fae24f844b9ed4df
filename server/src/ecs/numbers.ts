import { Kind } from '../syntax/tree';
import type { Field } from '../syntax/view';

/** A whole number, be it written as one or as text, as ECS takes it; undefined where there is none to be seen. */
export function numberOf({ tree, node }: Field): number | undefined {
  if (node < 0 || (tree.kind(node) !== Kind.Number && tree.kind(node) !== Kind.String)) return undefined;
  const text = tree.string(node).trim();
  return /^[+-]?\d+$/.test(text) ? Number(text) : undefined;
}

/** CPU units (`256`, `.25 vCPU`) or MiB (`512`, `0.5 GB`) of a task's size, as ECS reads them; undefined where the text
 * is no size. */
export function sizeIn(property: 'cpu' | 'memory', text: string): number | undefined {
  const unit = property === 'cpu' ? 'vcpu' : 'gb';
  const [, number, suffix] = /^(\d+(?:\.\d+)?|\.\d+)\s*([A-Za-z]*)$/.exec(text.trim()) ?? [];
  if (number === undefined) return undefined;
  if (suffix === '') return Number.isInteger(Number(number)) ? Number(number) : undefined;
  return suffix.toLowerCase() === unit ? Math.round(Number(number) * 1024) : undefined;
}

/** The size that a task's property says. */
export function sizeOf(property: 'cpu' | 'memory', { tree, node }: Field): number | undefined {
  if (node < 0 || (tree.kind(node) !== Kind.Number && tree.kind(node) !== Kind.String)) return undefined;
  return sizeIn(property, tree.string(node));
}
