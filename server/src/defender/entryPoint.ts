import type { Container } from '../ecs/task';
import { type Message, message } from '../l10n/message';
import type { ImageProcess } from '../profile/settings';
import { type Change, Copy, type Value } from '../syntax/edits';
import type { Field } from '../syntax/view';
import { hasDirective } from '../syntax/view';
import { PLACEHOLDERS, WRAPPER_ARGUMENTS } from './vocabulary';
import type { Wiring } from './wiring';

/** What `entryPoint` says: a list that can be wrapped, nothing (the image decides), or something we cannot wrap. */
export type Stated = 'stated' | 'unknown' | 'hidden' | 'malformed';

/** Absent, null and `[]` all leave the choice to the image. */
export function statedEntryPoint(container: Container): Stated {
  const field = container.field('entryPoint');
  if (field.isAbsent) return 'unknown';
  if (field.isOpaque) return 'hidden';
  // In quotes, a placeholder may still bring a list: Terraform's does, and so does a script's that takes the quotes too.
  if (!field.isArray) return field.isPlaceholder ? 'hidden' : 'malformed';
  if (field.items.length === 0) return 'unknown';
  return hasDirective(container.tree, field.node) ? 'hidden' : 'stated';
}

export function hasCommand(container: Container): boolean {
  const command = container.field('command');
  return (command.isPlaceholder && !command.isArray) || command.items.length > 0;
}

export interface Wrapping {
  readonly changes: readonly Change[];
  /** The image's CMD is lost because nobody has said what it is. */
  readonly dropsCommand?: boolean;
}

/**
 * Puts the wrapper in front of what a container runs (fargate-defender.md section 3.5). A stated entry point is
 * prefixed and `command` kept. Where only the image knows, `given` must say: with an entry point, CMD is written out
 * too unless the container has a `command`; without one, the wrapper starts `command`, which is CMD where it is absent.
 * `editable` writes a placeholder for what nobody has said.
 */
export function wrap(
  container: Container,
  wiring: Wiring,
  wrapper: string,
  given: ImageProcess | undefined,
  editable: boolean,
): Wrapping | Message {
  const name = container.name ?? '';
  const prefix = [wrapper, ...WRAPPER_ARGUMENTS];
  const entryPoint = container.field('entryPoint');
  const fault = prefixFault(wiring);
  const repair = fault && repairPrefix(container, wiring, wrapper, fault);
  if (fault && !repair) return message(`refused.${fault}`, { name });
  const started = wiring.wrappers.length > 0 || repair !== undefined;
  // A prefix that is completed at the end of all words has nothing behind it either.
  const nothingToRun = repair
    ? repair.op === 'append' && !hasCommand(container)
    : started && startsNothing(container, wiring);
  if (started && !nothingToRun) return { changes: repair ? [repair] : [] };

  const stated = nothingToRun ? 'unknown' : statedEntryPoint(container);
  if (stated === 'hidden') return message('refused.entryPointHidden', { name });
  const command = container.field('command');
  if (stated === 'malformed') return message('refused.notAList', { name, property: 'entryPoint' });
  if (stated === 'stated') return { changes: [{ op: 'before', item: entryPoint.items[0], values: prefix }] };
  if (!command.isAbsent && !command.isArray && !command.isPlaceholder) {
    return message('refused.notAList', { name, property: 'command' });
  }

  const process = given ?? (editable ? { entryPoint: [PLACEHOLDERS.entryPoint] } : undefined);
  if (!process) return message('refused.entryPointUnknown', unknownArguments(container));
  const cmd = process.command ?? [];
  const keepsCommand = hasCommand(container);
  if (process.entryPoint.length === 0 && !keepsCommand && cmd.length === 0) {
    return message('refused.nothingToRun', { name });
  }
  const missing = nothingToRun ? missingOf(repair) : prefix;
  const words = [...missing, ...process.entryPoint];
  const changes: Change[] = words.length > 0 ? [writeList(container, entryPoint, words)] : [];
  if (!keepsCommand && cmd.length > 0) changes.push(writeList(container, command, [...cmd]));
  return { changes, dropsCommand: !keepsCommand && process.command === undefined };
}

function missingOf(repair: Change | undefined): readonly Value[] {
  return repair?.op === 'append' ? repair.values : [];
}

export type PrefixFault = 'doubled' | 'incomplete' | 'misplaced' | 'pathless';

/** What is wrong with a prefix that is there: twice, cut off, not at the front, or without the wrapper's path. */
export function prefixFault(wiring: Wiring): PrefixFault | undefined {
  const { wrappers } = wiring;
  if (wrappers.length > 1) return 'doubled';
  const [wrapper] = wrappers;
  if (!wrapper) return wiring.orphanArguments ? 'pathless' : undefined;
  if (!wrapper.complete) return 'incomplete';
  return !wrapper.inShell && wrapper.field === 'entryPoint' && wrapper.item > 0 ? 'misplaced' : undefined;
}

/** Writes the words of the prefix that are missing; a doubled or misplaced one, or one in a shell string, needs eyes. */
export function repairPrefix(
  container: Container,
  wiring: Wiring,
  wrapper: string,
  fault: PrefixFault,
): Change | undefined {
  const entryPoint = container.field('entryPoint');
  if (fault === 'pathless') return { op: 'before', item: entryPoint.items[0], values: [wrapper] };
  const [found] = wiring.wrappers;
  if (fault !== 'incomplete' || found.inShell) return undefined;
  const list = container.field(found.field);
  const first = list.strings[found.item + 1];
  const words = first === WRAPPER_ARGUMENTS[0] ? WRAPPER_ARGUMENTS.slice(1) : WRAPPER_ARGUMENTS;
  const next = list.items[found.item + 1 + WRAPPER_ARGUMENTS.length - words.length];
  return next === undefined
    ? { op: 'append', array: list.node, values: words }
    : { op: 'before', item: next, values: words };
}

/** The wrapper is all that would run: nothing follows it, and `command` is empty. */
export function startsNothing(container: Container, wiring: Wiring): boolean {
  const [wrapper] = wiring.wrappers;
  if (wiring.wrappers.length !== 1 || wrapper.inShell || !wrapper.complete || wrapper.field !== 'entryPoint')
    return false;
  const follows = container.field('entryPoint').items.length > wrapper.item + 1 + WRAPPER_ARGUMENTS.length;
  return !follows && !hasCommand(container);
}

/** The arguments of the refusal: what the container is called, and the image to look into. */
function unknownArguments(container: Container): Record<string, string> {
  const image = container.field('image').text ?? '';
  return { name: container.name ?? '', image };
}

/** Writes a list property, whatever stands in its place: nothing, null, or a list that grows. */
export function writeList(container: Container, field: Field, values: readonly Value[]): Change {
  if (field.isArray) return { op: 'append', array: field.node, values };
  if (field.state === 'null') return { op: 'replace', node: field.node, value: values };
  return { op: 'set', object: container.struct.node, key: field.name, value: values };
}

/** A copy of a value as it was written, so that escapes and placeholders stay what they are. */
export function copyOf(field: Field): Copy {
  return new Copy(field.tree, field.node);
}
