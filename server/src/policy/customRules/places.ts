import { type Comparison, childrenOf, type Expression, type Literal, type Membership } from './expression';
import type { Token } from './tokens';
import { ATTRIBUTES, FUNCTIONS, type ValueType } from './vocabulary';

/** A comparison of any kind. */
export type Relation = Comparison | Membership;

/** All nodes of a script, a node before what is below it. */
export function nodesOf(tree: Expression): Expression[] {
  const found: Expression[] = [];
  const open = [tree];
  for (let node = open.pop(); node; node = open.pop()) {
    found.push(node);
    open.push(...childrenOf(node).toReversed());
  }
  return found;
}

export function relationsIn(tree: Expression): Relation[] {
  return nodesOf(tree).filter((node): node is Relation => node.kind === 'comparison' || node.kind === 'in');
}

/** The comparison on whose right side a piece stands. */
export function relationAround(tree: Expression, token: Token): Relation | undefined {
  return relationsIn(tree).find((relation) =>
    sidesOf(relation).some((side) => isLiteral(side) && side.token.start === token.start),
  );
}

function sidesOf(relation: Relation): readonly Expression[] {
  return relation.kind === 'in' ? relation.items : [relation.right];
}

function isLiteral(node: Expression): node is Literal {
  return 'token' in node;
}

/** What a node is the value of, as far as it can be told; nothing is reported. */
export function valueTypeOf(node: Expression): ValueType {
  switch (node.kind) {
    case 'string':
      return 'string';
    case 'number':
      return 'int';
    case 'regex':
      return 'regex';
    case 'group':
      return valueTypeOf(node.inner);
    case 'attribute': {
      const type = ATTRIBUTES.get(node.name.text)?.type ?? 'any';
      return type === 'map' && node.selector ? 'string' : type;
    }
    case 'call': {
      const returns = FUNCTIONS.get(node.name.text)?.returns ?? 'any';
      if (returns !== 'same') return returns;
      return node.operands[0] && valueTypeOf(node.operands[0]) === 'list' ? 'list' : 'string';
    }
    case 'comparison':
    case 'in':
    case 'not':
    case 'and':
    case 'or':
      return 'bool';
    default:
      return 'any';
  }
}
