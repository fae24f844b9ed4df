import { statesFargate } from '../../ecs/fargate';
import { UNSUPPORTED } from '../../ecs/model/fargate';
import { REQUIRED_TOO } from '../../ecs/model/limits';
import { driverOf } from '../../ecs/model/logDrivers';
import type { Member, Shape, Type } from '../../ecs/model/shapes';
import { ModuleTask } from '../../ecs/terraform';
import { Kind } from '../../syntax/tree';
import { Struct } from '../../syntax/view';
import { typeText } from '../about';
import type { Config } from '../config';
import type { Cursor, Place } from './cursor';
import type { Completion } from './item';
import type { Writer } from './writing';

/** The keys that fit into the object at the cursor and are not there yet; what the task's surroundings refuse anyway is
 * not offered. */
export function keysAt(cursor: Cursor, writer: Writer, config: Config, snippets: boolean): Completion[] {
  const { type } = cursor;
  if (type.kind === 'map') return optionsAt(cursor, writer, snippets);
  if (type.kind !== 'struct') return [];
  // The arguments of a resource are the business of Terraform's own server.
  if (cursor.tree.syntaxOf(cursor.node).renames) return [];
  const { shape } = type;
  const present = presentIn(cursor);
  const isFargate = statesFargate(cursor.task, config.settings.launchType);
  return shape.members
    .filter((member) => !present.has(member.spelled.toLowerCase()))
    .filter((member) => !(isFargate && isRefused(shape, member)))
    .map((member) => keyOf(cursor, writer, member, snippets));
}

function keyOf(cursor: Cursor, writer: Writer, member: Member, snippets: boolean): Completion {
  const { owner, name, type } = member;
  // The module takes the API's names, but for one.
  const label = cursor.task instanceof ModuleTask && name === 'entryPoint' ? 'entrypoint' : member.spelled;
  const isRequired = member.isRequired || REQUIRED_TOO.has(`${owner}.${name}`);
  return {
    label,
    kind: 'key',
    detail: typeText(type),
    isRequired,
    ...editFor(cursor, writer, label, type, snippets),
    sort: (isRequired ? '0' : '1') + label,
    subject: { member: { owner, name } },
  };
}

/** The edit that writes a key where the cursor stands. */
export function editFor(
  { typed }: Place,
  writer: Writer,
  label: string,
  type: Type,
  snippets: boolean,
): Pick<Completion, 'edit' | 'isSnippet' | 'further' | 'filter'> {
  const { text, isSnippet } = writer.key(label, type, snippets);
  const edit = { start: typed.start, end: typed.end, text };
  return { edit, isSnippet, further: writer.further, filter: typed.quote + label };
}

/** The options of the log driver. */
function optionsAt(cursor: Cursor, writer: Writer, snippets: boolean): Completion[] {
  const { tree, node, member } = cursor;
  if (member?.owner !== 'LogConfiguration' || member.name !== 'options') return [];
  const log = new Struct(tree, tree.parent(tree.parent(node)));
  const driver = driverOf(log.field('logDriver').text ?? '');
  const present = presentIn(cursor);
  const required = new Set(driver?.required);
  const names = new Set([...(driver?.required ?? []), ...(driver?.known ?? ['mode', 'max-buffer-size'])]);
  return [...names]
    .filter((name) => !present.has(name))
    .map((name) => ({
      label: name,
      kind: 'key',
      detail: 'string',
      isRequired: required.has(name),
      ...editFor(cursor, writer, name, { kind: 'string' }, snippets),
      sort: (required.has(name) ? '0' : '1') + name,
      subject: { member: { owner: 'LogConfiguration', name: 'options' } },
    }));
}

/** The keys of the object, in small letters, without the one at the cursor. */
export function presentIn({ tree, node }: Place): Set<string> {
  const keys = new Struct(tree, tree.parent(node)).keys;
  return new Set(
    keys
      .filter((key) => key !== node && tree.kind(key) === Kind.String)
      .map((key) => tree.string(key).toLowerCase()),
  );
}

function isRefused(shape: Shape, { name }: Member): boolean {
  const row = UNSUPPORTED[`${shape.name}.${name}`];
  return row !== undefined && row.takes === undefined && row.refuses === undefined;
}
