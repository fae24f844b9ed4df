import { childrenOf, type Expression } from './customRules/expression';
import { parse } from './customRules/parser';
import { nodesOf } from './customRules/places';
import { contentOf } from './customRules/tokens';

/** The little that other rules ask of a custom rule's script. */

/** Whether a script uses an attribute. */
export function mentions(script: string | undefined, attribute: string): boolean {
  return script !== undefined && nodesOf(parse(script).tree).some((node) => isAttribute(node, attribute));
}

/** The texts that an attribute is said to be: `proc.name = "x"` and `proc.name in ("x", "y")`, but not what `not` takes
 * back. */
export function valuesOf(script: string, attribute: string): string[] {
  const found: string[] = [];
  const open: Expression[] = [parse(script).tree];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.kind === 'not') continue;
    const isEqual = node.kind === 'comparison' && node.operator.text === '=';
    const items = node.kind === 'in' ? node.items : isEqual ? [node.right] : [];
    if ('left' in node && isAttribute(node.left, attribute))
      for (const item of items) if (item.kind === 'string') found.push(contentOf(item.token));
    open.push(...childrenOf(node).toReversed());
  }
  return found;
}

function isAttribute(node: Expression, name: string): boolean {
  return node.kind === 'attribute' && node.name.text === name;
}
