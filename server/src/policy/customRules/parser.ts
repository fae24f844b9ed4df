import { closest } from '../../findings/closest';
import { message } from '../../l10n/message';
import type { Expression, Literal, Missing } from './expression';
import { MOST, type Problem, replaced, replacing, type ScriptFix } from './problem';
import { misspelt } from './spelling';
import { type Token, tokensOf } from './tokens';

import { isFunction } from './vocabulary';

/** A script, read. */
export interface Parsed {
  readonly text: string;
  /** All pieces, comments included. */
  readonly tokens: readonly Token[];
  readonly tree: Expression;
  /** What could not be read, or is spelled as in another language. */
  readonly problems: readonly Problem[];
}

/** Deeper scripts are not followed: no rule needs it, and no text may exhaust the stack. */
export const DEEPEST = 100;
const RELATIONS: ReadonlySet<string> = new Set(['=', '!=', '>', '<', '>=', '<=', 'contains', 'startswith']);

/** Reads a script. Every text has a tree: what is missing has a node of its own, what is too much is reported and left
 * out, and reading goes on behind it. From tightest to loosest: comparison, `not`, `and`, `or`. */
export function parse(text: string): Parsed {
  return new Parser(text).parse();
}

class Parser {
  private readonly all: Token[];
  private readonly tokens: Token[];
  private readonly problems: Problem[] = [];
  private place = 0;
  private depth = 0;
  /** What follows is not read, so nobody can say what it lacks. */
  private isCut = false;

  constructor(private readonly text: string) {
    this.all = tokensOf(text);
    this.tokens = this.all.filter(({ kind }) => kind !== 'comment');
  }

  parse(): Parsed {
    const tree = this.whole();
    const problems = [...this.problems, ...misspelt(this.text, this.tokens)];
    problems.sort((a, b) => a.start - b.start || a.end - b.end);
    return { text: this.text, tokens: this.all, tree, problems: problems.slice(0, MOST) };
  }

  /** A script is one expression: what stands behind it has lost its `and` or `or`, or means nothing. */
  private whole(): Expression {
    if (this.tokens.length === 0) {
      this.fault({ start: 0, end: this.text.length }, message('script.empty'));
      return { kind: 'missing', start: 0, end: this.text.length };
    }
    const operands = [this.or()];
    while (this.next) {
      if (this.take('or') ?? this.take('and') ?? this.startsOperand()) operands.push(this.or());
      else this.unexpected(this.next);
    }
    return chain('and', operands);
  }

  private or(): Expression {
    const operands = [this.and()];
    while (this.take('or')) operands.push(this.and());
    return chain('or', operands);
  }

  private and(): Expression {
    const operands = [this.unary()];
    for (;;) {
      if (this.take('and')) operands.push(this.unary());
      else if (this.startsOperand()) {
        this.lostOperator(this.next!);
        operands.push(this.unary());
      } else return chain('and', operands);
    }
  }

  private unary(): Expression {
    const not = this.take('not');
    if (!not) return this.comparison();
    return this.deeper(not, () => {
      const operand = this.unary();
      return { kind: 'not', start: not.start, end: operand.end, operand };
    });
  }

  private comparison(): Expression {
    const left = this.primary();
    const operator = this.relation();
    if (!operator) return left;
    const node = this.compared(left, operator);
    // A comparison is no operand of another: what follows is read, but says nothing.
    for (let next = this.relation(); next; next = this.relation()) {
      this.fault(next, message('script.chainedComparison', { operator: next.text }));
      this.compared(node, next);
    }
    return node;
  }

  private compared(left: Expression, operator: Token): Expression {
    const { start } = left;
    if (operator.text !== 'in') {
      const right = this.primary();
      return { kind: 'comparison', start, end: right.end, left, operator, right };
    }
    const open = this.take('(');
    const items = open ? this.list(open, ')') : [this.primary()];
    const end = open ? this.lastEnd : items[0].end;
    return { kind: 'in', start, end, left, operator, items, isList: open !== undefined };
  }

  /** The operator between two operands; a word that is none, but stands where one must, counts as one. */
  private relation(): Token | undefined {
    const token = this.next;
    if (!token) return undefined;
    if (RELATIONS.has(token.text) || token.text === 'in') {
      this.place++;
      return token;
    }
    const isWord = token.kind === 'name' && !token.text.includes('.') && !isFunction(token.text);
    if (!isWord || !this.startsOperand(this.place + 1)) return undefined;
    this.place++;
    if (this.problems.length >= MOST) return token;
    const better = closest(
      token.text,
      [...RELATIONS, 'in'].filter((one) => /\w/.test(one)),
    );
    this.problems.push({
      code: 'script-operator',
      start: token.start,
      end: token.end,
      message: message('script.noSuchOperator', { operator: token.source }),
      fixes: better ? [replaced(token, better)] : [],
    });
    return better ? { ...token, kind: 'keyword', text: better } : token;
  }

  private primary(): Expression {
    const token = this.next;
    switch (token?.kind) {
      case 'string':
      case 'number':
      case 'regex':
      case 'placeholder':
        return this.literal(token);
      case 'address':
        this.fault(token, message('script.bareAddress'), [
          replacing(token, `"${token.source}"`, message('script.fix.quote')),
        ]);
        return this.literal({ ...token, kind: 'string', source: `"${token.source}"` });
      case 'name':
        this.place++;
        return this.named(token);
      case 'keyword':
        // `not` binds looser than a comparison: as an operand it has lost its parentheses.
        if (token.text === 'not') return this.unary();
        break;
      case 'punctuation':
        if (token.text === '(') return this.group(token);
        break;
      case 'unknown':
        return this.meaningless();
    }
    return this.missing(token);
  }

  /** What has no meaning stands for an operand, unless one follows. */
  private meaningless(): Expression {
    const { start } = this.next!;
    while (this.next?.kind === 'unknown') this.unexpected(this.next);
    return this.startsOperand() ? this.primary() : { kind: 'missing', start, end: this.lastEnd };
  }

  private literal(token: Token): Literal {
    this.place++;
    const kind = token.kind as Literal['kind'];
    return { kind, start: token.start, end: token.end, token };
  }

  private named(name: Token): Expression {
    const { start, end } = name;
    const open = this.take('(');
    if (open)
      return this.deeper(name, () => {
        const operands = this.list(open, ')');
        return { kind: 'call', start, end: this.lastEnd, name, operands };
      });
    const bracket = this.take('[');
    if (!bracket) return { kind: 'attribute', start, end, name };
    const [selector, ...more] = this.list(bracket, ']');
    for (const one of more) this.fault(one, message('script.oneSelector'));
    if (selector?.kind === 'string' || selector?.kind === 'placeholder')
      return { kind: 'attribute', start, end: this.lastEnd, name, selector };
    if (selector && selector.kind !== 'missing') this.fault(selector, message('script.selectorText'));
    return { kind: 'attribute', start, end: this.lastEnd, name };
  }

  private group(open: Token): Expression {
    this.place++;
    return this.deeper(open, () => {
      const inner = this.or();
      this.close(open, ')');
      return { kind: 'group', start: open.start, end: this.lastEnd, inner };
    });
  }

  /** What stands between brackets, up to the closing one. */
  private list(open: Token, close: string): Expression[] {
    const items: Expression[] = [];
    if (this.next?.text === close) {
      this.fault({ start: open.start, end: this.next.end }, message('script.emptyList'));
      this.place++;
      return items;
    }
    do {
      items.push(this.primary());
    } while (this.take(',') || this.lostComma());
    this.close(open, close);
    return items;
  }

  private lostComma(): boolean {
    const token = this.next;
    if (!token || !['string', 'number'].includes(token.kind)) return false;
    const at = this.lastEnd;
    const fix = {
      title: message('script.fix.insert', { text: ',' }),
      edits: [{ start: at, end: at, text: ',' }],
    };
    this.fault(token, message('script.lostComma'), [fix]);
    return true;
  }

  private close(open: Token, close: string): void {
    if (this.take(close)) return;
    const at = this.lastEnd;
    const fix = {
      title: message('script.fix.insert', { text: close }),
      edits: [{ start: at, end: at, text: close }],
    };
    this.fault(open, message('script.unclosed', { bracket: open.text, close }), [fix]);
  }

  /** Goes one level down, or reports that this is deep enough and skips what is inside. */
  private deeper(from: Token, read: () => Expression): Expression {
    if (this.depth < DEEPEST) {
      this.depth++;
      const node = read();
      this.depth--;
      return node;
    }
    this.fault(from, message('script.tooDeep'));
    this.place = this.tokens.length;
    this.isCut = true;
    return { kind: 'missing', start: from.start, end: this.text.length };
  }

  private missing(token: Token | undefined): Missing {
    const before = this.tokens[this.place - 1];
    const at = before?.end ?? token?.start ?? 0;
    // A place of no width is hard to see: what lacks its operand is shown.
    const span = before ?? token ?? { start: 0, end: this.text.length };
    this.fault(
      span,
      before ? message('script.operandAfter', { text: before.source }) : message('script.operandFirst'),
    );
    return { kind: 'missing', start: at, end: at };
  }

  /** Reports what cannot stand here, and goes on behind it. */
  private unexpected(token: Token): void {
    const key = token.kind === 'unknown' ? 'script.unknownCharacter' : 'script.unexpected';
    this.fault(token, message(key, { text: token.source }));
    this.place++;
  }

  private lostOperator(token: Token): void {
    const before = this.lastEnd;
    const fixes = ['and', 'or'].map((word) => ({
      title: message('script.fix.insert', { text: word }),
      edits: [{ start: before, end: before, text: ` ${word}` }],
      isChoice: true,
    }));
    this.fault(token, message('script.lostOperator', { text: token.source }), fixes);
  }

  private get next(): Token | undefined {
    return this.tokens[this.place];
  }
  /** Where the piece before this place ends. */
  private get lastEnd(): number {
    return this.tokens[this.place - 1]?.end ?? 0;
  }

  private take(text: string): Token | undefined {
    const token = this.next;
    if (token?.text !== text || token.kind === 'name' || token.kind === 'string') return undefined;
    this.place++;
    return token;
  }

  private startsOperand(place = this.place): boolean {
    const token = this.tokens[place];
    if (!token) return false;
    if (token.kind === 'keyword') return token.text === 'not';
    if (token.kind === 'punctuation') return token.text === '(';
    return token.kind !== 'operator' && token.kind !== 'unknown';
  }

  private fault(
    { start, end }: { readonly start: number; readonly end: number },
    said: Problem['message'],
    fixes: readonly ScriptFix[] = [],
  ): void {
    if (this.isCut || this.problems.length >= MOST) return;
    // One report a place is enough.
    const last = this.problems.at(-1);
    if (last?.start === start && last.end === end && last.code === 'script-syntax') return;
    this.problems.push({
      code: 'script-syntax',
      start,
      end,
      message: said,
      ...(fixes.length > 0 ? { fixes } : {}),
    });
  }
}

function chain(kind: 'and' | 'or', operands: readonly Expression[]): Expression {
  const [first] = operands;
  if (operands.length === 1) return first;
  return { kind, start: first.start, end: operands[operands.length - 1].end, operands };
}
