import type { Container } from '../ecs/task';
import { type Message, message } from '../l10n/message';
import type { Change, Value } from '../syntax/edits';
import { Kind, NONE, type NodeId, type Tree } from '../syntax/tree';
import { type Field, hasDirective, Struct } from '../syntax/view';
import { writeList } from './entryPoint';
import { hasValue } from './parts';
import { PTRACE } from './vocabulary';
import type { Wiring } from './wiring';

/** Adds environment variables after those that are there; one that is there without a value gets it. */
export function mergeVariables(
  container: Container,
  wiring: Wiring,
  wanted: readonly (readonly [string, Value])[],
): Change[] {
  const changes: Change[] = [];
  const added: Value[] = [];
  for (const [name, value] of wanted) {
    if (hasValue(wiring, name)) continue;
    const variable = wiring.variables.get(name);
    if (!variable) added.push({ name, value });
    else if (variable.value.key >= 0) changes.push({ op: 'replace', node: variable.value.node, value });
    else
      changes.push({
        op: 'set',
        object: variable.struct.node,
        key: variable.isSecret ? 'valueFrom' : 'value',
        value,
      });
  }
  if (added.length > 0) changes.push(writeList(container, container.field('environment'), added));
  return changes;
}

/** Adds one item to a list of the container. */
export function mergeItem(container: Container, list: string, item: Value): Change {
  return writeList(container, container.field(list), [item]);
}

/** Adds SYS_PTRACE at the depth that is missing. */
export function mergePtrace(container: Container): Change {
  let struct = container.struct;
  for (const [key, value] of PTRACE_LEVELS) {
    const field = struct.field(key);
    if (field.state === 'absent') return { op: 'set', object: struct.node, key, value };
    if (field.state === 'null') return { op: 'replace', node: field.node, value };
    if (field.isArray) return { op: 'append', array: field.node, values: [PTRACE] };
    struct = new Struct(container.tree, field.node);
  }
  throw new Error('a capability list is a list, null or absent');
}
const PTRACE_LEVELS: readonly [key: string, value: Value][] = [
  ['linuxParameters', { capabilities: { add: [PTRACE] } }],
  ['capabilities', { add: [PTRACE] }],
  ['add', [PTRACE]],
];

/** What the wiring of a container reads or writes. */
export const MEMBERS = [
  'name',
  'image',
  'entryPoint',
  'command',
  'environment',
  'secrets',
  'dependsOn',
  'volumesFrom',
  'linuxParameters',
];

/** Why a container's lists cannot take further items, or undefined where they can. */
export function mergeObstacle(container: Container, lists: readonly string[]): Message | undefined {
  const { tree } = container;
  const name = container.name ?? '';
  if (container.struct.templateDecides(MEMBERS)) return message('refused.hiddenMembers', { name });
  for (const property of lists) {
    const field = container.field(property);
    if (field.isAbsent) continue;
    if ((field.isPlaceholder && !field.isArray) || (field.isArray && !takesItems(tree, field.node)))
      return message('refused.computed', { name, property });
    if (!field.isArray) return message('refused.notAList', { name, property });
  }
  let struct: Struct | undefined = container.struct;
  for (const key of ['linuxParameters', 'capabilities', 'add']) {
    const field: Field | undefined = struct?.field(key);
    if (!field || field.isAbsent) break;
    const fits =
      key === 'add'
        ? field.isArray && takesItems(tree, field.node)
        : tree.kind(field.node) === Kind.Object && !hasDirective(tree, field.node);
    if (!fits) return message('refused.computed', { name, property: 'linuxParameters' });
    struct = field.struct;
  }
  return undefined;
}

/** Whether a value is put in as text before anybody reads the document, commas and all; an intrinsic function or an
 * expression is one item, whatever it gives. */
function isTextTemplate(tree: Tree, node: NodeId): boolean {
  return tree.syntaxOf(node).lineComment === '//' && tree.firstChild(node) === NONE;
}

/** Whether items can be appended: a list that a template fills may come out empty, and then the comma in front of the
 * new item would break the document. */
export function takesItems(tree: Tree, array: NodeId): boolean {
  const items = tree.children(array);
  if (items.length === 0) return true;
  return (
    tree.kind(items[items.length - 1]) !== Kind.Directive &&
    (items.length > 1 || tree.kind(items[0]) !== Kind.Opaque || !isTextTemplate(tree, items[0]))
  );
}
