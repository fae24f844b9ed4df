import { type PolicyDocument, policyIn } from '../../policy/recognise';
import { isKey, pathOf, schemaAt } from '../../policy/schema/at';
import type { Schema } from '../../policy/schema/schema';
import { readJson } from '../../syntax/json/reader';
import { Kind, NONE, type NodeId, type Tree } from '../../syntax/tree';
import type { Place } from './cursor';
import { typeOf } from './policyTypes';
import { typedAt } from './typed';

/** Where the cursor stands in a policy document. */
export interface PolicyCursor extends Place {
  readonly policy: PolicyDocument;
  /** What a value here must look like, or the object whose key it would be. */
  readonly schema: Schema;
  /** The names that lead there, as in `pathOf`. */
  readonly path: readonly string[];
}

/** Where an offset stands in a policy document, which may be in any half-typed state: it is read with an empty text in
 * the place of what is typed. Undefined where nothing is a policy, or the product knows nothing there. */
export function policyCursorAt(text: string, offset: number): PolicyCursor | undefined {
  const typed = typedAt(text, offset, 'json');
  if (!typed) return undefined;
  const tree = readJson(`${text.slice(0, typed.start)}""${text.slice(typed.end)}`);
  const policy = policyIn(tree);
  if (!policy) return undefined;
  const node = wordAt(tree, typed.start);
  if (node === NONE) return undefined;
  const key = isKey(tree, node);
  const owner = key ? tree.parent(node) : node;
  const schema = schemaAt(policy, owner);
  if (!schema) return undefined;
  const type = typeOf(schema);
  return {
    language: 'json',
    typed,
    tree,
    policy,
    node,
    isKey: key,
    type,
    schema,
    path: pathOf(tree, owner),
  };
}

function wordAt(tree: Tree, start: number): NodeId {
  for (let node = 0; node < tree.size; node++)
    if (tree.start(node) === start && tree.kind(node) === Kind.String) return node;
  return NONE;
}
