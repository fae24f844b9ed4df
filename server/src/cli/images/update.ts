import { readFileSync } from 'node:fs';
import { writeAtomically } from '../../disk/files';
import { entryOf, type ImageLock, sameProcess, writeLock } from '../../images/lock';
import { isFailure, type Resolution, type ResolvedImage } from '../../images/resolved';
import { message } from '../../l10n/message';
import type { Resolver } from '../../registry/resolver';
import type { ImagesArguments } from '../args';
import { shownPath } from '../paths';
import type { Terminal } from '../terminal';
import { brokenLock, processText, shortDigest } from './show';
import { type LockUse, lookAt } from './uses';

/** Looks images up and keeps what they run in the lock. */
export async function update(
  operands: readonly string[],
  values: ImagesArguments['values'],
  terminal: Terminal,
): Promise<number> {
  const { locks, unreadable } = await lookAt(operands, values, terminal);
  const { Resolver } = await import('../../registry/resolver');
  const resolver = new Resolver();
  let code = unreadable > 0 ? 2 : 0;
  for (const use of locks)
    code = Math.max(code, await updateLock(use, values.all ?? false, resolver, terminal));
  if (locks.every(({ used, found }) => used.size === 0 && !found))
    terminal.note(terminal.say(message('images.nothing')));
  return code;
}

async function updateLock(
  use: LockUse,
  all: boolean,
  resolver: Resolver,
  terminal: Terminal,
): Promise<number> {
  const { found, used, needed, templates } = use;
  if (found?.problem) {
    terminal.note(terminal.say(brokenLock(shownPath(found.path), found.problem)));
    return 2;
  }
  for (const image of templates) terminal.note(terminal.say(message('images.template', { image })));
  const old = found?.lock ?? {};
  // What is kept is kept true: an image that is no longer unknown may still be in the lock, and in use.
  const asked = [...used].filter((image) => all || needed.has(image) || entryOf(old, image)).sort();
  const answers = await ask(asked, resolver, terminal);
  const next: Record<string, ResolvedImage> = Object.fromEntries(
    Object.entries(old).filter(([image]) => used.has(image) || !use.isComplete),
  );
  for (const [image, answer] of answers) {
    if (!isFailure(answer)) next[image] = answer;
    explain(image, answer, entryOf(old, image), terminal);
  }
  for (const image of Object.keys(old)) {
    if (!entryOf(next, image)) terminal.print(`${terminal.say(message('images.dropped', { image }))}\n`);
  }
  if (!save(use, next, terminal)) return 2;
  return [...answers.values()].some(isFailure) ? 1 : 0;
}

async function ask(
  images: readonly string[],
  resolver: Resolver,
  terminal: Terminal,
): Promise<Map<string, Resolution>> {
  let done = 0;
  terminal.progress(`0/${images.length}`);
  const answers = images.map(async (image): Promise<[string, Resolution]> => {
    const answer = await resolver.resolve(image);
    terminal.progress(`${++done}/${images.length} ${image}`);
    return [image, answer];
  });
  const all = await Promise.all(answers);
  terminal.progress('');
  return new Map(all);
}

/** What is new about an image: a tag that points elsewhere now, and what that changes. */
function explain(
  image: string,
  answer: Resolution,
  old: ResolvedImage | undefined,
  terminal: Terminal,
): void {
  if (isFailure(answer)) {
    terminal.note(terminal.say(answer.message));
    if (old) terminal.note(`  ${terminal.say(message('images.kept'))}`);
    return;
  }
  const digest = shortDigest(answer.digest);
  const say = (
    key: 'images.added' | 'images.unchanged' | 'images.moved',
    args: Record<string, string>,
  ): void => terminal.print(`${terminal.say(message(key, { image, ...args }))}\n`);
  if (!old) say('images.added', { digest });
  else if (old.digest === answer.digest) say('images.unchanged', { digest });
  else say('images.moved', { old: shortDigest(old.digest), digest });
  if (!old) return;
  for (const [platform, process] of Object.entries(answer.platforms)) {
    const before = old.platforms[platform];
    if (!before || sameProcess(before, process)) continue;
    const args = { platform, before: processText(before), now: processText(process) };
    terminal.print(`  ${terminal.say(message('images.processChanged', args))}\n`);
  }
}

/** Keeps the lock; false where it cannot be written. */
function save({ path, found }: LockUse, lock: ImageLock, terminal: Terminal): boolean {
  // No image, no lock: nothing is written where nothing was.
  if (!found && Object.keys(lock).length === 0) return true;
  const text = writeLock(lock);
  const shown = shownPath(path);
  try {
    if (found && readFileSync(path, 'utf8') === text) {
      terminal.note(terminal.say(message('protect.unchanged', { path: shown })));
      return true;
    }
    writeAtomically(path, Buffer.from(text));
  } catch (error) {
    const problem = (error as Error).message;
    terminal.note(terminal.say(message('usage.unwritable', { path: shown, problem })));
    return false;
  }
  terminal.note(terminal.say(message('protect.written', { path: shown })));
  return true;
}
