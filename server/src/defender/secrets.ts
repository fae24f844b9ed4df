import type { TaskDefinition } from '../ecs/task';
import { mask } from '../l10n/mask';
import type { Written } from '../profile/given';
import type { Change } from '../syntax/edits';
import { hasPlaceholder } from '../syntax/placeholders';
import { Kind, NONE, type NodeId, type Tree } from '../syntax/tree';
import { writeList } from './entryPoint';
import type { Sidecar } from './generations';
import { isOurPlaceholder } from './vocabulary';

/** The shapes of the Defender's two secrets (fargate-defender.md section 1). */
const BUNDLE_START = 'eyJzZWNyZXRzIjp7';
const TOKEN = /\/tw_[a-z0-9]{32}\//;

/** The texts of a task that hold an install bundle. */
export function bundlesIn(task: TaskDefinition): NodeId[] {
  return textsWith(task, BUNDLE_START, (text) => text.includes(BUNDLE_START));
}

/** The texts of a task that hold an access token of Palo Alto Networks' registry. */
export function tokensIn(task: TaskDefinition): NodeId[] {
  return textsWith(task, '/tw_', (text) => TOKEN.test(text));
}

/** What keeps a text from being an install bundle; undefined where nothing does. A template's own placeholder is filled in
 * later; one in angle brackets is a person's note to self. */
export function bundleFault(text: string): 'empty' | 'placeholder' | 'undecodable' | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return 'empty';
  if (/^<.*>$/.test(trimmed)) return 'placeholder';
  if (hasPlaceholder(text)) return undefined;
  if (!/^[A-Za-z0-9+/_-]+=*$/.test(trimmed)) return 'undecodable';
  // Every bundle seen is base64 of a JSON object: these two characters are what an opening brace becomes.
  return /^e[w-z0-3]/.test(trimmed) ? undefined : 'undecodable';
}

/** Whether a text is a secret itself where the name of one is wanted: by its shape, or by its length. */
export function isSecretItself(text: string): boolean {
  return (
    mask(text) !== text || (text.length > 100 && bundleFault(text) === undefined && !hasPlaceholder(text))
  );
}

/** Every way in which a document spells its install bundles and tokens, wherever they stand: what is in clear text in a
 * variable INSTALL_BUNDLE, of whatever shape, and what has a secret's shape elsewhere. Text over several lines comes
 * line by line, since a comparison shows each by itself. */
export function secretTexts(tree: Tree): string[] {
  const found: string[] = [];
  for (let node = 0; node < tree.size; node++) {
    if (tree.kind(node) !== Kind.String) continue;
    if (tree.reads(node, 'INSTALL_BUNDLE')) found.push(...bundlesBeside(tree, node));
    if (isDisguised(tree, node)) found.push(...spellings(tree, node));
  }
  return found;
}

/** The values of an entry `{ name, value }`, or of a member of a map; a key may stand twice. */
function bundlesBeside(tree: Tree, node: NodeId): string[] {
  const owner = tree.parent(node);
  if (owner === NONE || tree.kind(owner) !== Kind.Object) return [];
  const members = tree.children(owner);
  const place = members.indexOf(node);
  const values = members.filter((_, at) => {
    if (at % 2 === 0) return false;
    return place % 2 === 0 ? at === place + 1 : tree.reads(members[at - 1], 'value', true);
  });
  return values.flatMap((value) =>
    // What a function puts together is known by its long pieces only.
    tree.kind(value) === Kind.String ? spellings(tree, value) : (tree.source(value).match(LONG) ?? []),
  );
}
const LONG = /[\w+/=\\-]{40,}/g;

/** Whether a text has a secret's shape, but not where anybody looks for it in the document. */
function isDisguised(tree: Tree, node: NodeId): boolean {
  const source = tree.source(node);
  if (!source.includes('\\') && !source.includes(BUNDLE_START)) return false;
  const text = tree.string(node);
  if (!text.includes(BUNDLE_START) && !TOKEN.test(text)) return false;
  return text.trim().includes('\n') || !source.includes(text);
}

function spellings(tree: Tree, node: NodeId): string[] {
  const text = tree.string(node);
  if (text.trim() === '' || isOurPlaceholder(text)) return [];
  const source = tree.source(node);
  const lines = source.split(/\r?\n/);
  // The marks of a heredoc are names.
  const own = source.startsWith('<<') ? lines.slice(1, -1) : lines;
  const bare = own.map((line) => line.trim().replace(/^\\*["']|\\*["']$/g, ''));
  const pieces = bare.length > 1 ? bare.filter((line) => line.length >= 8) : bare;
  return [text, JSON.stringify(text).slice(1, -1), ...pieces];
}

/** A quick look at the text first: nearly no document holds any. */
function textsWith(
  { tree, containersNode, struct, containers }: TaskDefinition,
  sign: string,
  fits: (text: string) => boolean,
) {
  // What stands in a string stands in the text, too, or an escape does.
  if (!tree.says(sign) && !tree.says('\\')) return [];
  const found = new Set<NodeId>();
  // A container that a module makes stands outside of the task.
  for (const root of [struct?.node ?? containersNode, ...containers.map(({ id }) => id)]) {
    for (let node = root; node < tree.after(root); node++) {
      if (tree.mightSay(node, sign) && fits(tree.string(node))) found.add(node);
    }
  }
  return [...found];
}

/** Makes the sidecar take its install bundle from a secret; undefined where a template stands in the way. */
export function referToSecret({ container, wiring }: Sidecar, valueFrom: Written): Change[] | undefined {
  const variable = wiring.variables.get('INSTALL_BUNDLE');
  if (!variable) return undefined;
  const { value, struct } = variable;
  if (variable.isSecret) {
    if (value.key < 0) return [{ op: 'set', object: struct.node, key: 'valueFrom', value: valueFrom }];
    const isThere = value.isPlaceholder || value.text === valueFrom;
    return isThere ? [] : [{ op: 'replace', node: value.node, value: valueFrom }];
  }
  const secrets = container.field('secrets');
  if (secrets.isOpaque) return undefined;
  return [
    { op: 'remove', node: variable.struct.node },
    writeList(container, secrets, [{ name: 'INSTALL_BUNDLE', valueFrom }]),
  ];
}
