import { sameProcess } from '../../images/lock';
import type { PlatformProcess } from '../../images/resolved';
import { visible } from '../../l10n/escape';
import { mask } from '../../l10n/mask';
import { message } from '../../l10n/message';
import { type ImagesArguments, oneOf } from '../args';
import { shownPath } from '../paths';
import type { Terminal } from '../terminal';
import { brokenLock, processText, shortDigest } from './show';
import { type LockUse, lookAt } from './uses';

/** Shows what the locks hold, without asking anyone. */
export async function list(
  operands: readonly string[],
  values: ImagesArguments['values'],
  terminal: Terminal,
): Promise<number> {
  const format = oneOf('format', values.format ?? 'text', ['text', 'json']);
  const { locks, unreadable } = await lookAt(operands, values, terminal);
  const there = locks.filter(({ found }) => found);
  for (const { found } of there) {
    if (found?.problem) terminal.note(terminal.say(brokenLock(shownPath(found.path), found.problem)));
  }
  const sound = there.filter(({ found }) => found?.lock);
  if (there.length === 0) terminal.note(terminal.say(message('images.noLock')));
  terminal.print(mask(format === 'json' ? json(sound) : sound.map((use) => text(use, terminal)).join('')));
  return unreadable > 0 || sound.length < there.length ? 2 : 0;
}

function json(locks: readonly LockUse[]): string {
  const rows = locks.map((use) => ({
    file: shownPath(use.path),
    images: Object.entries(use.found!.lock!).map(([image, { digest, platforms }]) => ({
      image,
      digest,
      used: !isUnused(use, image),
      platforms,
    })),
  }));
  return `${JSON.stringify(rows, null, 2)}\n`;
}

function text(use: LockUse, terminal: Terminal): string {
  const lines = [terminal.colour('bold', visible(shownPath(use.path)))];
  for (const [image, { digest, platforms }] of Object.entries(use.found!.lock!)) {
    const unused = isUnused(use, image) ? `  ${terminal.say(message('images.unused'))}` : '';
    lines.push(`  ${visible(image)}  ${shortDigest(digest)}${unused}`);
    for (const [names, process] of grouped(platforms))
      lines.push(visible(`    ${names}  ${processText(process)}`));
  }
  return `${lines.join('\n')}\n`;
}

/** Platforms that run the same stand on one line. */
function grouped(platforms: Readonly<Record<string, PlatformProcess>>): [string, PlatformProcess][] {
  const groups: { names: string[]; process: PlatformProcess }[] = [];
  for (const [name, process] of Object.entries(platforms)) {
    const group = groups.find((one) => sameProcess(one.process, process));
    if (group) group.names.push(name);
    else groups.push({ names: [name], process });
  }
  return groups.map(({ names, process }) => [names.join(', '), process]);
}

/** Only said where every document that could use it was looked at. */
function isUnused({ isComplete, used }: LockUse, image: string): boolean {
  return isComplete && !used.has(image);
}
