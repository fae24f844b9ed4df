import type { Message } from '../../l10n/message';
import type { PolicyDocument } from '../../policy/recognise';
import { isKey, pathOf, schemaAt } from '../../policy/schema/at';
import { Kind, type NodeId } from '../../syntax/tree';
import type { Model } from '../model';
import { aboutProperty, aboutValue } from '../policyAbout';
import type { Hover } from './hover';

/** Over the properties of policy documents: where the Console has them, what they do on App-Embedded Defenders, and
 * which releases know them. Over effects: what they do. */
export function hoverInPolicy({ policy, tree }: Model, offset: number): Hover | undefined {
  if (!policy) return undefined;
  const node = tree.at(offset);
  const kind = tree.kind(node);
  if (kind === Kind.Object || kind === Kind.Array || kind === Kind.Missing) return undefined;
  const said = aboutNode(policy, node);
  return said.length > 0 ? { start: tree.start(node), end: tree.end(node), paragraphs: said } : undefined;
}

function aboutNode(policy: PolicyDocument, node: NodeId): Message[] {
  const { tree } = policy;
  const schema = schemaAt(policy, node);
  if (!schema) return [];
  const isValue = !isKey(tree, node) && schema.type === 'oneOf';
  return [
    ...aboutProperty(policy, pathOf(tree, node), schema),
    ...(isValue ? aboutValue(tree.string(node)) : []),
  ];
}
