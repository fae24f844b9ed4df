import type { Report, Rule } from '../findings/rule';
import { message } from '../l10n/message';
import { spell } from '../syntax/dialect';
import { hasPlaceholder } from '../syntax/placeholders';
import { Kind, type NodeId, type Tree } from '../syntax/tree';
import { CONTAINER, CONTAINERS, type Shape, TASK } from './keys';
import { describeOnlyKeys, nullKeys } from './registration';
import type { TaskDefinition } from './task';

/** What is wrong with a task definition as ECS reads it, wherever our own reading and writing depends on it. */

const keyCase: Rule<TaskDefinition> = {
  code: 'key-case',
  category: 'task',
  severity: 'warning',
  summary: 'rule.key-case',
  check: (task, report) =>
    walk(task, ({ tree, key, expected }) => {
      const written = tree.string(key);
      if (!expected || written === expected) return;
      report({
        start: tree.start(key),
        end: tree.end(key),
        // CloudFormation takes no other spelling, the vendor's own output included (section 3.7).
        severity: tree.dialect === 'cloudformation' ? 'error' : undefined,
        message: message(tree.dialect === 'cloudformation' ? 'found.keyCaseTemplate' : 'found.keyCase', {
          written,
          expected,
        }),
        fixes: [
          {
            title: message('fix.renameKey', { expected }),
            changes: () => [{ op: 'rename', key, name: expected }],
          },
        ],
      });
    }),
};

const wrongType: Rule<TaskDefinition> = {
  code: 'not-a-list',
  category: 'task',
  severity: 'error',
  summary: 'rule.not-a-list',
  check: (task, report) =>
    walk(task, ({ tree, value, shape, expected }) => {
      const kind = tree.kind(value);
      const isValue =
        kind === Kind.String || kind === Kind.Number || kind === Kind.True || kind === Kind.False;
      const wrong = shape?.list
        ? isValue || (kind === Kind.Object && !isIntrinsic(tree, value))
        : shape?.object && isValue;
      // What is filled in later may well be a list, quotes or not.
      const isComputed = hasPlaceholder(tree.source(value));
      if (!wrong || isComputed || !expected) return;
      const key = shape?.list ? 'found.notAList' : 'found.notAnObject';
      report({
        start: tree.start(value),
        end: tree.end(value),
        message: message(key, { property: expected }),
      });
    }),
};

const duplicateKey: Rule<TaskDefinition> = {
  code: 'duplicate-key',
  category: 'task',
  severity: 'warning',
  summary: 'rule.duplicate-key',
  check: (task, report) => {
    const { tree } = task;
    const last = task.struct?.node ?? task.containersNode;
    for (let node = last; node < tree.after(last); node++) {
      if (tree.kind(node) === Kind.Object) reportDuplicates(tree, node, report);
    }
  },
};

/** In a description of what runs, what could not be registered again is worth knowing, and no fault. */
function registrationRule(
  code: 'describe-only-keys' | 'null-values',
  keysOf: (task: TaskDefinition) => NodeId[],
): Rule<TaskDefinition> {
  return {
    code,
    category: 'task',
    severity: 'warning',
    summary: `rule.${code}`,
    check: (task, report) => {
      const { tree } = task;
      const keys = keysOf(task);
      // Terraform leaves out what is null.
      if (keys.length === 0 || tree.dialect === 'terraform') return;
      const names = [...new Set(keys.map((key) => tree.string(key)))].join(', ');
      report({
        start: tree.start(keys[0]),
        end: tree.end(keys[0]),
        // CloudFormation takes no template with a null in it.
        severity: task.isDescribed ? 'information' : tree.dialect === 'cloudformation' ? 'error' : undefined,
        message: message(tree.dialect === 'cloudformation' ? 'found.nullsInTemplate' : `found.${code}`, {
          names,
          count: keys.length,
        }),
        fixes: [
          {
            title: message(`fix.${code}`),
            changes: () => keys.map((node) => ({ op: 'remove', node })),
          },
        ],
      });
    },
  };
}

const describeOnly = registrationRule('describe-only-keys', describeOnlyKeys);
const nullValues = registrationRule('null-values', nullKeys);

export const taskRules = [keyCase, wrongType, duplicateKey, describeOnly, nullValues];

function reportDuplicates(tree: Tree, object: NodeId, report: Report): void {
  const seen = new Map<string, NodeId>();
  for (const [place, key] of tree.children(object).entries()) {
    if (place % 2 === 1 || tree.kind(key) !== Kind.String) continue;
    const name = tree.string(key);
    const earlier = seen.get(name);
    seen.set(name, key);
    if (earlier === undefined) continue;
    report({
      start: tree.start(earlier),
      end: tree.end(earlier),
      message: message('found.duplicateKey', { name }),
      related: [{ start: tree.start(key), end: tree.end(key), message: message('related.lastKey') }],
    });
  }
}

interface Visit {
  readonly tree: Tree;
  readonly key: NodeId;
  readonly value: NodeId;
  /** The name that ECS knows, when the key reads like it but for its case. */
  readonly expected?: string;
  readonly shape?: Shape;
}

/** Visits the members that ECS defines, to the depth of the table. */
function walk(task: TaskDefinition, visit: (member: Visit) => void): void {
  const { tree } = task;
  const open: [NodeId, Shape][] = task.isByName
    ? task.containers.map(({ id }) => [id, CONTAINER])
    : task.struct
      ? [[task.struct.node, TASK]]
      : [[task.containersNode, CONTAINERS]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [node, shape] = next;
    if (shape.list && shape.list !== 'text' && tree.kind(node) === Kind.Array) {
      for (const item of tree.children(node)) open.push([item, shape.list]);
    } else if (shape.object && tree.kind(node) === Kind.Object) {
      const members = tree.children(node);
      for (let place = 0; place < members.length; place += 2) {
        const [key, value] = [members[place], members[place + 1]];
        const name = tree.kind(key) === Kind.String ? nameIn(shape.object, tree.string(key)) : undefined;
        const inner = name ? shape.object[name] : undefined;
        visit({ tree, key, value, expected: name && spell(tree.dialect, name), shape: inner });
        if (inner) open.push([value, inner]);
      }
    }
  }
}

const LOWER = new WeakMap<object, Map<string, string>>();

function nameIn(names: Readonly<Record<string, Shape>>, written: string): string | undefined {
  if (Object.hasOwn(names, written)) return written;
  let lower = LOWER.get(names);
  if (!lower) {
    lower = new Map(Object.keys(names).map((name) => [name.toLowerCase(), name]));
    LOWER.set(names, lower);
  }
  return lower.get(written.toLowerCase());
}

/** `{"Ref": ...}` and `{"Fn::...": ...}` stand for a value that is only known later. */
function isIntrinsic(tree: Tree, node: NodeId): boolean {
  const [key, , more] = tree.children(node);
  return key !== undefined && more === undefined && /^(?:Ref|Fn::\w+)$/.test(tree.string(key));
}
