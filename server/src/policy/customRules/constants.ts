import { message } from '../../l10n/message';
import { bare, type Comparison, childrenOf, type Expression, type Membership } from './expression';
import type { Problem } from './problem';
import { contentOf } from './tokens';
import { ATTRIBUTES } from './vocabulary';

/** What one condition says of one attribute. */
interface Claim {
  readonly name: string;
  readonly node: Comparison | Membership;
  /** The values that it allows, or those that it rules out. */
  readonly values: readonly string[];
  readonly isDenied: boolean;
}

/** Conditions that contradict each other, so that the rule never matches, or that one of always holds. */
export function constants(tree: Expression): Problem[] {
  const found: Problem[] = [];
  const open: Expression[] = [tree];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.kind === 'and' || node.kind === 'or') found.push(...inChain(node.kind, node.operands));
    open.push(...childrenOf(node));
  }
  return found;
}

function inChain(kind: 'and' | 'or', operands: readonly Expression[]): Problem[] {
  const byName = new Map<string, Claim[]>();
  for (const operand of operands) {
    const claim = claimOf(operand);
    if (!claim) continue;
    const claims = byName.get(claim.name);
    if (claims) claims.push(claim);
    else byName.set(claim.name, [claim]);
  }
  return [...byName.values()].flatMap((claims) => (kind === 'and' ? never(claims) : always(claims)));
}

/** The first condition that leaves no value. */
function never(claims: readonly Claim[]): Problem[] {
  let left: readonly string[] | undefined;
  const denied = new Set<string>();
  for (const { name, node, values, isDenied } of claims) {
    if (isDenied) for (const value of values) denied.add(value);
    else left = common(left, values);
    if (left?.every((one) => denied.has(one))) return [problem(node, 'script.never', name)];
  }
  return [];
}

/** Of two values one is always not there. */
function always(claims: readonly Claim[]): Problem[] {
  let denied: readonly string[] | undefined;
  for (const { name, node, values, isDenied } of claims) {
    if (!isDenied) continue;
    denied = common(denied, values);
    if (denied.length === 0) return [problem(node, 'script.always', name)];
  }
  return [];
}

function common(some: readonly string[] | undefined, others: readonly string[]): readonly string[] {
  const given = new Set(others);
  return some?.filter((one) => given.has(one)) ?? others;
}

function problem({ start, end }: Expression, key: 'script.never' | 'script.always', name: string): Problem {
  return { code: 'script-constant', start, end, message: message(key, { name }) };
}

/** Only what has one value at a time can contradict itself: not a list, nor what has no documented order. */
function claimOf(node: Expression): Claim | undefined {
  let inner = bare(node);
  let isDenied = false;
  while (inner.kind === 'not') {
    inner = bare(inner.operand);
    isDenied = !isDenied;
  }
  if (inner.kind !== 'comparison' && inner.kind !== 'in') return undefined;
  const { left, operator } = inner;
  if (left.kind !== 'attribute' || left.selector) return undefined;
  const type = ATTRIBUTES.get(left.name.text)?.type;
  if (type !== 'string' && type !== 'int' && type !== 'ip') return undefined;
  const items = inner.kind === 'in' ? inner.items : [inner.right];
  if (inner.kind === 'in' ? !inner.isList : operator.text !== '=' && operator.text !== '!=') return undefined;
  const values = items.flatMap((item) =>
    item.kind === 'string' ? contentOf(item.token) : item.kind === 'number' ? item.token.text : [],
  );
  if (values.length < items.length || values.length === 0) return undefined;
  // An address can be written as a network.
  if (type === 'ip' && values.some((one) => !/^[\d.]+$/.test(one))) return undefined;
  return { name: left.name.text, node: inner, values, isDenied: isDenied !== (operator.text === '!=') };
}
