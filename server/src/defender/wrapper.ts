import type { Container } from '../ecs/task';
import { type Change, Raw } from '../syntax/edits';
import { NONE } from '../syntax/tree';
import type { Field } from '../syntax/view';
import { WRAPPER_ARGUMENTS } from './vocabulary';

/** The wrapper's path in each generation, newest first. */
export const WRAPPER_PATHS = [
  '/var/lib/twistlock/fargate/defender',
  '/var/lib/twistlock/fargate/fargate_defender.sh',
  '/twistlock/fargate_defender.sh',
] as const;

/** One place where a container is started through the Defender. */
export interface Wrapper {
  readonly field: 'entryPoint' | 'command';
  /** Place of the item in its list. */
  readonly item: number;
  readonly path: string;
  /** The wrapper is a word inside a shell string rather than an item of its own. */
  readonly inShell: boolean;
  /** `fargate entrypoint` follows, as it must. */
  readonly complete: boolean;
}

/** Every start of the wrapper in `entryPoint` and `command`, in the order in which they would run. */
export function findWrappers(container: Container): Wrapper[] {
  return [
    ...inList('entryPoint', container.field('entryPoint')),
    ...inList('command', container.field('command')),
  ];
}

/** Where a wrapper stands in the text: its item, or the string it is a word of. */
export function wrapperSpan(container: Container, { field, item }: Wrapper): { start: number; end: number } {
  const list = container.field(field);
  const node = list.items[item] ?? list.node;
  return { start: container.tree.start(node), end: container.tree.end(node) };
}

/** Exchanges the wrapper's path, in its item or everywhere in its shell string. */
export function replaceWrapper(
  container: Container,
  { field, item, inShell }: Wrapper,
  to: string,
): Change[] {
  const list = container.field(field);
  const node = list.items[item] ?? list.node;
  const { tree } = list;
  if (!inShell) return tree.string(node) === to ? [] : [{ op: 'replace', node, value: to }];
  const exchange = (text: string): string =>
    WRAPPER_PATHS.reduce((all, path) => all.replace(inText(path, 'g'), to), text);
  const source = tree.source(node);
  if (exchange(source) !== source) return [{ op: 'replace', node, value: new Raw(exchange(source)) }];
  // Escapes can hide the path from the source: then the text is written anew.
  const text = tree.string(node);
  return exchange(text) === text ? [] : [{ op: 'replace', node, value: exchange(text) }];
}

/** Where `fargate entrypoint` stands at the front of `entryPoint` and the wrapper's path before it is gone. */
export function hasOrphanArguments(container: Container): boolean {
  return container.field('entryPoint').beginsWith(WRAPPER_ARGUMENTS);
}

function inList(name: Wrapper['field'], field: Field): Wrapper[] {
  const { tree, isArray } = field;
  const found: Wrapper[] = [];
  let item = -1;
  for (
    let node = isArray ? tree.firstChild(field.node) : field.node;
    node !== NONE;
    node = isArray ? tree.nextSibling(node) : NONE
  ) {
    item++;
    // Nearly all are settled here, and nothing is decoded.
    if (!tree.mightSay(node, FOLDER)) continue;
    const text = tree.string(node);
    if (!text.includes(FOLDER)) continue;
    // ECS takes no text for a list; what stands in one is only looked for, never taken apart.
    const exact = isArray ? WRAPPER_PATHS.find((path) => path === text) : undefined;
    if (exact) {
      const complete = WRAPPER_ARGUMENTS.every((word, place) => field.strings[item + 1 + place] === word);
      found.push({ field: name, item, path: exact, inShell: false, complete });
    } else
      for (const { path, complete } of inShell(text))
        found.push({ field: name, item, path, inShell: true, complete });
  }
  return found;
}
/** All that is found here is about what lies in a folder of this name. */
const FOLDER = '/twistlock/';

/** Wrappers inside a shell string. Two count only where one starts the other: a script may have branches. */
function inShell(text: string): { path: string; complete: boolean }[] {
  for (const path of WRAPPER_PATHS) {
    const start = text.search(inText(path));
    if (start < 0) continue;
    const rest = text.slice(start + path.length);
    const complete = /^\s+fargate\s+entrypoint(?!\S)/.test(rest);
    const second = new RegExp(`^\\s+fargate\\s+entrypoint\\s+${literal(path)}(?!\\S)`).test(rest);
    return second
      ? [
          { path, complete },
          { path, complete },
        ]
      : [{ path, complete }];
  }
  return [];
}

/** A path as a word of its own inside a longer text. */
function inText(path: string, flags = ''): RegExp {
  return new RegExp(`${BEFORE_WORD}${literal(path)}(?![\\w/.-])`, flags);
}

export const BEFORE_WORD = '(?<![\\w/.\\\\-])';

/** The path in a pattern; JSON allows a slash to be escaped, so that it fits a string's source too. */
export function literal(text: string): string {
  return text.replace(/[.]/g, '\\$&').replace(/\//g, '\\\\?/');
}
