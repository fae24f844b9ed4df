import type { Span } from '../findings/finding';
import { type Message, message } from '../l10n/message';
import type { PolicyDocument } from '../policy/recognise';
import { isKey, pathOf, schemaAt } from '../policy/schema/at';
import { BUILT_IN } from '../policy/scope';
import type { PolicySet } from '../policy/set';
import { Kind, type NodeId } from '../syntax/tree';
import type { Model } from './model';

/** Something that can stand in the place of a value. */
export interface PolicyProposal extends Span {
  readonly label: string;
  /** What is written. */
  readonly text: string;
  readonly kind: 'value' | 'name';
  readonly detail?: Message;
}

interface Offered {
  readonly label: string;
  readonly value: string | number;
  readonly kind: PolicyProposal['kind'];
  readonly detail?: Message;
}

/** What can stand at a value of a policy document: the values that its property takes, and the names that the documents
 * beside it give to collections, rules, custom rules, images and processes. */
export function policyProposalsAt({ policy, tree, set }: Model, offset: number): PolicyProposal[] {
  if (!policy) return [];
  const node = tree.at(offset);
  const kind = tree.kind(node);
  const isValue = kind === Kind.String || kind === Kind.Number || kind === Kind.Missing;
  if (!isValue || isKey(tree, node)) return [];
  const place =
    kind === Kind.Missing ? { start: offset, end: offset } : { start: tree.start(node), end: tree.end(node) };
  return offeredAt(policy, node, set).map(({ label, value, kind: of, detail }) => ({
    ...place,
    label,
    kind: of,
    detail,
    text: JSON.stringify(value),
  }));
}

function offeredAt(policy: PolicyDocument, node: NodeId, set: PolicySet): Offered[] {
  const schema = schemaAt(policy, node);
  if (schema?.type === 'oneOf')
    return schema.values.filter(Boolean).map((value) => ({ label: value, value, kind: 'value' }));
  const path = pathOf(policy.tree, node);
  const [above, last] = [path.at(-2), path.at(-1)];
  if (last === 'name' && above === 'collections') return collections(set);
  if (last === '_id' && above === 'customRules') return customRules(policy, set);
  if (last === 'images' && policy.kind === 'collections')
    return named(set.containers.map(({ workload }) => workload.image));
  if ((last === 'whitelist' || last === 'blacklist') && above === 'processes')
    return named(set.containers.map(({ process }) => process));
  if (last === 'rules' && above === 'appEmbeddedRuntime')
    return named(set.runtimeRules.map(({ name }) => name));
  if (last === 'rules' && above === 'appEmbeddedAppFirewall')
    return named(set.waasRules.map(({ name }) => name));
  return [];
}

function collections(set: PolicySet): Offered[] {
  return named([...set.collections.keys(), ...BUILT_IN.keys()]);
}

const RUNTIME_TYPES = ['processes', 'filesystem', 'network-outgoing'];

/** People know custom rules by their names; the number is written. */
function customRules({ kind }: PolicyDocument, set: PolicySet): Offered[] {
  return [...set.customRules.values()]
    .filter(({ type }) => (kind === 'waas' ? type.startsWith('waas-') : RUNTIME_TYPES.includes(type)))
    .map(({ id, name, type }) => ({
      label: name,
      value: id!,
      kind: 'name',
      detail: message('completion.customRule', { id: id!, type }),
    }));
}

function named(names: readonly (string | undefined)[]): Offered[] {
  const known = new Set(names.filter((name) => name));
  return [...known].map((name) => ({ label: name!, value: name!, kind: 'name' }));
}
