import type { TextEdit } from './edits';
import { lastAtOrBefore } from './search';
import type { NodeId, Tree } from './tree';

/** Text in another language that stands in a string of a document: what it says, and the way between its offsets and
 * the document's. All offsets are UTF-16 code units. */
export interface Region {
  readonly node: NodeId;
  /** The text as its own language reads it. */
  readonly text: string;
  /** Where the text begins and ends in the document, without what encloses it. */
  readonly start: number;
  readonly end: number;
  /** The document's offset of an offset of the text. */
  outside(offset: number): number;
  /** The text's offset at an offset of the document; what stands inside of an escape belongs to what it stands for. */
  inside(offset: number): number;
  /** A piece of such a text as it stands in the document. */
  write(text: string): string;
}

/** The text in a string; undefined where its syntax does not say how to write into one. */
export function regionOf(tree: Tree, node: NodeId): Region | undefined {
  const { embedded } = tree.syntaxOf(node);
  if (!embedded) return undefined;
  const text = tree.string(node);
  const starts = embedded.starts(tree.source(node));
  const base = tree.start(node);
  return {
    node,
    text,
    start: base + starts[0],
    end: base + starts[text.length],
    outside: (offset) => base + starts[Math.max(0, Math.min(offset, text.length))],
    inside: (offset) => Math.max(0, lastAtOrBefore(starts, offset - base)),
    write: embedded.write,
  };
}

/** An edit of the text as one of the document. */
export function outside(region: Region, { start, end, text }: TextEdit): TextEdit {
  return { start: region.outside(start), end: region.outside(end), text: region.write(text) };
}
