/** A file's text, and how to turn a changed text back into bytes of the same kind. */
export interface Decoded {
  readonly text: string;
  encode(text: string): Buffer;
}

const MARKS = [
  { label: 'utf-8', bytes: Buffer.from([0xef, 0xbb, 0xbf]) },
  { label: 'utf-16le', bytes: Buffer.from([0xff, 0xfe]) },
  { label: 'utf-16be', bytes: Buffer.from([0xfe, 0xff]) },
] as const;

/** Reads UTF-8, or what a byte order mark says. Undefined where the bytes are not text in that encoding: writing
 * them back would lose some. */
export function decode(bytes: Buffer): Decoded | undefined {
  const mark = MARKS.find((one) => bytes.subarray(0, one.bytes.length).equals(one.bytes));
  const label = mark?.label ?? 'utf-8';
  const head = mark?.bytes ?? Buffer.alloc(0);
  const encode = (text: string): Buffer => Buffer.concat([head, encodeAs(label, text)]);
  try {
    const text = new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(bytes.subarray(head.length));
    return { text, encode };
  } catch {
    return undefined;
  }
}

function encodeAs(label: (typeof MARKS)[number]['label'], text: string): Buffer {
  if (label === 'utf-8') return Buffer.from(text, 'utf8');
  const bytes = Buffer.from(text, 'utf16le');
  return label === 'utf-16be' ? bytes.swap16() : bytes;
}
