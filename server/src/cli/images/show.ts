import type { PlatformProcess } from '../../images/resolved';
import { visible } from '../../l10n/escape';
import { type Message, message } from '../../l10n/message';

/** In the words of a Dockerfile. */
export function processText({ entryPoint, command }: PlatformProcess): string {
  return `ENTRYPOINT ${listText(entryPoint)} CMD ${listText(command)}`;
}

/** Enough of a digest to tell it from another by eye. */
export function shortDigest(digest: string): string {
  return digest.replace(/^(\w+:\w{12})\w*$/, '$1');
}

export function brokenLock(path: string, problem: Message): Message {
  return message('images.lockBroken', { path, problem: [problem] });
}

function listText(words: readonly string[]): string {
  return visible(JSON.stringify(words));
}
