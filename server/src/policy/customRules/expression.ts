import type { Span } from '../../findings/finding';
import type { Token } from './tokens';

/** A script as a tree. Parentheses are nodes, so that a tree says exactly what is written; chains of `and` and `or` are
 * flat, so that long ones are not deep. */
export type Expression =
  | Literal
  | Attribute
  | Call
  | Group
  | Negation
  | Comparison
  | Membership
  | Chain
  | Missing;

/** A string, an integer, a regular expression, or a placeholder that stands for any of them. */
export interface Literal extends Span {
  readonly kind: 'string' | 'number' | 'regex' | 'placeholder';
  readonly token: Token;
}

/** `proc.name`, `req.headers["Host"]`. */
export interface Attribute extends Span {
  readonly kind: 'attribute';
  readonly name: Token;
  readonly selector?: Literal;
}

export interface Call extends Span {
  readonly kind: 'call';
  readonly name: Token;
  readonly operands: readonly Expression[];
}

export interface Group extends Span {
  readonly kind: 'group';
  readonly inner: Expression;
}

export interface Negation extends Span {
  readonly kind: 'not';
  readonly operand: Expression;
}

/** `left = right`, with any of the operators between two operands but `in`. */
export interface Comparison extends Span {
  readonly kind: 'comparison';
  readonly left: Expression;
  readonly operator: Token;
  readonly right: Expression;
}

/** `left in ("a", "b")`, or `left in "10.0.0.0/8"`. */
export interface Membership extends Span {
  readonly kind: 'in';
  readonly left: Expression;
  readonly operator: Token;
  readonly items: readonly Expression[];
  readonly isList: boolean;
}

export interface Chain extends Span {
  readonly kind: 'and' | 'or';
  readonly operands: readonly Expression[];
}

/** The place of something the author has not written, or that could not be read. */
export interface Missing extends Span {
  readonly kind: 'missing';
}

/** The nodes directly below a node, in the order of the text. */
export function childrenOf(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case 'attribute':
      return node.selector ? [node.selector] : [];
    case 'call':
    case 'and':
    case 'or':
      return node.operands;
    case 'group':
      return [node.inner];
    case 'not':
      return [node.operand];
    case 'comparison':
      return [node.left, node.right];
    case 'in':
      return [node.left, ...node.items];
    default:
      return [];
  }
}

/** What parentheses enclose. */
export function bare(node: Expression): Expression {
  let inner = node;
  while (inner.kind === 'group') inner = inner.inner;
  return inner;
}
