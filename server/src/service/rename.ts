import { SIDECAR_NAME } from '../defender/vocabulary';
import { type NameKind, type NameUse, namesOf } from '../ecs/names';
import { ModuleTask } from '../ecs/terraform';
import type { Span } from '../findings/finding';
import { whyUnread } from '../findings/syntax';
import { type Message, type MessageKey, message } from '../l10n/message';
import { applyEdits, type TextEdit } from '../syntax/edits';
import { Kind, type NodeId, type Tree } from '../syntax/tree';
import type { Field } from '../syntax/view';
import type { Model } from './model';
import { nameAt, namesIn, usesOf } from './names';
import { modelOf } from './protect';

/** The name that can be given anew at a place; or why it cannot. */
export type Renameable = (Span & { readonly name: string }) | { readonly refused: Message };
export type Renaming = { readonly edits: readonly TextEdit[] } | { readonly refused: Message };

/** What ECS takes for the names of containers, volumes and families (RegisterTaskDefinition in the API reference). */
const NAME = /^[A-Za-z0-9_-]{1,255}$/;
/** Words that YAML reads as a text when they stand without quotes, and Terraform as a key. */
const BARE = /^(?!(?:true|false|yes|no|on|off|y|n|null)$)[A-Za-z_][\w-]*$/i;

const WHAT: Record<NameKind, MessageKey> = {
  container: 'name.container',
  volume: 'name.volume',
  family: 'name.family',
};

/** Whether what is named at an offset can be renamed, and where exactly its name stands there. */
export function renameableAt(model: Model, offset: number): Renameable {
  const { tree } = model;
  const unread = whyUnread(tree);
  if (unread) return { refused: unread };
  const origin = nameAt(model, offset);
  if (!origin || origin.isImplied) return { refused: message('rename.nothing') };
  const refused = whyNot(model, origin);
  return refused ? { refused } : { start: origin.start, end: origin.end, name: origin.name };
}

/** The edits that give what is named at an offset another name, everywhere in the document where it is named. */
export function renameAt(model: Model, offset: number, to: string): Renaming {
  const found = renameableAt(model, offset);
  if ('refused' in found) return found;
  const origin = nameAt(model, offset)!;
  const { kind, task, name } = origin;
  if (to === name) return { edits: [] };
  const what = [message(WHAT[kind])];
  if (!NAME.test(to)) return { refused: message('rename.invalid', { what, name: to }) };
  if (kind === 'container' && to === SIDECAR_NAME) return { refused: message('rename.reserved') };
  const others = namesIn(model).filter((one) => one.task === task && one.kind === kind && one.name === to);
  if (others.length > 0) return { refused: message('rename.taken', { what, name: to }) };
  const { tree } = model;
  const written = renamed(model, origin).map((one) => editOf(model, one, to));
  const edits = tree.syntaxOf(0).settle?.(tree.text, written) ?? written;
  return isDone(model, origin, to, edits) ? { edits } : { refused: message('refused.unsure') };
}

/** The places where the name stands itself. What says another family, although it should not, is none of them. */
function renamed(model: Model, origin: NameUse): NameUse[] {
  return usesOf(model, origin).filter((one) => one.name === origin.name && !one.isImplied);
}

function whyNot(model: Model, origin: NameUse): Message | undefined {
  const { tree } = model;
  const { kind, task, name } = origin;
  const what = [message(WHAT[kind])];
  const uses = renamed(model, origin);
  const definitions = uses.filter(({ role }) => role === 'definition');
  if (origin.isTemplate) return message('rename.template', { what, name });
  if (kind === 'container' && !task.hasContainers)
    return message('rename.hidden', { what, name, hidden: shown(tree, task.containersNode) });
  if (definitions.length === 0) return message('rename.undefined', { what, name });
  if (definitions.length > 1) return message('rename.twice', { what, name });
  if (kind === 'container' && name === SIDECAR_NAME) return message('rename.sidecar');
  if (kind === 'family' && task instanceof ModuleTask) return message('rename.module');
  if (uses.some(({ node }) => tree.isShared(node))) return message('rename.shared', { name });
  const hidden = hiddenReference(model, origin);
  return hidden === undefined ? undefined : message('rename.hidden', { what, name, hidden });
}

/** Something that is decided elsewhere, or stands in another file, and may well mean the same thing, as it is written. */
function hiddenReference(model: Model, { kind, task, name }: NameUse): string | undefined {
  if (kind === 'family') return undefined;
  const names = namesIn(model).filter((one) => one.task === task && one.kind === kind);
  // A template that another one is named by means that one.
  const known = new Set(names.filter(({ role }) => role === 'definition').map((one) => one.name));
  const templates = names.filter((one) => one.isTemplate && !known.has(one.name));
  const lists = task.containers.flatMap(({ struct }) => LISTS[kind].map((list) => struct.field(list)));
  const node = [...task.hidden, ...templates.map((one) => one.node), ...lists.flatMap(hiddenIn)][0];
  if (node !== undefined) return shown(model.tree, node);
  const outside = task.referrers
    .flatMap((referrer) => namesOf(referrer.task))
    .find((one) => one.kind === kind && one.role === 'reference' && (one.isTemplate || one.name === name));
  return outside && shown(outside.task.tree, outside.node);
}

function shown(tree: Tree, node: NodeId): string {
  const source = tree.source(node).replace(/\s+/g, ' ');
  return source.length > 60 ? `${source.slice(0, 60)}…` : source;
}

/** The lists of a container that refer to others. */
const LISTS: Record<Exclude<NameKind, 'family'>, readonly string[]> = {
  container: ['dependsOn', 'volumesFrom', 'links'],
  volume: ['mountPoints'],
};

/** What a template decides about a list: the whole of it, or items. */
function hiddenIn(field: Field): NodeId[] {
  if (field.isOpaque) return [field.node];
  return field.items.filter((item) => [Kind.Opaque, Kind.Directive].includes(field.tree.kind(item)));
}

function editOf({ tree }: Model, { node, start, end }: NameUse, to: string): TextEdit {
  const isBare = start === tree.start(node);
  return { start, end, text: isBare && !BARE.test(to) ? JSON.stringify(to) : to };
}

/** Whether the document says the same as before afterwards, with the new name in the place of the old one. */
function isDone(model: Model, origin: NameUse, to: string, edits: readonly TextEdit[]): boolean {
  const after = modelOf(applyEdits(model.tree.text, edits), model.config);
  if (!after || after.tree.faults.length > 0) return false;
  const isRenamed = (one: NameUse): boolean =>
    one.task === origin.task && one.kind === origin.kind && one.name === origin.name;
  const told = (one: NameUse, name: string): string => `${one.kind} ${one.role} ${name}`;
  const wanted = namesIn(model).map((one) => told(one, isRenamed(one) ? to : one.name));
  const found = namesIn(after).map((one) => told(one, one.name));
  return wanted.length === found.length && wanted.every((one, place) => one === found[place]);
}
