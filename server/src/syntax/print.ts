import { targetOf } from './changes';
import { spell, spellValue } from './dialect';
import type { Change, TextEdit } from './edits';
import { outside, regionOf } from './region';
import type { Syntax } from './syntax';
import type { Tree } from './tree';

/** Turns structural changes into text edits that write as the neighbours are written and touch nothing else. The
 * edits come in order and do not overlap. */
export function printChanges(tree: Tree, changes: readonly Change[]): TextEdit[] {
  const bySyntax = new Map<Syntax, Change[]>();
  const spliced: TextEdit[] = [];
  for (const change of changes) {
    if (change.op === 'splice') {
      spliced.push(...splicedInto(tree, change));
      continue;
    }
    const syntax = tree.syntaxOf(targetOf(change));
    const spelled = spelledAs(tree, change);
    const group = bySyntax.get(syntax);
    if (group) group.push(spelled);
    else bySyntax.set(syntax, [spelled]);
  }
  const edits = [...[...bySyntax].flatMap(([syntax, group]) => syntax.print(tree, group)), ...spliced];
  if (bySyntax.size > 1 || spliced.length > 0) edits.sort((a, b) => a.start - b.start || a.end - b.end);
  return joined(tree.syntaxOf(0).settle?.(tree.text, edits) ?? edits);
}

/** A piece of a string's text, written as the string is. */
function splicedInto(tree: Tree, { node, start, end, text }: Extract<Change, { op: 'splice' }>): TextEdit[] {
  const region = regionOf(tree, node);
  return region ? [outside(region, { start, end, text })] : [];
}

/** Edits that touch as one: who applies several at one place must not have to know which comes first. */
function joined(edits: readonly TextEdit[]): TextEdit[] {
  const all: TextEdit[] = [];
  for (const edit of edits) {
    const last = all.at(-1);
    if (last?.end !== edit.start) all.push(edit);
    else all[all.length - 1] = { start: last.start, end: edit.end, text: last.text + edit.text };
  }
  return all;
}

/** A change with its properties spelled as the document's reader spells them. */
function spelledAs({ dialect }: Tree, change: Change): Change {
  switch (change.op) {
    case 'set':
      return { ...change, key: spell(dialect, change.key), value: spellValue(dialect, change.value) };
    case 'replace':
      return { ...change, value: spellValue(dialect, change.value) };
    case 'before':
    case 'append':
      return { ...change, values: change.values.map((value) => spellValue(dialect, value)) };
    default:
      return change;
  }
}
