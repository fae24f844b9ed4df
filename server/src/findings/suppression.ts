import { message } from '../l10n/message';
import { lineAt, lineStarts } from '../syntax/lines';
import { Kind, type Tree } from '../syntax/tree';
import type { Finding, Span } from './finding';

/** What silences a finding: a comment in the document, a row of the profile with its reason, or the baseline. */
export interface Suppressed {
  readonly finding: Finding;
  readonly kind: 'comment' | 'profile' | 'baseline';
  readonly reason?: string;
}

/** A comment such as `// ecs-defender-disable-next-line image-drift -- set by the pipeline`. */
interface Directive extends Span {
  readonly code: string;
  /** The line that it speaks of, counted from zero. */
  readonly line: number;
  readonly reason?: string;
}

const DIRECTIVE =
  /ecs-defender-disable-(next-)?line[ \t]+([\w-]+(?:[ \t]*,[ \t]*[\w-]+)*)(?:[ \t]+--[ \t]*([^\r\n]*?))?[ \t]*(?:\*\/|\r?$)/gm;

/** The comment that silences a rule on the line below it; `mark` starts a comment. */
export function disableNextLine(mark: string, code: string): string {
  return `${mark} ecs-defender-disable-next-line ${code} -- `;
}

export interface Silenced {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Suppressed[];
}

/** Takes out what the document's comments silence, and reports those comments that silence nothing. `isRule` tells a
 * rule that says nothing here from one that does not exist. */
export function heedComments(
  tree: Tree,
  found: readonly Finding[],
  isRule: (code: string) => boolean,
): Silenced {
  const directives = directivesIn(tree);
  if (directives.length === 0) return { findings: found, suppressed: [] };
  const lineOf = lineCounter(tree.text);
  const used = new Set<Directive>();
  const suppressed: Suppressed[] = [];
  const findings = found.filter((finding) => {
    const line = lineOf(finding.start);
    const own = directives.find((one) => one.code === finding.code && one.line === line);
    if (!own) return true;
    used.add(own);
    suppressed.push({ finding, kind: 'comment', reason: own.reason });
    return false;
  });
  const unused = directives
    .filter((one) => !used.has(one))
    .map((one) => unusedSuppression(one, one.code, isRule));
  return { findings: [...findings, ...unused], suppressed };
}

/** The finding on a suppression that silences nothing. */
export function unusedSuppression(span: Span, rule: string, isRule: (code: string) => boolean): Finding {
  const key = isRule(rule) ? 'found.suppressionUnused' : 'found.suppressionUnknown';
  const { start, end } = span;
  return { code: UNUSED.code, severity: UNUSED.severity, start, end, message: message(key, { rule }) };
}

/** The row of the rule; what it finds is found while others are silenced. */
export const UNUSED = {
  code: 'suppression-unused',
  category: 'document',
  severity: 'warning',
  summary: 'rule.suppression-unused',
} as const;

function directivesIn(tree: Tree): Directive[] {
  const { text } = tree;
  if (!text.includes('ecs-defender-disable-')) return [];
  const lineOf = lineCounter(text);
  const found: Directive[] = [];
  for (const match of text.matchAll(DIRECTIVE)) {
    const [whole, next, codes, reason] = match;
    // A value may say so too; only a comment silences.
    if (tree.kind(tree.at(match.index)) === Kind.String) continue;
    const line = lineOf(match.index) + (next ? 1 : 0);
    let from = match.index + whole.indexOf(codes);
    for (const code of codes.split(/[ \t]*,[ \t]*/)) {
      const start = text.indexOf(code, from);
      from = start + code.length;
      found.push({ code, line, start, end: from, reason: reason || undefined });
    }
  }
  return found;
}

function lineCounter(text: string): (offset: number) => number {
  const starts = lineStarts(text);
  return (offset) => lineAt(starts, offset);
}
