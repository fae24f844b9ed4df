import { closest } from '../../findings/closest';
import type { Fix } from '../../findings/finding';
import type { Rule } from '../../findings/rule';
import { type MessageKey, message } from '../../l10n/message';
import type { Dialect } from '../../syntax/dialect';
import { isIntrinsic } from '../../syntax/intrinsics';
import { once } from '../../syntax/memo';
import { hasPlaceholder } from '../../syntax/placeholders';
import { Kind, NONE, type NodeId, type Tree } from '../../syntax/tree';
import { Struct } from '../../syntax/view';
import type { TaskFacts } from '../facts';
import { CAPABILITIES, REQUIRED_TOO } from '../model/limits';
import { containerShape, type Member, type Shape, type Type, taskShape } from '../model/shapes';
import { type Alike, eachMember, eachUnknown, surveyOf } from '../model/survey';
import { isDescribeOnly } from '../registration';
import { ModuleTask } from '../terraform';

/** What AWS's model of the API says about names and values, in every dialect. */

const unknownProperty: Rule<TaskFacts> = {
  code: 'unknown-property',
  category: 'schema',
  severity: 'information',
  summary: 'rule.unknown-property',
  isLocal: true,
  check: ({ task }, report) => {
    // A module may be given what it likes.
    if (task instanceof ModuleTask) return;
    const { tree } = task;
    eachUnknown(task, (key, name, alike) => {
      const { shape } = alike;
      if (name === '$schema' || isTold(shape, name) || hasPlaceholder(name)) return;
      // What somebody is still typing has its fault already, and may yet become a name that we know.
      if (tree.faults.length > 0 && tree.kind(key + 1) === Kind.Missing) return;
      const other = ownerOf(tree.dialect, shape, name);
      const expected = other ? undefined : closest(name, freeNames(alike));
      report({
        ...spanOf(tree, key),
        message: message(other ?? (expected ? 'found.unknownPropertyNear' : 'found.unknownProperty'), {
          name: name === '' ? tree.source(key) : name,
          expected: expected ?? '',
        }),
        fixes: expected
          ? [
              {
                title: message('fix.renameKey', { expected }),
                changes: () => [{ op: 'rename', key, name: expected }],
              },
            ]
          : undefined,
      });
    });
  },
};

/** What can be said of a name that is at home next door. */
function ownerOf(dialect: Dialect, { name: shape }: Shape, name: string): MessageKey | undefined {
  if (shape === 'ContainerDefinition') {
    const isOfTask = taskShape(dialect === 'terraform' ? 'api' : dialect).find(name) || isDescribeOnly(name);
    return isOfTask ? 'found.ofTheTask' : undefined;
  }
  if (shape !== 'RegisterTaskDefinitionRequest') return undefined;
  return containerShape(dialect).find(name) ? 'found.ofAContainer' : undefined;
}

/** The names that an object could still have. */
function freeNames({ shape, layout }: Alike): string[] {
  return shape.members.map((one) => one.spelled).filter((name) => layout.property(name).place === NONE);
}

/** What another rule says of a property. */
function isTold(shape: Shape, name: string): boolean {
  return shape.name === 'RegisterTaskDefinitionRequest' && isDescribeOnly(name);
}

const propertyMissing: Rule<TaskFacts> = {
  code: 'property-missing',
  category: 'schema',
  severity: 'error',
  summary: 'rule.property-missing',
  isLocal: true,
  check: ({ task }, report) => {
    const { tree } = task;
    // Of a text that cannot be read to its end nobody can say what it lacks.
    if (tree.faults.length > 0 || task instanceof ModuleTask) return;
    for (const { shape, layout, objects } of surveyOf(task)) {
      const missing = requiredOf(shape).filter(({ spelled }) => layout.property(spelled).place === NONE);
      if (missing.length === 0) continue;
      const names = missing.map((one) => one.spelled);
      for (const node of objects) {
        if (new Struct(tree, node).templateDecides(names)) continue;
        const start = tree.start(node);
        report({
          start,
          end: start + 1,
          container: shape.name === 'ContainerDefinition' ? node : undefined,
          message: message('found.propertyMissing', {
            names: missing.map((one) => one.written).join(', '),
            count: missing.length,
          }),
        });
      }
    }
  },
};

const requiredOf = once((shape: Shape): readonly Member[] =>
  shape.members.filter((one) => one.isRequired || REQUIRED_TOO.has(one.id)),
);

/** A value that stands where another kind belongs. A number and a truth value may be written as text, and a text as a
 * number: ECS, or whoever hands the document to it, converts those. */
const valueType: Rule<TaskFacts> = {
  code: 'value-type',
  category: 'schema',
  severity: 'error',
  summary: 'rule.value-type',
  isLocal: true,
  check: ({ task }, report) => {
    const { tree } = task;
    const judge = (node: NodeId, type: Type, called: string | NodeId, place?: number): void => {
      const wanted = fault(tree, node, type);
      if (!wanted) return;
      const name = typeof called === 'string' ? called : tree.string(called);
      const property = place === undefined || wanted === 'struct' ? name : `${name}[${place}]`;
      report({ ...spanOf(tree, node), message: message(`found.value.${wanted}`, { property }) });
    };
    const isJudged = ({ type: { kind } }: Member): boolean => kind !== 'any' && kind !== 'struct';
    eachMember(task, isJudged, (_key, value, { type, spelled }) => {
      // Nearly every value is a text where a text belongs.
      if (type.kind === 'string' && tree.kind(value) === Kind.String) return;
      if (type.kind === 'list' && tree.kind(value) === Kind.Array) {
        let place = 0;
        for (let item = tree.firstChild(value); item !== NONE; item = tree.nextSibling(item))
          judge(item, type.item, spelled, place++);
      } else if (type.kind === 'map' && tree.kind(value) === Kind.Object)
        for (let key = tree.firstChild(value); key !== NONE; key = tree.nextKey(key)) {
          if (tree.kind(key) === Kind.String) judge(key + 1, TEXT, key);
        }
      else if (type.kind === 'string' || type.kind === 'number' || type.kind === 'boolean')
        judge(value, type, spelled);
    });
  },
};

/** What an author's own names stand for. */
const TEXT: Type = { kind: 'string' };

type Wanted = 'number' | 'boolean' | 'string' | 'struct';

/** What belongs in a value's place; undefined where the value will do, or cannot be seen. */
function fault(tree: Tree, node: NodeId, { kind: wanted }: Type): Wanted | undefined {
  const kind = tree.kind(node);
  if (wanted === 'any' || wanted === 'map' || wanted === 'list') return undefined;
  if (kind === Kind.Object) return wanted === 'struct' || isIntrinsic(tree, node) ? undefined : wanted;
  if (kind === Kind.Array) return wanted;
  if (kind === Kind.String) {
    if (wanted === 'string') return undefined;
    const text = tree.string(node).trim();
    if (text === '' || hasPlaceholder(text)) return undefined;
    if (wanted === 'number') return /^[+-]?\d+$/.test(text) ? undefined : wanted;
    if (wanted === 'boolean') return /^(?:true|false)$/i.test(text) ? undefined : wanted;
    return wanted;
  }
  if (kind === Kind.Number) {
    if (wanted === 'number') return /^[+-]?\d+(?:\.0+)?$/.test(tree.source(node)) ? undefined : wanted;
    return wanted === 'string' ? undefined : wanted;
  }
  if (kind === Kind.True || kind === Kind.False)
    return wanted === 'number' || wanted === 'struct' ? wanted : undefined;
  return undefined;
}

const valueNotAllowed: Rule<TaskFacts> = {
  code: 'value-not-allowed',
  category: 'schema',
  severity: 'warning',
  summary: 'rule.value-not-allowed',
  isLocal: true,
  check: ({ task, isFargate }, report) => {
    const { tree } = task;
    const judge = (node: NodeId, values: readonly string[], property: string): void => {
      if (tree.kind(node) !== Kind.String) return;
      const value = tree.string(node);
      if (value === '' || hasPlaceholder(value) || values.includes(value)) return;
      const meant = closest(value, values);
      const fixes: Fix[] = meant
        ? [
            {
              title: message('fix.useValue', { value: meant }),
              changes: () => [{ op: 'replace', node, value: meant }],
            },
          ]
        : [];
      report({
        ...spanOf(tree, node),
        message: message('found.valueNotAllowed', { property, value, values: values.join(', ') }),
        fixes,
      });
    };
    const isOneOf = (member: Member): boolean => valuesOf(member, isFargate) !== undefined;
    eachMember(task, isOneOf, (_key, value, member) => {
      const values = valuesOf(member, isFargate)!;
      if (member.type.kind !== 'list') judge(value, values, member.spelled);
      else if (tree.kind(value) === Kind.Array)
        for (let item = tree.firstChild(value); item !== NONE; item = tree.nextSibling(item))
          judge(item, values, member.spelled);
    });
  },
};

/** The values that a member, or an item of it, can have; undefined where it can have any. */
function valuesOf({ owner, name, type }: Member, isFargate: boolean): readonly string[] | undefined {
  // What Fargate adds is told by another rule.
  if (owner === 'KernelCapabilities') return isFargate && name === 'add' ? undefined : CAPABILITIES;
  const one = type.kind === 'list' ? type.item : type;
  return one.kind === 'string' ? one.values : undefined;
}

export const schemaRules = [unknownProperty, propertyMissing, valueType, valueNotAllowed];

function spanOf(tree: Tree, node: NodeId): { start: number; end: number } {
  return { start: tree.start(node), end: tree.end(node) };
}
