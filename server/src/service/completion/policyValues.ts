import { type Message, message } from '../../l10n/message';
import { BUILT_IN } from '../../policy/scope';
import type { PolicySet } from '../../policy/set';
import { Kind } from '../../syntax/tree';
import { aboutValue } from '../policyAbout';
import { itemTemplates } from '../policyTemplates';
import type { Offer } from './context';
import type { Completion } from './item';
import type { PolicyCursor } from './policyCursor';
import { completionOf } from './values';
import { unitOf, type Writer } from './writing';

/** What can stand as a value at the cursor: the values that its property takes, the names that the documents beside it
 * give to collections, rules, custom rules, images and processes, and whole things where a list of them stands. */
export function policyValuesAt(
  cursor: PolicyCursor,
  writer: Writer,
  set: PolicySet,
  snippets: boolean,
): Completion[] {
  const offers = [
    ...enumerated(cursor),
    ...namesAt(cursor, set),
    ...(snippets && cursor.typed.quote === '' ? structures(cursor, writer) : []),
  ];
  const taken = itemsBeside(cursor);
  return offers
    .filter(({ text }) => text !== '' && !taken.has(text))
    .map((offer, order) => completionOf(cursor, offer.isSnippet ? asWritten(writer) : writer, offer, order));
}

/** Structures are written with all that goes around them already. */
const asWritten = (writer: Writer): Writer => ({ ...writer, value: (text) => text });

function enumerated({ type, schema }: PolicyCursor): Offer[] {
  if (type.kind === 'boolean')
    return ['true', 'false'].map((text) => ({ text, isBare: true, isFirst: text === type.likely }));
  if (schema.type !== 'oneOf') return [];
  return schema.values.filter(Boolean).map((text) => ({
    text,
    about: aboutValue(text),
    isFirst: type.kind === 'string' && text === type.likely,
  }));
}

/** Whole objects and lists. */
function structures({ type, policy, path, tree, node }: PolicyCursor, writer: Writer): Offer[] {
  const isItem = tree.kind(tree.parent(node)) === Kind.Array;
  const templates = isItem ? itemTemplates(policy.kind, path) : [];
  const unit = unitOf(tree.text);
  if (templates.length > 0)
    return templates.map(({ snippet, ...template }) => ({
      text: writer.value(
        snippet.replace(/^(?: {2})+/gm, (own) => unit.repeat(own.length / 2)),
        false,
      ),
      label: (template.item ?? template).name,
      isSnippet: true,
      detail: message((template.item ?? template).title),
    }));
  if (type.kind === 'list') return [{ text: writer.structure(type), label: '[ ]', isSnippet: true }];
  if (type.kind !== 'struct') return [];
  const names = (type.shape.first ?? []).map(({ name }) => name).join(', ');
  return [{ text: writer.structure(type), label: names ? `{ ${names} }` : '{ }', isSnippet: true }];
}

/** The other items of a list of texts. */
function itemsBeside({ tree, node }: PolicyCursor): Set<string> {
  const list = tree.parent(node);
  const beside = tree.kind(list) === Kind.Array ? tree.children(list) : [];
  return new Set(
    beside
      .filter((item) => item !== node && tree.kind(item) === Kind.String)
      .map((item) => tree.string(item)),
  );
}

/** What documents beside this one name, where a name of theirs is wanted. */
function namesAt({ policy, path, type }: PolicyCursor, set: PolicySet): Offer[] {
  const [above, last = ''] = [path.at(-2), path.at(-1)];
  if (type.kind !== 'string' && type.kind !== 'number') return [];
  if (last === 'name' && above === 'collections')
    return named([...set.collections.keys(), ...BUILT_IN.keys()]);
  if (last === '_id' && above === 'customRules') return customRules(policy.kind === 'waas', set);
  if (last === 'images' && policy.kind === 'collections')
    return named(set.containers.map(({ workload }) => workload.image));
  if (last === 'containers' && policy.kind === 'collections')
    return named(set.containers.map(({ workload }) => workload.container));
  if (last === 'appIDs' && policy.kind === 'collections')
    return named(set.containers.map(({ workload }) => workload.appID));
  if ((last === 'whitelist' || last === 'blacklist') && above === 'processes')
    return named(set.containers.map(({ process }) => process));
  if (last === 'rules' && above === 'appEmbeddedRuntime')
    return named(set.runtimeRules.map(({ name }) => name));
  if (last === 'rules' && above === 'appEmbeddedAppFirewall')
    return named(set.waasRules.map(({ name }) => name));
  if (policy.kind === 'waas' && (NETWORK_LISTS.includes(last) || above === 'subnets'))
    return named(set.networkLists.map(({ name }) => name));
  return [];
}

/** The lists of WAAS that name network lists. */
const NETWORK_LISTS = ['subnets', 'exceptionSubnets', 'excludedNetworkLists'];
const RUNTIME_TYPES = ['processes', 'filesystem', 'network-outgoing'];

/** People know custom rules by their names; the number is written. */
function customRules(isWaas: boolean, set: PolicySet): Offer[] {
  return [...set.customRules.values()]
    .filter(({ type }) => (isWaas ? type.startsWith('waas-') : RUNTIME_TYPES.includes(type)))
    .map(({ id, name, type }) => ({
      text: String(id),
      isBare: true,
      label: name,
      kind: 'name',
      detail: customRule(id!, type),
    }));
}

const customRule = (id: number, type: string): Message => message('completion.customRule', { id, type });

function named(names: readonly (string | undefined)[]): Offer[] {
  const known = new Set(names.filter((name) => name !== undefined));
  return [...known].map((text) => ({ text, kind: 'name' }));
}
