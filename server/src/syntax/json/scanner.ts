import type { NodeTable } from '../nodes';
import { Kind, NONE, type NodeId } from '../tree';
import { Char } from './characters';

/** What a reader waits for next. */
export enum Want {
  Value,
  KeyOrEnd,
  Colon,
  CommaOrEnd,
}

/** How far a reader has come. */
export interface Reading {
  at: number;
  /** The innermost open object or array. */
  open: NodeId;
  inObject: boolean;
  depth: number;
  want: Want;
}

/** Deeper than any task definition or policy document; what follows is not read. */
export const MAX_DEPTH = 500;

const LETTERS = { [Char.LowerT]: 'true', [Char.LowerF]: 'false', [Char.LowerN]: 'null' } as const;
const ENCODER = new TextEncoder();

/** The bytes of the text that is being read, over and over in the same memory: to get new memory takes longer than to
 * fill it. Reading is one piece of work, so that nobody else comes in between. */
let scratch = new Uint8Array(0);
/** More memory than this is given back. */
const LARGEST = 4_000_000;

function bytesOf(text: string): Uint8Array {
  let bytes = scratch;
  // One more, for what stands after the text.
  if (bytes.length <= text.length) bytes = new Uint8Array(text.length + (text.length >> 3) + 1);
  let { read, written } = ENCODER.encodeInto(text, bytes);
  if (read < text.length || written === bytes.length) {
    bytes = new Uint8Array(text.length * 3 + 1);
    ({ read, written } = ENCODER.encodeInto(text, bytes));
  }
  // No JSON goes on after a NUL.
  bytes[written] = 0;
  if (bytes.length <= LARGEST) scratch = bytes;
  return bytes;
}

/**
 * Reads on as long as a text is plain JSON, which is nearly always, and leaves everything else to the reader that knows
 * what people write. It looks at the text's UTF-8 and not at the text: an element of an array costs a fraction of
 * `charCodeAt`. Offsets are still UTF-16 code units; `surplus` is what they are less than the place in the bytes.
 */
export class PlainScanner {
  private readonly bytes: Uint8Array;
  private surplus: number;
  /** The offset up to which the place in the bytes is known. */
  private reached: number;

  constructor(
    private readonly text: string,
    from: number,
    private readonly nodes: NodeTable,
  ) {
    this.bytes = bytesOf(from > 0 ? text.slice(from) : text);
    this.surplus = -from;
    this.reached = from;
  }

  /** Goes on from where `reading` stands to the first thing that is not plain JSON, or is not closed. */
  run(reading: Reading): void {
    if (!this.follow(reading.at)) return;
    const { bytes, nodes } = this;
    let { open, inObject, depth, want } = reading;
    let { surplus } = this;
    let at = reading.at + surplus;
    let stop = at;
    for (;;) {
      let char = bytes[at];
      while (
        char === Char.Space ||
        char === Char.LineFeed ||
        char === Char.CarriageReturn ||
        char === Char.Tab
      )
        char = bytes[++at];
      stop = at;
      if (char === Char.Quote) {
        if (want !== Want.Value && want !== Want.KeyOrEnd) break;
        const start = at - surplus;
        const before = surplus;
        // The end of the string; what is none that JSON has is read again by somebody else.
        for (char = bytes[++at]; ; char = bytes[++at]) {
          while (char !== Char.Quote && char !== Char.Backslash && char >= Char.Space && char < 0x80)
            char = bytes[++at];
          if (char >= 0x80) surplus += char < 0xc0 ? 0 : char < 0xe0 ? 1 : 2;
          else if (char !== Char.Backslash) break;
          else if (this.isEscape(bytes[at + 1])) at++;
          else if (this.isUnicode(at)) at += 5;
          else break;
        }
        if (char !== Char.Quote) {
          surplus = before;
          break;
        }
        at++;
        nodes.add(Kind.String, start, at - surplus, open);
        if (want === Want.Value) want = Want.CommaOrEnd;
        else {
          want = Want.Colon;
          if (bytes[at] === Char.Colon) {
            at++;
            want = Want.Value;
          }
        }
      } else if (char === Char.Comma) {
        if (want !== Want.CommaOrEnd || open === NONE) break;
        at++;
        want = inObject ? Want.KeyOrEnd : Want.Value;
      } else if (char === Char.Colon) {
        if (want !== Want.Colon) break;
        at++;
        want = Want.Value;
      } else if (char === Char.OpenObject || char === Char.OpenArray) {
        if (want !== Want.Value || depth === MAX_DEPTH) break;
        inObject = char === Char.OpenObject;
        // Placeholders and comments of templates begin like an object.
        if (inObject && !beginsObject(bytes[at + 1])) {
          inObject = open !== NONE && nodes.kind(open) === Kind.Object;
          break;
        }
        const start = at - surplus;
        open = nodes.add(inObject ? Kind.Object : Kind.Array, start, start + 1, open);
        want = inObject ? Want.KeyOrEnd : Want.Value;
        depth++;
        at++;
      } else if (char === Char.CloseObject || char === Char.CloseArray) {
        const ends = inObject ? want === Want.KeyOrEnd || want === Want.CommaOrEnd : want !== Want.Colon;
        if (open === NONE || !ends || inObject !== (char === Char.CloseObject)) break;
        at++;
        open = nodes.close(open, at - surplus);
        inObject = open !== NONE && nodes.kind(open) === Kind.Object;
        want = Want.CommaOrEnd;
        depth--;
      } else {
        const end = want === Want.Value ? this.valueEnd(at, char) : at;
        if (end === at) break;
        nodes.add(plainKind(char), at - surplus, end - surplus, open);
        at = end;
        want = Want.CommaOrEnd;
      }
      // What follows the document is not plain JSON.
      if (open === NONE) {
        stop = at;
        break;
      }
    }
    this.surplus = surplus;
    this.reached = stop - surplus;
    reading.at = this.reached;
    reading.open = open;
    reading.inObject = inObject;
    reading.depth = depth;
    reading.want = want;
  }

  /** Finds the place in the bytes of an offset that another reader has come to; false inside of a character. */
  private follow(offset: number): boolean {
    const { text } = this;
    while (this.reached < offset) {
      const code = text.codePointAt(this.reached)!;
      this.surplus += code < 0x80 ? 0 : code < 0x800 ? 1 : 2;
      this.reached += code > 0xffff ? 2 : 1;
    }
    return this.reached === offset;
  }

  private isEscape(char: number): boolean {
    return char !== 117 && ESCAPED.has(char);
  }

  private isUnicode(at: number): boolean {
    if (this.bytes[at + 1] !== 117) return false;
    for (let digit = at + 2; digit < at + 6; digit++) if (!isHex(this.bytes[digit])) return false;
    return true;
  }

  /** The end of a literal or of a number without an exponent; `at` itself where none stands or something is joined to it. */
  private valueEnd(at: number, first: number): number {
    const { bytes } = this;
    let end = at;
    if (first === Char.LowerT || first === Char.LowerF || first === Char.LowerN) {
      const letters = LETTERS[first];
      while (end - at < letters.length && bytes[end] === letters.charCodeAt(end - at)) end++;
      if (end - at < letters.length) return at;
    } else {
      if (first === MINUS) end++;
      const digits = end;
      while (isDigit(bytes[end])) end++;
      if (end === digits || (bytes[digits] === ZERO && end > digits + 1)) return at;
      if (bytes[end] === DOT) {
        const fraction = ++end;
        while (isDigit(bytes[end])) end++;
        if (end === fraction) return at;
      }
    }
    return endsValue(bytes[end]) ? end : at;
  }
}

const MINUS = 45;
const DOT = 46;
const ZERO = 48;
const ESCAPED = new Set([...'"\\/bfnrt'].map((char) => char.charCodeAt(0)));

const isDigit = (char: number): boolean => char >= ZERO && char < ZERO + 10;
const isHex = (char: number): boolean => isDigit(char) || ((char | 32) > 96 && (char | 32) < 103);

function beginsObject(next: number): boolean {
  switch (next) {
    case Char.Quote:
    case Char.LineFeed:
    case Char.CarriageReturn:
    case Char.Space:
    case Char.CloseObject:
      return true;
    default:
      return false;
  }
}

function endsValue(char: number): boolean {
  switch (char) {
    case Char.Comma:
    case Char.LineFeed:
    case Char.CarriageReturn:
    case Char.Space:
    case Char.CloseObject:
    case Char.CloseArray:
      return true;
    default:
      return false;
  }
}

/** What a literal or number is, by its first character. */
export function plainKind(first: number): Kind {
  switch (first) {
    case Char.LowerT:
      return Kind.True;
    case Char.LowerF:
      return Kind.False;
    case Char.LowerN:
      return Kind.Null;
    default:
      return Kind.Number;
  }
}
