import type { Container, TaskDefinition } from '../ecs/task';
import type { ImageProcess } from '../profile/settings';
import type { Change, Value } from '../syntax/edits';
import { Kind, type NodeId } from '../syntax/tree';
import { hasCommand, writeList } from './entryPoint';
import type { SidecarValues } from './sidecar';
import { isOurPlaceholder, PLACEHOLDERS, type PlaceholderName } from './vocabulary';

/** One of our placeholders that an earlier edit has left for somebody to fill in. */
export interface Placeholder {
  readonly name: PlaceholderName;
  readonly node: NodeId;
  /** The container whose entry point it stands in. */
  readonly container?: Container;
}

const NAMES = Object.keys(PLACEHOLDERS) as PlaceholderName[];

export function placeholdersOf(task: TaskDefinition): Placeholder[] {
  const { tree, containersNode } = task;
  if (tree.kind(containersNode) !== Kind.Array || !tree.says('<')) return [];
  const found: Placeholder[] = [];
  for (let node = containersNode; node < tree.after(containersNode); node++) {
    if (tree.kind(node) !== Kind.String) continue;
    const [first, second] = tree.text.slice(tree.start(node), tree.start(node) + 2);
    if (first !== '<' && second !== '<') continue;
    const text = tree.string(node);
    if (!isOurPlaceholder(text)) continue;
    const name = NAMES.find((one) => PLACEHOLDERS[one] === text)!;
    const container = task.containers.find((one) => one.field('entryPoint').node === tree.parent(node));
    found.push({ name, node, container });
  }
  return found;
}

/** Fills a placeholder with the value that has become known meanwhile. */
export function fillValue(placeholder: Placeholder, inputs: Partial<SidecarValues>): Change | undefined {
  const { node, name } = placeholder;
  const { image, wsAddress, bundle } = inputs;
  // A bundle in clear text does not belong where a secret's ARN is wanted.
  const secret = bundle && 'secret' in bundle ? bundle.secret : undefined;
  const value = { image, wsAddress, installBundle: secret, entryPoint: undefined }[name];
  return value === undefined ? undefined : { op: 'replace', node, value };
}

/** Writes what the image runs in place of `<entry-point>`. */
export function fillEntryPoint({ node, container }: Placeholder, process: ImageProcess): Change[] {
  const words: readonly Value[] = process.entryPoint;
  const last = words[words.length - 1];
  const changes: Change[] =
    last === undefined
      ? [{ op: 'remove', node }]
      : [
          { op: 'before', item: node, values: words.slice(0, -1) },
          { op: 'replace', node, value: last },
        ];
  if (container && !hasCommand(container) && process.command?.length) {
    changes.push(writeList(container, container.field('command'), process.command));
  }
  return changes.filter((change) => change.op !== 'before' || change.values.length > 0);
}
