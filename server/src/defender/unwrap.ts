import type { Container } from '../ecs/task';
import type { ImageProcess } from '../profile/settings';
import { type Change, Raw } from '../syntax/edits';
import type { NodeId } from '../syntax/tree';
import type { Field } from '../syntax/view';
import { wordsAre } from './generations';
import { PLACEHOLDERS, WRAPPER_ARGUMENTS } from './vocabulary';
import { BEFORE_WORD, literal, WRAPPER_PATHS } from './wrapper';

/** How a list of words comes out once the wrapper is taken from it. */
export interface Unwrapped {
  /** The items that go. */
  readonly removed: readonly NodeId[];
  /** Shell strings without the wrapper in them. */
  readonly rewritten: readonly Change[];
  /** The words that stay. */
  readonly words: readonly (string | undefined)[];
}

/** Takes every start of the wrapper out of `entryPoint` or `command`, of any generation, whole or cut off. */
export function unwrapList(field: Field): Unwrapped {
  const { tree } = field;
  const texts = field.strings;
  const removed: NodeId[] = [];
  const rewritten: Extract<Change, { op: 'replace' }>[] = [];
  const kept: NodeId[] = [];
  const words: (string | undefined)[] = [];
  let follows = -1;
  for (const [place, item] of field.items.entries()) {
    const text = texts[place];
    if (text !== undefined && (WRAPPER_PATHS as readonly string[]).includes(text)) {
      removed.push(item);
      follows = 0;
    } else if (follows >= 0 && follows < WRAPPER_ARGUMENTS.length && text === WRAPPER_ARGUMENTS[follows]) {
      removed.push(item);
      follows++;
    } else {
      follows = -1;
      const bare = text === undefined ? undefined : withoutWrapper(text);
      if (text !== undefined && bare !== text) {
        const source = withoutWrapper(tree.source(item));
        // An escape inside the wrapper's own words hides it from the source: then the text is written anew.
        const isPlain = source !== tree.source(item);
        rewritten.push({ op: 'replace', node: item, value: isPlain ? new Raw(source) : bare! });
      }
      kept.push(item);
      words.push(bare);
    }
  }
  // Words whose path has gone, or was cut out just now, stand at the front.
  const isOrphan = (): boolean => WRAPPER_ARGUMENTS.every((word, place) => words[place] === word);
  while (field.name === 'entryPoint' && isOrphan()) {
    removed.push(...kept.splice(0, WRAPPER_ARGUMENTS.length));
    words.splice(0, WRAPPER_ARGUMENTS.length);
  }
  return { removed, rewritten: rewritten.filter(({ node }) => !removed.includes(node)), words };
}

const IN_SHELL = new RegExp(
  `${BEFORE_WORD}(?:${WRAPPER_PATHS.map(literal).join('|')})(?:[ \\t]+${WRAPPER_ARGUMENTS[0]}(?:[ \\t]+${WRAPPER_ARGUMENTS[1]})?)?(?![\\w/.-])[ \\t]*`,
  'g',
);

function withoutWrapper(text: string): string {
  return text.includes('twistlock') ? text.replace(IN_SHELL, '') : text;
}

/** The changes that carry an `Unwrapped` out; a list from which all goes, goes itself. */
export function unwrapChanges(field: Field, { removed, rewritten, words }: Unwrapped): Change[] {
  if (removed.length > 0 && words.length === 0) return [{ op: 'remove', node: field.key }];
  return [...removed.map((node): Change => ({ op: 'remove', node })), ...rewritten];
}

/**
 * Whether the entry point behind the prefix was written by protect, as far as the document tells: it adds properties
 * at the end, in the order dependsOn, entryPoint, command and then the others.
 */
export function wasWrittenByProtect(container: Container, ours: ReadonlySet<NodeId>): boolean {
  const { tree, struct } = container;
  const entryPoint = container.field('entryPoint').key;
  const dependsOn = container.field('dependsOn').key;
  const behind = struct.keys.slice(struct.keys.indexOf(entryPoint) + 1);
  const isOurs = behind.every((key) => ours.has(key) || tree.reads(key, 'command'));
  return isOurs && ours.has(dependsOn) && dependsOn < entryPoint;
}

/** Whether the words are those that a source supplies for the image's ENTRYPOINT. */
export function isSupplied(words: Unwrapped['words'], process: ImageProcess | undefined): boolean {
  return (
    words.length === 0 ||
    wordsAre(words, [PLACEHOLDERS.entryPoint]) ||
    (process !== undefined && wordsAre(words, process.entryPoint))
  );
}
