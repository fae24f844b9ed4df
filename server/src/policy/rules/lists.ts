import type { Span } from '../../findings/finding';
import type { Report, Rule } from '../../findings/rule';
import { message } from '../../l10n/message';
import { grouped } from '../../syntax/grouped';
import { hasPlaceholder } from '../../syntax/placeholders';
import { Kind, type NodeId } from '../../syntax/tree';
import type { Field, Struct } from '../../syntax/view';
import { TABS } from '../facts';
import { holds, isBelow, overlap, type PortRange, parseBlock } from '../values';
import { PAIRS } from './effects';
import { isFilledList, type PolicySubject, row, spanOf, takeOut } from './row';

/** The allow and deny lists of runtime rules, against each other and in themselves. */

const runtime = ['runtime'] as const;

/** Visits both lists of every pair in every rule. */
function eachPair({ document }: PolicySubject, visit: (allowed: Field, denied: Field) => void): void {
  for (const rule of document.items) {
    for (const tab of TABS) {
      const part: Struct | undefined = rule.field(tab).struct;
      if (part) for (const [allowed, denied] of PAIRS[tab]) visit(part.field(allowed), part.field(denied));
    }
  }
}

const bothLists = row('runtime-both-lists', 'warning', runtime, (subject, report) =>
  eachPair(subject, (allowed, denied) => {
    // App-Embedded rules have no list of denied domains, which a rule of its own says.
    const isDns = allowed.name === 'whitelist' && parentName(allowed) === 'dns';
    if (isDns || !isFilledList(allowed) || !isFilledList(denied)) return;
    const text = message('policy.bothLists', { allowed: allowed.name, denied: denied.name });
    report({
      ...denied.keySpan,
      message: text,
      related: [{ ...allowed.keySpan, message: message('related.allowList') }],
    });
  }),
);

/** The name of the tab that a list stands in. */
function parentName({ tree, key }: Field): string {
  return tree.string(tree.parent(key) - 1);
}

/** An entry of a list, and what it is compared by. */
interface Entry extends Span {
  readonly node: NodeId;
  readonly shown: string;
  readonly port?: PortRange;
  readonly block?: ReturnType<typeof parseBlock>;
}

function entriesOf(list: Field): Entry[] {
  const { tree } = list;
  if (list.name.endsWith('Ports')) {
    return list.structs.flatMap((struct): Entry[] => {
      const port = portOf(struct);
      if (!port) return [];
      const shown = port.start === port.end ? `${port.start}` : `${port.start}-${port.end}`;
      return [{ ...spanOf(tree, struct.node), node: struct.node, shown, port }];
    });
  }
  const isOfBlocks = list.name.endsWith('IPs');
  return textsAt(list).map(
    ({ node, text: shown }): Entry => ({
      ...spanOf(tree, node),
      node,
      shown,
      block: isOfBlocks ? parseBlock(shown) : undefined,
    }),
  );
}

/** The items of a list that are texts. */
function textsAt({ tree, items }: Field): { readonly node: NodeId; readonly text: string }[] {
  return items
    .filter((node) => tree.kind(node) === Kind.String)
    .map((node) => ({ node, text: tree.string(node) }));
}

/** Finds the first entry of an allow list that one of the deny list contradicts. */
function contradicted(entries: readonly Entry[], list: Field): (denied: Entry) => Entry | undefined {
  if (list.name.endsWith('IPs'))
    return ({ block, shown }) =>
      entries.find((one) =>
        block && one.block ? holds(block, one.block) || holds(one.block, block) : one.shown === shown,
      );
  if (parentName(list) === 'filesystem')
    return ({ shown }) => entries.find((one) => isBelow(shown, one.shown) || isBelow(one.shown, shown));
  return alike(entries);
}

/** Finds the first entry that speaks of the same. Lists of names, of domains above all, have thousands. */
function alike(entries: readonly Entry[]): (other: Entry) => Entry | undefined {
  const same = grouped(entries.map((entry) => [entry.shown, entry]));
  return ({ port, shown }) =>
    port ? entries.find((one) => one.port && overlap(one.port, port)) : same.get(shown)?.[0];
}

/** A range with one end alone is a single port. */
export function portOf(struct: Struct): PortRange | undefined {
  const start = struct.field('start').number;
  const end = struct.field('end');
  if (start === undefined || (!end.isAbsent && end.number === undefined)) return undefined;
  return { start, end: end.number ?? start };
}

const overlapping = row('runtime-list-overlap', 'error', runtime, (subject, report) =>
  eachPair(subject, (allowed, denied) => {
    if (!isFilledList(allowed) || !isFilledList(denied)) return;
    const find = contradicted(entriesOf(allowed), allowed);
    for (const entry of entriesOf(denied)) {
      const other = find(entry);
      if (!other) continue;
      report({
        start: entry.start,
        end: entry.end,
        message: message('policy.overlap', { denied: entry.shown, allowed: other.shown }),
        related: [{ start: other.start, end: other.end, message: message('related.allowed') }],
      });
    }
  }),
);

const duplicates = row('runtime-list-duplicate', 'warning', runtime, (subject, report) =>
  eachPair(subject, (allowed, denied) => {
    for (const list of [allowed, denied]) reportRepeats(list, report);
  }),
);

function reportRepeats(list: Field, report: Report): void {
  const entries = entriesOf(list);
  const find = alike(entries);
  for (const entry of entries) {
    const earlier = find(entry);
    // The first of all finds itself.
    if (!earlier || earlier === entry) continue;
    const isSame = earlier.shown === entry.shown;
    const text = isSame
      ? message('policy.duplicate', { value: entry.shown })
      : message('policy.portsOverlap', { value: entry.shown, other: earlier.shown });
    report({
      start: entry.start,
      end: entry.end,
      message: text,
      related: [{ start: earlier.start, end: earlier.end, message: message('related.first') }],
      fixes: isSame ? [takeOut(entry.node, entry.shown)] : [],
    });
  }
}

/** The texts of one list in every rule, without those that a template fills in. */
export function eachText(
  { document }: PolicySubject,
  tab: (typeof TABS)[number],
  names: readonly string[],
  visit: (text: string, node: NodeId, list: Field) => void,
): void {
  for (const rule of document.items) {
    const part = rule.field(tab).struct;
    if (!part) continue;
    for (const list of names.map((name) => part.field(name)))
      for (const { node, text } of textsAt(list)) if (!hasPlaceholder(text)) visit(text, node, list);
  }
}

export const listRules: readonly Rule<PolicySubject>[] = [bothLists, overlapping, duplicates];
