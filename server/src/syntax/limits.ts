import type { Dialect } from './dialect';
import type { Syntax } from './syntax';
import { Kind, NONE, type SyntaxFault, Tree } from './tree';
import { within } from './within';

/** Texts that are longer are not read, in UTF-16 code units: what is read is read again while its author types. */
export const LONGEST = 20_000_000;
/** A document of more nodes is not looked into. */
export const MOST_NODES = 2_000_000;

/** What is wrong with a document for us only: no other reader says it. */
export const OWN_LIMITS: ReadonlySet<string> = new Set<SyntaxFault['code']>([
  'too-deep',
  'too-many',
  'too-long',
]);

/** Whether nothing of a text was read. */
export function isUnread(tree: Tree): boolean {
  return tree.size === 1 && tree.kind(0) === Kind.Opaque && tree.faults.length > 0;
}

/** The tree of a text that is not read: one value that nobody can see, and why. */
export function unread(
  text: string,
  syntax: Syntax,
  code: SyntaxFault['code'],
  dialect: Dialect = 'api',
  at = 0,
): Tree {
  const one = (value: number): Int32Array => Int32Array.of(value);
  const faults = [{ code, start: at, end: Math.min(at + 1, text.length) }];
  const kinds = Uint8Array.of(Kind.Opaque);
  const links = [one(0), one(text.length), one(NONE), one(1)] as const;
  return new Tree(
    text,
    1,
    kinds,
    ...links,
    faults,
    dialect,
    [syntax],
    undefined,
    within([]),
    new Map(),
    new Set(),
  );
}
