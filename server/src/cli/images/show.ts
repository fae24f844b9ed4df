import type { PlatformProcess } from '../../images/resolved';
import { type Message, message } from '../../l10n/message';

/** Characters that a terminal would obey, or that make a line read in another order, beyond those that JSON escapes. */
const TREACHEROUS = /[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;

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
  return JSON.stringify(words).replace(
    TREACHEROUS,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
