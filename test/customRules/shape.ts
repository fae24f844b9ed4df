import type { Expression } from '../../server/src/policy/customRules/expression';

/** A tree as one line: operators first, parentheses of the script as `[...]`, what is missing as `?`. */
export function shape(node: Expression): string {
  switch (node.kind) {
    case 'string':
    case 'number':
    case 'regex':
    case 'placeholder':
      return node.token.source;
    case 'missing':
      return '?';
    case 'group':
      return `[${shape(node.inner)}]`;
    case 'attribute':
      return node.selector ? `${node.name.text}.${shape(node.selector)}` : node.name.text;
    case 'call':
      return `${node.name.text}(${node.operands.map(shape).join(', ')})`;
    case 'not':
      return `(not ${shape(node.operand)})`;
    case 'comparison':
      return `(${node.operator.text} ${shape(node.left)} ${shape(node.right)})`;
    case 'in': {
      const items = node.items.map(shape).join(', ');
      return `(in ${shape(node.left)} ${node.isList ? `{${items}}` : items})`;
    }
    default:
      return `(${node.kind} ${node.operands.map(shape).join(' ')})`;
  }
}
