import { type Message, message } from '../../l10n/message';
import { constants } from './constants';
import {
  type Attribute,
  bare,
  type Call,
  type Comparison,
  type Expression,
  type Membership,
} from './expression';
import { isTruth, otherType, unknownAttribute, unknownFunction } from './names';
import type { Parsed } from './parser';
import { valueTypeOf } from './places';
import { MOST, type Problem, type ProblemCode, replaced, replacing, type ScriptFix } from './problem';
import { regexProblem } from './regex';
import { contentOf, type Token } from './tokens';
import { valueProblem } from './values';
import {
  ATTRIBUTES,
  COMPARISONS,
  FUNCTIONS,
  OPERATORS_OF,
  type RuleType,
  type ValueType,
} from './vocabulary';

/** What is wrong with a script that was read, as a rule of a type: names, types, values. Trees are shallow, so that
 * this may recurse. */
export function check(parsed: Parsed, ruleType: RuleType): Problem[] {
  return new Checker(ruleType).check(parsed.tree);
}

class Checker {
  private readonly problems: Problem[] = [];

  constructor(private readonly ruleType: RuleType) {}

  check(tree: Expression): Problem[] {
    this.condition(tree);
    this.problems.push(...constants(tree));
    return this.problems.slice(0, MOST);
  }

  /** Something that must be true or false. */
  private condition(node: Expression): void {
    const type = this.typeOf(node);
    if (type === 'bool' || type === 'any') return;
    const inner = bare(node);
    const isWord = inner.kind === 'attribute' && !ATTRIBUTES.has(inner.name.text);
    if (!isWord) this.problem('script-not-boolean', node, message(`script.notBoolean.${type}`));
  }

  /** What a node is the value of, once it has been looked at. */
  private typeOf(node: Expression): ValueType {
    this.look(node);
    const type = valueTypeOf(node);
    // That a map lacks its selector has been said.
    return type === 'map' ? 'any' : type;
  }

  private look(node: Expression): void {
    switch (node.kind) {
      case 'string':
      case 'number':
      case 'placeholder':
      case 'missing':
        return;
      case 'regex':
        return this.regex(node.token);
      case 'group':
        return this.look(node.inner);
      case 'attribute':
        return this.attribute(node);
      case 'call':
        return this.call(node);
      case 'comparison':
        return this.comparison(node);
      case 'in':
        return this.membership(node);
      case 'not':
        return this.condition(node.operand);
      default:
        for (const operand of node.operands) this.condition(operand);
        this.mixed(node.kind, node.operands);
    }
  }

  private attribute({ name, selector, start, end }: Attribute): void {
    const info = ATTRIBUTES.get(name.text);
    if (!info) {
      if (this.problems.length < MOST) this.problems.push(unknownAttribute(name, this.ruleType));
      return;
    }
    if (!info.ruleTypes.includes(this.ruleType)) this.problems.push(otherType(name, info, this.ruleType));
    if (selector && info.type !== 'map') {
      const fix = replacing({ start: name.end, end }, '', message('script.fix.remove'));
      this.problem('script-mismatch', selector, message('script.noSelector', { name: name.text }), [fix]);
    }
    if (info.type === 'map' && !selector)
      this.problem('script-mismatch', { start, end }, message('script.selectorNeeded', { name: name.text }));
  }

  private call({ name, operands, start, end }: Call): void {
    const info = FUNCTIONS.get(name.text);
    const types = operands.map((operand) => this.typeOf(operand));
    if (!info) {
      this.problems.push(unknownFunction(name));
      return;
    }
    if (!info.ruleTypes.includes(this.ruleType)) this.problems.push(otherType(name, info, this.ruleType));
    const { parameters } = info;
    if (operands.length !== parameters.length) {
      const args = { name: name.text, wanted: parameters.length, given: operands.length };
      this.problem('script-mismatch', { start, end }, message('script.operandCount', args));
    }
    for (const [place, parameter] of parameters.entries()) {
      const type = types[place] ?? 'any';
      if (type === 'any' || type === 'string' || (parameter === 'text' && type === 'list')) continue;
      const args = { name: name.text, type: [typeName(type)] };
      this.problem('script-mismatch', operands[place], message('script.operandType', args));
    }
    if (
      name.text === 'jpath' &&
      operands[0] &&
      !['string', 'placeholder', 'missing'].includes(operands[0].kind)
    )
      this.problem('script-mismatch', operands[0], message('script.jpathText'));
  }

  private comparison(node: Comparison): void {
    const { left, operator, right } = node;
    const one = this.typeOf(left);
    if (right.kind === 'attribute' && isTruth(right.name)) return this.truth(node, one);
    const other = this.typeOf(right);
    if (!this.operatorFits(one, node)) return;
    if (operator.text === 'contains' || operator.text === 'startswith') return this.text(node, other);
    if (other === 'regex') {
      const fix = replaced(operator, 'contains');
      this.problem(
        'script-mismatch',
        right,
        message('script.regexNeedsContains', { operator: operator.text }),
        [fix],
      );
      return;
    }
    if (one === 'any' || other === 'any') return;
    if (one === other || (one === 'ip' && other === 'string') || (one === 'string' && other === 'ip')) {
      this.values(left, right);
      this.values(right, left);
      return;
    }
    this.differ(one, other, node);
  }

  private differ(one: ValueType, other: ValueType, { left, right, operator }: Comparison): void {
    const text = right.kind === 'string' ? contentOf(right.token) : '';
    if (one === 'int' && /^\d+$/.test(text)) {
      // The documentation's table calls the port a string; the rules that the vendor ships compare it with integers.
      const fix = replacing(right, text, message('script.fix.unquote'));
      this.problem('script-mismatch', right, message('script.quotedNumber', { text }), [fix], 'warning');
      return;
    }
    const fixes =
      one === 'string' && right.kind === 'number'
        ? [replacing(right, `"${right.token.text}"`, message('script.fix.quote'))]
        : [];
    const args = { operator: operator.text, left: [typeName(one)], right: [typeName(other)] };
    this.problem(
      'script-mismatch',
      { start: left.start, end: right.end },
      message('script.differ', args),
      fixes,
    );
  }

  /** `proc.interactive = true`: there is no such value, and none is needed. */
  private truth({ left, operator, right, start, end }: Comparison, type: ValueType): void {
    if (type !== 'bool' || (operator.text !== '=' && operator.text !== '!=')) {
      this.typeOf(right);
      return;
    }
    const isNegated = /^false$/i.test((right as Attribute).name.text) !== (operator.text === '!=');
    const fix: ScriptFix = {
      title: message(isNegated ? 'script.fix.negate' : 'script.fix.bare'),
      edits: [
        ...(isNegated ? [{ start, end: start, text: 'not ' }] : []),
        { start: left.end, end, text: '' },
      ],
    };
    this.problem('script-mismatch', { start: operator.start, end }, message('script.comparedTruth'), [fix]);
  }

  /** Whether what stands on the left takes the operator. */
  private operatorFits(type: ValueType, { left, operator }: Comparison | Membership): boolean {
    const fitting: readonly string[] = OPERATORS_OF[type];
    if (fitting.includes(operator.text)) return true;
    // Nobody documents what a comparison of a literal does; of its type it is as good as any.
    if (!COMPARISONS.some((one) => one === operator.text)) return false;
    const fixes = type === 'list' && operator.text === '=' ? [replaced(operator, 'contains')] : [];
    const args = { operator: operator.text, type: [typeName(type)], operators: fitting.join(', ') };
    const key = fitting.length > 0 ? 'script.operatorUnfit' : 'script.noOperator';
    this.problem('script-mismatch', type === 'regex' ? left : operator, message(key, args), fixes);
    return false;
  }

  /** What stands behind `contains` and `startswith`. */
  private text({ operator, right }: Comparison, type: ValueType): void {
    if (type === 'any' || type === 'string') return;
    const takesRegex = operator.text === 'contains';
    if (type === 'regex' && takesRegex) {
      if (!this.ruleType.startsWith('waas-'))
        this.problem(
          'script-regex',
          right,
          message('script.regexElsewhere', { type: this.ruleType }),
          [],
          'warning',
        );
      return;
    }
    const fixes =
      type === 'regex'
        ? [replaced(operator, 'contains')]
        : right.kind === 'number'
          ? [replacing(right, `"${right.token.text}"`, message('script.fix.quote'))]
          : [];
    const args = { operator: operator.text, type: [typeName(type)] };
    this.problem('script-mismatch', right, message('script.textNeeded', args), fixes);
  }

  private membership(node: Membership): void {
    const { left, items, isList } = node;
    const type = this.typeOf(left);
    for (const item of items) {
      if (item.kind === 'missing' || item.kind === 'placeholder') continue;
      const isLiteral = item.kind === 'string' || item.kind === 'number';
      if (!isLiteral) {
        this.typeOf(item);
        const isTurned = !isList && type === 'string' && item.kind === 'attribute';
        this.problem('script-mismatch', item, message(isTurned ? 'script.inAttribute' : 'script.inLiterals'));
      } else if (!isList && type !== 'ip') {
        const fix = {
          title: message('script.fix.parenthesise'),
          edits: [
            { start: item.start, end: item.start, text: '(' },
            { start: item.end, end: item.end, text: ')' },
          ],
        };
        this.problem('script-mismatch', item, message('script.inList'), [fix]);
      }
    }
    if (!this.operatorFits(type, node) || type === 'any') return;
    for (const item of items) this.item(left, type, item);
  }

  private item(left: Expression, type: ValueType, item: Expression): void {
    if (item.kind !== 'string' && item.kind !== 'number') return;
    const wanted = type === 'int' ? 'number' : 'string';
    if (item.kind === wanted) return this.values(left, item);
    const text = item.kind === 'string' ? contentOf(item.token) : item.token.text;
    if (wanted === 'number' && !/^\d+$/.test(text)) {
      this.problem('script-mismatch', item, message('script.itemType', { type: [typeName(type)] }));
      return;
    }
    const isNumber = wanted === 'number';
    const fix = replacing(
      item,
      isNumber ? text : `"${text}"`,
      message(isNumber ? 'script.fix.unquote' : 'script.fix.quote'),
    );
    const said = isNumber
      ? message('script.quotedNumber', { text })
      : message('script.itemType', { type: [typeName(type)] });
    this.problem('script-mismatch', item, said, [fix], isNumber ? 'warning' : undefined);
  }

  /** What an attribute is compared with. */
  private values(side: Expression, value: Expression): void {
    const of = bare(side);
    if (of.kind !== 'attribute') return;
    const info = ATTRIBUTES.get(of.name.text);
    const problem = info && valueProblem(info, value);
    if (problem) this.problems.push(problem);
  }

  private regex(token: Token): void {
    const problem = token.isOpen ? undefined : regexProblem(token);
    if (problem) this.problems.push(problem);
  }

  /** `a or b and c` is read as `a or (b and c)`: not everybody knows, and it is documented nowhere. */
  private mixed(kind: 'and' | 'or', operands: readonly Expression[]): void {
    if (kind !== 'or') return;
    for (const { kind: inner, start, end } of operands) {
      if (inner !== 'and') continue;
      const fix = {
        title: message('script.fix.parenthesise'),
        edits: [
          { start, end: start, text: '(' },
          { start: end, end, text: ')' },
        ],
      };
      this.problem('script-mixed-operators', { start, end }, message('script.mixed'), [fix]);
    }
  }

  private problem(
    code: ProblemCode,
    { start, end }: { readonly start: number; readonly end: number },
    said: Message,
    fixes: readonly ScriptFix[] = [],
    severity?: Problem['severity'],
  ): void {
    if (this.problems.length >= MOST) return;
    const more = { ...(fixes.length > 0 ? { fixes } : {}), ...(severity ? { severity } : {}) };
    this.problems.push({ code, start, end, message: said, ...more });
  }
}

export function typeName(type: ValueType): Message {
  return message(`script.valueType.${type}`);
}
