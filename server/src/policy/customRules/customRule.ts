import { closest } from '../../findings/closest';
import type { Span } from '../../findings/finding';
import { message } from '../../l10n/message';
import { type Region, regionOf } from '../../syntax/region';
import { Kind, NONE, type NodeId, type Tree } from '../../syntax/tree';
import { type Field, Struct } from '../../syntax/view';
import { check } from './check';
import { checkMessage } from './message';
import { type Parsed, parse } from './parser';
import { type Problem, replaced } from './problem';
import { isRuleType, likelyType, RULE_TYPES, type RuleType } from './vocabulary';

/** A custom rule, as far as its script goes: an object with `script` and `type`, or a script kept on its own. */
export interface CustomRule {
  readonly tree: Tree;
  /** The rule's object; absent where the document is the script. */
  readonly struct?: Struct;
  readonly type: RuleType;
  readonly script: Region;
  readonly parsed: Parsed;
  /** What is wrong with the script, by its own offsets. */
  readonly problems: readonly Problem[];
  /** The text of the audit, with its macros. */
  readonly message?: Region;
  readonly messageProblems: readonly Problem[];
}

/** The custom rules of a document, wherever in it they stand: alone, in a list, in an export, or written out in a policy
 * that uses them. */
export function customRulesIn(tree: Tree): CustomRule[] {
  const found: CustomRule[] = [];
  const seen = new Set<NodeId>();
  for (let node = 0; node < tree.size; node++) {
    const parent = tree.parent(node);
    if (parent === NONE || tree.kind(parent) !== Kind.Object || seen.has(parent)) continue;
    if (!tree.reads(node, 'script')) continue;
    seen.add(parent);
    const struct = new Struct(tree, parent);
    const field = struct.field('script');
    const type = struct.field('type');
    if (field.text !== undefined && (isRuleType(type.text) || hasCompany(struct)))
      found.push(customRule(struct, field, type));
  }
  return found;
}

/** Keys of which one tells a custom rule whose type is missing or misspelt from other objects with a script. */
function hasCompany(struct: Struct): boolean {
  const { tree } = struct;
  const names = ['attackTechniques', 'vulnIDs', 'minVersion', '_id'];
  return struct.keys.some((key) => names.some((name) => tree.reads(key, name)));
}

function customRule(struct: Struct, field: Field, typeField: Field): CustomRule {
  const { tree } = struct;
  const script = regionOf(tree, field.node)!;
  const parsed = parse(script.text);
  const type = isRuleType(typeField.text) ? typeField.text : inferred(parsed);
  const text = struct.field('message');
  const said = text.text === undefined ? undefined : regionOf(tree, text.node);
  return {
    tree,
    struct,
    type,
    script,
    parsed,
    problems: [...parsed.problems, ...check(parsed, type)],
    message: said,
    messageProblems: said ? checkMessage(said.text, type) : [],
  };
}

/** The rule in a document that is nothing but a script. */
export function scriptFile(tree: Tree): CustomRule {
  const script = regionOf(tree, 0)!;
  const parsed = parse(script.text);
  const stated = statedType(parsed);
  const type = isRuleType(stated?.text) ? stated.text : inferred(parsed);
  const problems = [...parsed.problems, ...check(parsed, type), ...wrongType(stated)];
  return { tree, type, script, parsed, problems, messageProblems: [] };
}

function inferred({ tokens }: Parsed): RuleType {
  return likelyType(tokens.filter(({ kind }) => kind === 'name').map(({ text }) => text));
}

const STATED = /^\/\/\s*type\s*:\s*(\S+)/;

/** What a comment above a script says that its rule is: `// type: filesystem`. */
export function statedType({ tokens }: Parsed): (Span & { readonly text: string }) | undefined {
  for (const { kind, source, start } of tokens) {
    if (kind !== 'comment') return undefined;
    const [whole, text] = STATED.exec(source) ?? [];
    if (whole && text) return { text, start: start + whole.length - text.length, end: start + whole.length };
  }
  return undefined;
}

function wrongType(stated: (Span & { readonly text: string }) | undefined): Problem[] {
  if (!stated || isRuleType(stated.text)) return [];
  const { text, start, end } = stated;
  const better = closest(text, RULE_TYPES);
  return [
    {
      code: 'script-type',
      start,
      end,
      message: message('script.noSuchType', { text, types: RULE_TYPES.join(', ') }),
      fixes: better ? [replaced(stated, better)] : [],
    },
  ];
}
