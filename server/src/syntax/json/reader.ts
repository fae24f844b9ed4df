import { NodeTable } from '../nodes';
import { isDirective, placeholderEnd } from '../placeholders';
import { Kind, NONE, type NodeId, type Tree } from '../tree';
import { skipTrivia } from './trivia';

/** Deeper than any task definition or policy document; what follows is not read. */
const MAX_DEPTH = 500;

/** Reads JSON as people write it: comments, trailing commas, a byte order mark, unquoted template placeholders, and
 * any half-typed state. Never throws, never recurses; what is wrong is in the tree's `faults`. */
export function readJson(text: string): Tree {
  return new JsonReader(text).read();
}

/** What the reader waits for next. */
enum Want {
  Value,
  KeyOrEnd,
  Colon,
  CommaOrEnd,
}

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN_ARRAY = 91;
const BACKSLASH = 92;
const CLOSE_ARRAY = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

class JsonReader {
  private readonly nodes: NodeTable;
  private at = 0;
  /** The innermost open object or array. */
  private open: NodeId = NONE;
  private inObject = false;
  private depth = 0;
  private want = Want.Value;

  constructor(private readonly text: string) {
    this.nodes = new NodeTable(text);
  }

  read(): Tree {
    const { text } = this;
    for (;;) {
      this.at = skipTrivia(text, this.at);
      if (this.at >= text.length || this.depth > MAX_DEPTH) break;
      if (this.open === NONE && this.nodes.size > 0) {
        if (!this.skipDirective()) {
          this.fault('after-end', this.at, this.at + 1);
          break;
        }
      } else this.step(text.charCodeAt(this.at));
    }
    return this.finish();
  }

  private step(char: number): void {
    switch (this.want) {
      case Want.Value:
        return this.readValue(char);
      case Want.KeyOrEnd:
        return this.readKey(char);
      case Want.Colon:
        return this.readColon(char);
      case Want.CommaOrEnd:
        return this.readComma(char);
    }
  }

  private readValue(char: number): void {
    switch (char) {
      case QUOTE:
        this.readString();
        return this.afterValue();
      case OPEN_OBJECT:
        if (this.readPlaceholder()) return;
        return this.openContainer(Kind.Object);
      case OPEN_ARRAY:
        return this.openContainer(Kind.Array);
      case CLOSE_ARRAY:
      case CLOSE_OBJECT:
        if (this.inObject) this.missingValue();
        return this.closeContainer(char);
      case COMMA:
        this.fault('value-expected', this.at, this.at + 1);
        if (this.inObject) return this.missingValue();
        this.at++;
        return;
      case COLON:
        this.fault('unexpected', this.at, this.at + 1);
        this.at++;
        return;
      default:
        if (this.open === NONE && this.skipDirective()) return;
        return this.readBare();
    }
  }

  private readKey(char: number): void {
    switch (char) {
      case QUOTE:
        this.readString();
        this.want = Want.Colon;
        return;
      case CLOSE_ARRAY:
      case CLOSE_OBJECT:
        return this.closeContainer(char);
      case COMMA:
      case COLON:
        this.fault('key-expected', this.at, this.at + 1);
        this.at++;
        return;
      case OPEN_ARRAY:
      case OPEN_OBJECT:
        if (char === OPEN_OBJECT && this.readPlaceholder()) return;
        this.fault('key-expected', this.at, this.at + 1);
        this.nodes.add(Kind.Missing, this.at, this.at, this.open);
        this.want = Want.Value;
        return;
      default:
        return this.readBare();
    }
  }

  private readColon(char: number): void {
    if (char === COLON) {
      this.at++;
      this.want = Want.Value;
      return;
    }
    this.fault('colon-expected', this.at, this.at + 1);
    // A string on a line of its own is the next member; anything else is taken as this member's value.
    const ends = char === COMMA || char === CLOSE_OBJECT || char === CLOSE_ARRAY;
    if (ends || (char === QUOTE && this.startsLine())) this.missingValue();
    else this.want = Want.Value;
  }

  private readComma(char: number): void {
    if (char === COMMA) {
      this.at++;
      this.want = this.inObject ? Want.KeyOrEnd : Want.Value;
    } else if (char === CLOSE_OBJECT || char === CLOSE_ARRAY) this.closeContainer(char);
    else {
      this.want = this.inObject ? Want.KeyOrEnd : Want.Value;
      const before = this.nodes.size - 1;
      const fault = this.at;
      this.step(char);
      const beside = (node: NodeId): boolean => this.nodes.kind(node) === Kind.Directive;
      const afterDirective = before >= 0 && (beside(before) || (this.inObject && beside(before - 1)));
      if (!afterDirective && !(this.nodes.size > before + 1 && beside(before + 1))) {
        this.fault('comma-expected', fault, fault + 1);
      }
    }
  }

  private readString(): void {
    const { text } = this;
    const start = this.at;
    let at = start + 1;
    for (;;) {
      const char = text.charCodeAt(at);
      if (char === QUOTE) break;
      if (char === BACKSLASH) {
        if (!/["\\/bfnrtu]/.test(text.charAt(at + 1))) this.fault('escape', at, at + 2);
        at += text.charCodeAt(at + 1) < 32 ? 1 : 2;
      } else if (char < 32) {
        if (char === 10 || char === 13) return this.endString(start, at, false);
        this.fault('control-character', at, at + 1);
        at++;
      } else if (char === 36 && text.charCodeAt(at + 1) === OPEN_OBJECT) at = this.interpolation(at);
      else if (at >= text.length) return this.endString(start, text.length, false);
      else at++;
    }
    this.endString(start, at + 1, true);
  }

  /** `${...}` inside a string may hold quotes of its own: `"${join(",", list)}"`. */
  private interpolation(at: number): number {
    const { text } = this;
    const end = placeholderEnd(text, at);
    if (end === at || !text.slice(at, end).includes('"')) return at + 2;
    // Only where what follows still closes as a string; else the quote was this string's end.
    const quote = /[^"\n]*"\s*(?:[,:}\]]|$|\/[/*])/y;
    quote.lastIndex = end;
    return quote.test(text) ? end : at + 2;
  }

  private endString(start: number, end: number, closed: boolean): void {
    if (!closed) this.fault('unclosed-string', start, end);
    this.nodes.add(Kind.String, start, end, this.open);
    this.at = end;
  }

  /** `{{ x }}` and `{% x %}`, which begin like an object. */
  private readPlaceholder(): boolean {
    if (placeholderEnd(this.text, this.at) === this.at) return false;
    if (!(this.open === NONE && this.skipDirective())) this.readBare();
    return true;
  }

  /** A literal, a number, a placeholder, or noise: all that is neither string nor bracket. */
  private readBare(): void {
    const start = this.at;
    const { end, placeholder } = bareEnd(this.text, start);
    const source = this.text.slice(start, end);
    const isKey = this.want === Want.KeyOrEnd;
    const isMember = isKey && this.text.charCodeAt(skipTrivia(this.text, end)) !== COLON;
    // A placeholder in the place of a whole member may bring any members, or none, and its own commas.
    const hidesMembers = placeholder && (isMember || (!this.inObject && isDirective(source)));
    const kind = hidesMembers ? Kind.Directive : placeholder ? Kind.Opaque : literalKind(source);
    if (kind === Kind.Invalid) this.fault('unexpected', start, end);
    else if (isKey && !placeholder) this.fault('key-expected', start, end);
    this.at = end;
    this.nodes.add(kind, start, end, this.open);
    if (!isKey) return this.afterValue();
    if (isMember) this.missingValue();
    else this.want = Want.Colon;
  }

  private openContainer(kind: Kind.Object | Kind.Array): void {
    this.open = this.nodes.add(kind, this.at, this.at + 1, this.open);
    this.inObject = kind === Kind.Object;
    this.want = this.inObject ? Want.KeyOrEnd : Want.Value;
    this.at++;
    if (++this.depth > MAX_DEPTH) this.fault('too-deep', this.at - 1, this.at);
  }

  private closeContainer(char: number): void {
    const kind = char === CLOSE_OBJECT ? Kind.Object : Kind.Array;
    let owner = this.open;
    while (owner !== NONE && this.nodes.kind(owner) !== kind) owner = this.nodes.parent(owner);
    if (owner === NONE) {
      this.fault('unexpected', this.at, this.at + 1);
      this.at++;
      return;
    }
    while (this.open !== owner) {
      this.fault('unclosed', this.nodes.start(this.open), this.nodes.start(this.open) + 1);
      this.leave(this.at);
    }
    this.at++;
    this.leave(this.at);
  }

  private leave(end: number): void {
    // An object that ends where a value is due keeps the place of that value.
    if (this.inObject && (this.want === Want.Colon || this.want === Want.Value)) {
      this.nodes.add(Kind.Missing, end, end, this.open);
    }
    this.open = this.nodes.close(this.open, end);
    this.inObject = this.open !== NONE && this.nodes.kind(this.open) === Kind.Object;
    this.depth--;
    this.want = Want.CommaOrEnd;
  }

  private missingValue(): void {
    this.nodes.add(Kind.Missing, this.at, this.at, this.open);
    this.afterValue();
  }

  private afterValue(): void {
    this.want = Want.CommaOrEnd;
  }

  private skipDirective(): boolean {
    const { end, placeholder } = bareEnd(this.text, this.at);
    if (placeholder) this.at = end;
    return placeholder;
  }

  private startsLine(): boolean {
    return /\n\s*$/.test(this.text.slice(Math.max(0, this.at - 200), this.at));
  }

  private finish(): Tree {
    const { nodes, text } = this;
    if (this.open !== NONE) this.fault('unclosed', nodes.start(this.open), nodes.start(this.open) + 1);
    while (this.open !== NONE) this.leave(text.length);
    if (nodes.size === 0) nodes.add(Kind.Missing, text.length, text.length, NONE);
    return nodes.tree();
  }

  private fault(...args: Parameters<NodeTable['fault']>): void {
    this.nodes.fault(...args);
  }
}

/** The end of a run that is neither string nor bracket. Once it holds a placeholder it may go on over blanks on its
 * line, up to a comma or a bracket: `%{ if a }null%{ else }${b}%{ endif }`. */
function bareEnd(text: string, start: number): { end: number; placeholder: boolean } {
  let at = start;
  let end = start;
  let placeholder = false;
  for (;;) {
    const next = placeholderEnd(text, at);
    if (next > at) {
      const alone = isDirective(text.slice(at, next)) && /[ \t]*(?:\r?\n|$)/y;
      placeholder = true;
      at = end = next;
      if (alone) {
        alone.lastIndex = at;
        if (alone.test(text)) break;
      }
      continue;
    }
    const char = text[at];
    if (char === undefined || '\n\r,:]}[{"'.includes(char)) break;
    if (char === ' ' || char === '\t' || (char === '/' && '/*'.includes(text[at + 1] ?? ' '))) {
      const beyond = /[ \t]+/y;
      beyond.lastIndex = at;
      const blanks = beyond.exec(text)?.[0].length ?? 0;
      if (blanks === 0 || placeholderEnd(text, at + blanks) === at + blanks || !placeholder) break;
      at += blanks;
    } else {
      at++;
      end = at;
    }
  }
  return { end: Math.max(end, Math.min(start + 1, text.length)), placeholder };
}

function literalKind(source: string): Kind {
  if (source === 'true') return Kind.True;
  if (source === 'false') return Kind.False;
  if (source === 'null') return Kind.Null;
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(source) ? Kind.Number : Kind.Invalid;
}
