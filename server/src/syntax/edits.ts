import type { NodeId, Tree } from './tree';

/** Replace the text from `start` to `end` (UTF-16 offsets). */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Text that is written as it stands, in the place of a text of the same syntax. */
export class Raw {
  constructor(readonly text: string) {}
}

/** A value of this document that is written a second time, so that escapes and expressions stay what they are. */
export class Copy {
  constructor(
    readonly tree: Tree,
    readonly node: NodeId,
  ) {}
}

/** A value that only the deployment knows: an intrinsic function of CloudFormation, or an expression of Terraform. */
export class Expression {
  constructor(readonly code: string | { readonly [name: string]: unknown }) {}
}

export type Value =
  | string
  | number
  | boolean
  | null
  | Raw
  | Copy
  | Expression
  | readonly Value[]
  | { readonly [key: string]: Value };

/** One structural change, named by the nodes of the tree it is made against. */
export type Change =
  | { readonly op: 'set'; readonly object: NodeId; readonly key: string; readonly value: Value }
  | { readonly op: 'replace'; readonly node: NodeId; readonly value: Value }
  | { readonly op: 'before'; readonly item: NodeId; readonly values: readonly Value[] }
  | { readonly op: 'append'; readonly array: NodeId; readonly values: readonly Value[] }
  | { readonly op: 'remove'; readonly node: NodeId }
  | { readonly op: 'rename'; readonly key: NodeId; readonly name: string }
  /** A piece of what a string says, by its offsets in the decoded text. */
  | ({ readonly op: 'splice'; readonly node: NodeId } & TextEdit);

/** Applies edits that do not overlap, in whatever order they come. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}
