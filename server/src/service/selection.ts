import type { Span } from '../findings/finding';
import { Kind, NONE } from '../syntax/tree';
import type { Model } from './model';

/** What an ever wider selection at an offset takes in, from the inside out: a text without its quotes, the text, the
 * member with its key, the container, the list of containers, the task. */
export function selectionsAt({ tree }: Model, offset: number): Span[] {
  const found: Span[] = [];
  const add = (start: number, end: number): void => {
    const last = found.at(-1);
    const isWider = !last || (start <= last.start && end >= last.end && end - start > last.end - last.start);
    if (isWider && start <= offset && offset <= end) found.push({ start, end });
  };
  for (let node = tree.at(offset); node !== NONE; node = tree.parent(node)) {
    const start = tree.placeStart(node);
    const end = tree.placeEnd(node);
    const quote = /^\\?["']/.exec(tree.text.slice(start, start + 2))?.[0].length ?? 0;
    if (tree.kind(node) === Kind.String && quote > 0) add(start + quote, end - quote);
    add(start, end);
    const owner = tree.parent(node);
    if (owner === NONE || tree.kind(owner) !== Kind.Object) continue;
    const isKey = tree.children(owner).indexOf(node) % 2 === 0;
    const key = isKey ? node : node - 1;
    add(tree.placeStart(key), Math.max(tree.placeEnd(key), tree.placeEnd(key + 1)));
  }
  return found;
}
