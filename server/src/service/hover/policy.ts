import { isMessageKey } from '../../l10n/catalogue';
import { type Message, message } from '../../l10n/message';
import type { PolicyDocument } from '../../policy/recognise';
import { isKey, pathOf, schemaAt } from '../../policy/schema/at';
import { SCOPE_FIELDS } from '../../policy/scope';
import { Kind, type NodeId } from '../../syntax/tree';
import type { Model } from '../model';
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
  const path = pathOf(tree, node);
  const own = about(nameOf(policy, path));
  const isEffect = !isKey(tree, node) && schema.type === 'oneOf';
  const effect = isEffect ? about(`effect.${tree.string(node)}`) : undefined;
  const { since, removedIn } = schema;
  return [
    ...(own ? [own] : []),
    ...(effect ? [effect] : []),
    ...(since ? [message('policy.about.since', { release: since })] : []),
    ...(removedIn ? [message('policy.about.removed', { release: removedIn })] : []),
  ];
}

const TABS = ['processes', 'network', 'dns', 'filesystem'];

/** What the catalogue calls a property, by the names that lead to it. */
function nameOf({ kind }: PolicyDocument, path: readonly string[]): string {
  const [above, last] = [path.at(-2), path.at(-1) ?? ''];
  if (SCOPE_FIELDS.includes(last as never)) return `scope.${last}`;
  if (above !== undefined && TABS.includes(above))
    return last === 'effect' ? 'tab.effect' : `${above}.${last}`;
  if (above === 'customRules') return `customRules.${last}`;
  if (kind === 'wildfire') return `wildfire.${last}`;
  if (kind === 'alertProfiles')
    return above === 'policy' || path.at(-3) === 'policy' ? `trigger.${last}` : '';
  return kind === 'runtime' && above !== 'collections' ? `rule.${last}` : '';
}

/** What is said of something; undefined where the catalogue says nothing. */
function about(name: string): Message | undefined {
  const key = `policy.about.${name}`;
  return isMessageKey(key) ? message(key) : undefined;
}
