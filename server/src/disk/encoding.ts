/** A file's text, and how to turn a changed text back into bytes of the same kind. */
export interface Decoded {
  readonly text: string;
  encode(text: string): Uint8Array;
}

const MARKS = [
  { label: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { label: 'utf-16le', bytes: [0xff, 0xfe] },
  { label: 'utf-16be', bytes: [0xfe, 0xff] },
] as const;
type Label = (typeof MARKS)[number]['label'];

/** Reads UTF-8, or what a byte order mark says. Undefined where the bytes are not text in that encoding: writing
 * them back would lose some. */
export function decode(bytes: Uint8Array): Decoded | undefined {
  const mark = MARKS.find((one) => one.bytes.every((byte, place) => bytes[place] === byte));
  const label = mark?.label ?? 'utf-8';
  const head = mark?.bytes ?? [];
  const encode = (text: string): Uint8Array => {
    const body = encodeAs(label, text);
    const whole = new Uint8Array(head.length + body.length);
    whole.set(head);
    whole.set(body, head.length);
    return whole;
  };
  try {
    const text = new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(bytes.subarray(head.length));
    return { text, encode };
  } catch {
    return undefined;
  }
}

/** A text as bytes of UTF-8, without a mark. */
export const encodeUtf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

function encodeAs(label: Label, text: string): Uint8Array {
  if (label === 'utf-8') return encodeUtf8(text);
  const bytes = new DataView(new ArrayBuffer(text.length * 2));
  for (let at = 0; at < text.length; at++) bytes.setUint16(at * 2, text.charCodeAt(at), label === 'utf-16le');
  return new Uint8Array(bytes.buffer);
}
