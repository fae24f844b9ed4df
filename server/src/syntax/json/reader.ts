import type { Dialect } from '../dialect';
import { hideIntrinsics } from '../intrinsics';
import { startsLine } from '../lines';
import { NodeTable } from '../nodes';
import { isDirective, matchEnd, placeholderEnd } from '../placeholders';
import { Kind, NONE, type NodeId, type Tree } from '../tree';
import { Char } from './characters';
import { bareEnd, interpolatedEnd, valueEnd } from './runs';
import { MAX_DEPTH, PlainScanner, plainKind, type Reading, Want } from './scanner';
import { decodeJson, JSON_SYNTAX } from './syntax';
import { skipTrivia, unclosedComment } from './trivia';

/** Reads JSON as people write it: comments, trailing commas, a byte order mark, unquoted template placeholders, and
 * any half-typed state. Never throws, never recurses; what is wrong is in the tree's `faults`. The JSON may begin at `from`
 * in a longer text. */
export function readJson(text: string, dialect: Dialect = 'api', from = 0): Tree {
  const reader = new JsonReader(text, false, dialect, from);
  const tree = reader.read();
  // What is JSON as it stands is read as such. Only in other text may a placeholder bring its own quotes into a string.
  const mayBeTemplate = tree.faults.length > 0 || reader.hasPlaceholders;
  if (!mayBeTemplate || !mightBeTemplate(text)) return tree;
  const template = new JsonReader(text, true, dialect, from).read();
  const gain = tree.faults.length - template.faults.length;
  const chosen = gain > 0 || (gain === 0 && reader.hasPlaceholders) ? template : tree;
  CHOSEN.add(chosen);
  return chosen;
}

const CHOSEN = new WeakSet<Tree>();

/** Whether a text was read in two ways to choose one: whatever is typed in it may change that choice for all of it. */
export function wasChosen(tree: Tree): boolean {
  return CHOSEN.has(tree);
}

/** Whether placeholders with quotes of their own may stand in a text's strings. */
export function mightBeTemplate(text: string): boolean {
  return /[$%#{]\{|\{%/.test(text);
}

/** Reads JSON without anything that is wrong, and without placeholders outside of strings; undefined where a text is not of
 * this kind. It may stand `depth` objects and arrays deep in another text. */
export function readPlainJson(text: string, dialect: Dialect, depth: number): Tree | undefined {
  const reader = new JsonReader(text, false, dialect, 0);
  reader.depth = depth;
  const tree = reader.read();
  return tree.faults.length > 0 || reader.hasPlaceholders ? undefined : tree;
}

class JsonReader implements Reading {
  /** Whether a placeholder stood outside of strings. */
  hasPlaceholders = false;
  private readonly nodes: NodeTable;
  private readonly scanner: PlainScanner | undefined;
  open: NodeId = NONE;
  inObject = false;
  depth = 0;
  want = Want.Value;

  constructor(
    private readonly text: string,
    private readonly interpolates: boolean,
    private readonly dialect: Dialect,
    public at: number,
  ) {
    this.nodes = new NodeTable(text, [JSON_SYNTAX]);
    // Where placeholders may hold quotes, no string is what it looks like.
    this.scanner = interpolates ? undefined : new PlainScanner(text, at, this.nodes);
  }

  read(): Tree {
    const { text } = this;
    if (this.at === 0 && text.charCodeAt(0) === Char.ByteOrderMark) this.at++;
    for (;;) {
      if (this.depth <= MAX_DEPTH) this.scanner?.run(this);
      const from = this.at;
      this.passTrivia();
      if (this.at >= text.length) {
        const comment = unclosedComment(text, from);
        if (comment >= 0) this.fault('unclosed', comment, comment + 2);
        break;
      }
      if (this.depth > MAX_DEPTH) break;
      if (this.open === NONE && this.nodes.size > 0) {
        if (!this.skipDirective()) {
          this.fault('after-end', this.at, this.at + 1);
          break;
        }
      } else this.step(text.charCodeAt(this.at));
    }
    return this.finish();
  }

  /** Blanks stand before nearly everything and comments hardly anywhere, so blanks are passed in place. */
  private passTrivia(): void {
    const { text } = this;
    let { at } = this;
    let char = text.charCodeAt(at);
    while (
      char === Char.Space ||
      char === Char.LineFeed ||
      char === Char.CarriageReturn ||
      char === Char.Tab
    ) {
      char = text.charCodeAt(++at);
    }
    const isComment =
      char === Char.Slash || (char === Char.OpenObject && text.charCodeAt(at + 1) === Char.Hash);
    this.at = isComment ? skipTrivia(text, at) : at;
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
      case Char.Quote:
        this.readString();
        return this.afterValue();
      case Char.OpenObject:
        return this.readPlaceholder() ? undefined : this.openContainer(Kind.Object);
      case Char.OpenArray:
        return this.openContainer(Kind.Array);
      case Char.CloseArray:
      case Char.CloseObject:
        if (this.inObject) {
          this.fault('value-expected', this.at, this.at + 1);
          this.missingValue();
        }
        return this.closeContainer(char);
      case Char.Comma:
        this.fault('value-expected', this.at, this.at + 1);
        if (this.inObject) return this.missingValue();
        this.at++;
        return;
      case Char.Colon:
        this.fault('unexpected', this.at, this.at + 1);
        this.at++;
        return;
      default:
        return this.readPlain(char);
    }
  }

  private readKey(char: number): void {
    switch (char) {
      case Char.Quote:
        this.readString();
        this.want = Want.Colon;
        if (this.text.charCodeAt(this.at) === Char.Colon) this.readColon(Char.Colon);
        return;
      case Char.CloseArray:
      case Char.CloseObject:
        return this.closeContainer(char);
      case Char.Comma:
      case Char.Colon:
        this.fault('key-expected', this.at, this.at + 1);
        this.at++;
        return;
      case Char.OpenArray:
      case Char.OpenObject:
        if (char === Char.OpenObject && this.readPlaceholder()) return;
        this.fault('key-expected', this.at, this.at + 1);
        this.nodes.add(Kind.Missing, this.at, this.at, this.open);
        this.want = Want.Value;
        return;
      default:
        return this.readBare();
    }
  }

  private readColon(char: number): void {
    if (char === Char.Colon) {
      this.at++;
      this.want = Want.Value;
      return;
    }
    this.fault('colon-expected', this.at, this.at + 1);
    // A string on a line of its own is the next member; anything else is taken as this member's value.
    const ends = char === Char.Comma || char === Char.CloseObject || char === Char.CloseArray;
    if (ends || (char === Char.Quote && startsLine(this.text, this.at))) this.missingValue();
    else this.want = Want.Value;
  }

  private readComma(char: number): void {
    if (char === Char.Comma) {
      this.at++;
      this.want = this.inObject ? Want.KeyOrEnd : Want.Value;
    } else if (char === Char.CloseObject || char === Char.CloseArray) this.closeContainer(char);
    else {
      const { open: owner, inObject: isObject } = this;
      this.want = isObject ? Want.KeyOrEnd : Want.Value;
      const before = this.nodes.size - 1;
      const fault = this.at;
      this.step(char);
      const isDirective = (node: NodeId): boolean =>
        this.nodes.kind(node) === Kind.Directive && this.nodes.parent(node) === owner;
      // In an object the value that a directive has not stands between it and what follows.
      const besideDirective = isDirective(isObject ? before - 1 : before) || isDirective(before + 1);
      if (!besideDirective) this.fault('comma-expected', fault, fault + 1);
    }
  }

  private readString(): void {
    const { text, at: start } = this;
    let at = start;
    for (;;) {
      let char = text.charCodeAt(++at);
      // Nearly all there is to a string; at the end of the text the last comparison fails.
      while (char !== Char.Quote && char !== Char.Backslash && char >= Char.Space)
        char = text.charCodeAt(++at);
      if (char === Char.Quote) {
        const end = this.interpolates ? interpolatedEnd(text, start) : at + 1;
        return this.endString(start, Math.max(at + 1, end), true);
      }
      if (at >= text.length || char === Char.LineFeed || char === Char.CarriageReturn)
        return this.endString(start, at, false);
      if (char === Char.Backslash) at = this.escape(at) - 1;
      else this.fault('control-character', at, at + 1);
    }
  }

  /** The end of the escape at `at`; a line break is never part of one. */
  private escape(at: number): number {
    const { text } = this;
    const known = matchEnd(ESCAPE, text, at);
    if (known > at) return known;
    const next = text.codePointAt(at + 1) ?? 0;
    const end = next < Char.Space ? at + 1 : at + 1 + String.fromCodePoint(next).length;
    this.fault('escape', at, end);
    return end;
  }

  private endString(start: number, end: number, closed: boolean): void {
    if (!closed) this.fault('unclosed-string', start, end);
    this.nodes.add(Kind.String, start, end, this.open);
    this.at = end;
  }

  /** `{{ x }}` and `{% x %}`, which begin like an object. */
  private readPlaceholder(): boolean {
    const next = this.text.charCodeAt(this.at + 1);
    // Every object comes by here, so most are let pass at once.
    if (next === Char.Quote || next === Char.LineFeed || next === Char.Space) return false;
    if (placeholderEnd(this.text, this.at) === this.at) return false;
    if (!(this.open === NONE && this.skipDirective())) this.readBare();
    return true;
  }

  /** A literal or a number; else what stands in its place. */
  private readPlain(char: number): void {
    const end = matchEnd(PLAIN, this.text, this.at);
    if (end > this.at) {
      this.nodes.add(plainKind(char), this.at, end, this.open);
      this.at = end;
      this.afterValue();
    } else if (this.open !== NONE || !this.skipDirective()) this.readBare();
  }

  /** A placeholder or noise: all that is neither string nor bracket, literal nor number. */
  private readBare(): void {
    const start = this.at;
    const isKey = this.want === Want.KeyOrEnd;
    const { end, placeholder } =
      this.inObject && !isKey ? valueEnd(this.text, start) : bareEnd(this.text, start);
    const isMember = isKey && this.text.charCodeAt(skipTrivia(this.text, end)) !== Char.Colon;
    if (!placeholder) this.fault(isKey ? 'key-expected' : 'unexpected', start, end);
    // A placeholder in the place of a whole member may bring any members, or none, and its own commas.
    const hidesMembers = isMember || (!this.inObject && isDirective(this.text.slice(start, end)));
    const kind = !placeholder ? Kind.Invalid : hidesMembers ? Kind.Directive : Kind.Opaque;
    this.hasPlaceholders ||= placeholder;
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
    const kind = char === Char.CloseObject ? Kind.Object : Kind.Array;
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
    this.afterValue();
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
    if (this.text.charCodeAt(this.at) === Char.Comma && this.open !== NONE) this.readComma(Char.Comma);
  }

  private skipDirective(): boolean {
    const { end, placeholder } = bareEnd(this.text, this.at);
    if (placeholder) this.at = end;
    this.hasPlaceholders ||= placeholder;
    return placeholder;
  }

  private finish(): Tree {
    const { nodes, text } = this;
    if (this.open !== NONE) this.fault('unclosed', nodes.start(this.open), nodes.start(this.open) + 1);
    while (this.open !== NONE) this.leave(text.length);
    if (nodes.size === 0) {
      // A text of nothing but placeholders may well bring a document.
      if (nodes.faults.length === 0 && !this.hasPlaceholders)
        this.fault('value-expected', text.length, text.length);
      nodes.add(Kind.Missing, text.length, text.length, NONE);
    }
    if (this.dialect === 'cloudformation')
      hideIntrinsics(nodes, (key) => decodeJson(text.slice(nodes.start(key), nodes.end(key))));
    return nodes.tree(this.dialect);
  }

  private fault(...args: Parameters<NodeTable['fault']>): void {
    this.nodes.fault(...args);
  }
}

/** What goes on after a literal or number makes it a part of something else. */
const PLAIN = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)(?=[ \t\r\n,:"[\]}/]|$)/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
