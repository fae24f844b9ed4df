import type { Change, TextEdit } from './edits';
import type { NodeId, Tree } from './tree';

/** How a syntax is read back and written: what the rest of the program need not know about JSON, YAML or HCL. */
export interface Syntax {
  /** What a string says, from how it is written. */
  decode(source: string): string;
  /** Names are read as others than they are written. */
  readonly renames?: boolean;
  /** The edits that carry out changes of nodes of this syntax, in order and without overlaps. */
  print(tree: Tree, changes: readonly Change[]): TextEdit[];
  /** The edits of a whole document with those that keep it as the syntax's own formatter writes it. */
  settle?(text: string, edits: readonly TextEdit[]): TextEdit[];
  /** What starts a comment up to the end of its line. */
  readonly lineComment: string;
  /** A node as it has to be written in another place: there, or in another syntax of the same document. */
  copy(tree: Tree, node: NodeId): Copied;
  /** Strings as places for text in another language; absent where we do not write into them. */
  readonly embedded?: {
    /** For each UTF-16 unit of what a string says, and for its end, the offset in its source. */
    starts(source: string): Int32Array;
    /** A piece of such a text as it stands in the string. */
    write(text: string): string;
  };
}

/** A value that is taken over from elsewhere in the document. */
export interface Copied {
  /** What the author wrote. */
  readonly source: string;
  /** What the lines after the first begin with. */
  readonly indent: string;
  /** The same on one line, as it can stand in YAML's brackets; absent where it cannot, and in other syntaxes. */
  readonly flow?: string;
  /** It stands on lines of its own, below its key. */
  readonly isBlock: boolean;
  /** The same as text with the syntax's own interpolations, where another syntax needs it. */
  readonly template: string;
}
