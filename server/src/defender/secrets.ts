import type { TaskDefinition } from '../ecs/task';
import type { Written } from '../profile/given';
import type { Change } from '../syntax/edits';
import { Kind, type NodeId } from '../syntax/tree';
import { writeList } from './entryPoint';
import type { Sidecar } from './generations';

/** The shapes of the Defender's two secrets (fargate-defender.md section 1). */
const BUNDLE_START = 'eyJzZWNyZXRzIjp7';
const TOKEN = /\/tw_[a-z0-9]{32}\//;

/** The texts of a task that hold an install bundle. */
export function bundlesIn(task: TaskDefinition): NodeId[] {
  return textsWith(task, BUNDLE_START, (text) => text.includes(BUNDLE_START));
}

/** The texts of a task that hold an access token of Palo Alto Networks' registry. */
export function tokensIn(task: TaskDefinition): NodeId[] {
  return textsWith(task, '/tw_', (text) => TOKEN.test(text));
}

/** What keeps a text from being an install bundle; undefined where nothing does. */
export function bundleFault(text: string): 'empty' | 'undecodable' | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return 'empty';
  if (!/^[A-Za-z0-9+/_-]+=*$/.test(trimmed)) return 'undecodable';
  // Every bundle seen is base64 of a JSON object: these two characters are what an opening brace becomes.
  return /^e[w-z0-3]/.test(trimmed) ? undefined : 'undecodable';
}

/** A quick look at the text first: nearly no document holds any. */
function textsWith(
  { tree, containersNode, struct, containers }: TaskDefinition,
  sign: string,
  fits: (text: string) => boolean,
) {
  if (!tree.text.includes(sign)) return [];
  const found = new Set<NodeId>();
  // A container that a module makes stands outside of the task.
  for (const root of [struct?.node ?? containersNode, ...containers.map(({ id }) => id)]) {
    for (let node = root; node < tree.after(root); node++) {
      if (tree.kind(node) === Kind.String && fits(tree.string(node))) found.add(node);
    }
  }
  return [...found];
}

/** Makes the sidecar take its install bundle from a secret; undefined where a template stands in the way. */
export function referToSecret({ container, wiring }: Sidecar, valueFrom: Written): Change[] | undefined {
  const variable = wiring.variables.get('INSTALL_BUNDLE');
  if (!variable) return undefined;
  const { value, struct } = variable;
  if (variable.isSecret) {
    if (value.key < 0) return [{ op: 'set', object: struct.node, key: 'valueFrom', value: valueFrom }];
    const isThere = value.isPlaceholder || value.text === valueFrom;
    return isThere ? [] : [{ op: 'replace', node: value.node, value: valueFrom }];
  }
  const secrets = container.field('secrets');
  if (secrets.isOpaque) return undefined;
  return [
    { op: 'remove', node: variable.struct.node },
    writeList(container, secrets, [{ name: 'INSTALL_BUNDLE', valueFrom }]),
  ];
}
