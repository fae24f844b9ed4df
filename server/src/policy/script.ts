import { childrenOf, type Expression } from './customRules/expression';
import { parse } from './customRules/parser';
import { nodesOf, type Relation } from './customRules/places';
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
    if ((node.kind === 'comparison' || node.kind === 'in') && isAttribute(node.left, attribute))
      for (const item of textsIn(node)) if (item.kind === 'string') found.push(contentOf(item.token));
    open.push(...childrenOf(node).toReversed());
  }
  return found;
}

/** What a comparison says that the left side is. */
function textsIn(relation: Relation): readonly Expression[] {
  if (relation.kind === 'in') return relation.items;
  return relation.operator.text === '=' ? [relation.right] : [];
}

function isAttribute(node: Expression, name: string): boolean {
  return node.kind === 'attribute' && node.name.text === name;
}
