import type { Copied } from '../syntax';
import type { NodeId, Tree } from '../tree';

/** What differs between the syntaxes that write lists and objects in brackets. */
export interface Notation {
  /** A text, number, truth value or null. */
  scalar(value: string | number | boolean | null): string;
  /** A key, without what follows it. */
  key(name: string): string;
  /** The name of an argument, where the members are those of a block. */
  argument?(name: string): string;
  /** Where an argument ends, which may hold more than its value. */
  argumentEnd?(text: string, start: number): number;
  /** What stands between key and value where nothing shows it. */
  readonly colon: string;
  /** What a colon of this syntax looks like, with the blanks around it. */
  readonly colonPattern: RegExp;
  /** The end of the comment at `at`; `at` itself where none starts. */
  commentEnd(text: string, at: number): number;
  /** Members on lines of their own need no comma. */
  readonly isLineSeparated?: boolean;
  /** Brackets stand in blocks whose indentation counts: what begins on the line of the outermost one must end there. */
  readonly standsInBlocks?: boolean;
  /** `{ a = 1 }` rather than `{a = 1}` where nothing shows it. */
  readonly padsObjects?: boolean;
  /** Signs on neighbouring lines are lined up afterwards. */
  readonly aligns?: boolean;
  /** An expression that only the deployment knows; undefined where it is an object like any other. */
  expression(code: string | { readonly [name: string]: unknown }): string | undefined;
  copy(tree: Tree, node: NodeId): Copied;
  /** The same with texts written as this one is, where the syntax leaves a choice. */
  like?(source: string): Notation;
}
