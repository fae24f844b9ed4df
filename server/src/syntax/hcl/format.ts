import { applyEdits, type TextEdit } from '../edits';
import { followedBy, originsOf } from '../following';
import { type Line, linesOf } from './lines';

type Part = 'equals' | 'comment';

/** What was as `terraform fmt` writes it stays so: signs and comments on neighbouring lines line up, and lines are
 * indented by their brackets. What was not is left alone. */
export function keepFormatted(text: string, edits: readonly TextEdit[]): TextEdit[] {
  const before = linesOf(text);
  const after = applyEdits(text, edits);
  const origin = originsOf(text.length, edits);
  const fixes: TextEdit[] = [];
  const isWelcome = (clean: ReadonlySet<number>, at: number): boolean => {
    const old = origin(at);
    return old < 0 || clean.has(old);
  };
  /** By how much a line has been moved to the right, up to a place in it. */
  const moved = new Map<Line, number>();
  const fix = (line: Line, from: number, to: number, blanks: number): void => {
    if (after.slice(from, to) === ' '.repeat(blanks)) return;
    moved.set(line, (moved.get(line) ?? 0) + blanks - (to - from));
    fixes.push({ start: from, end: to, text: ' '.repeat(blanks) });
  };
  const lines = linesOf(after);
  const { clean: indented, isHabit } = indentedIn(before, text);
  for (const [line, depth] of isHabit ? depths(lines) : []) {
    if (isWelcome(indented, line.start)) fix(line, line.from, line.start, depth);
  }
  for (const part of ['equals', 'comment'] as const) {
    const clean = linedUp(before, text, part);
    for (const chain of chains(lines, part)) {
      if (!chain.every((line) => isWelcome(clean, line[part]))) continue;
      const ends = chain.map(
        (line) => width(after, line.from, endBefore(line, part)) + (moved.get(line) ?? 0),
      );
      const column = Math.max(...ends) + 1;
      for (const [place, line] of chain.entries())
        fix(line, endBefore(line, part), line[part], column - ends[place]);
    }
  }
  fixes.sort((a, b) => a.start - b.start);
  return fixes.length === 0 ? [...edits] : followedBy(text.length, edits, fixes);
}

/** The beginnings of the lines that are indented by their brackets, and whether most are. */
function indentedIn(lines: readonly Line[], text: string): { clean: Set<number>; isHabit: boolean } {
  const clean = new Set<number>();
  let votes = 0;
  for (const [line, depth] of depths(lines)) {
    const isClean = text.slice(line.from, line.start) === ' '.repeat(depth);
    if (isClean) clean.add(line.start);
    if (depth > 0) votes += isClean ? 1 : -1;
  }
  return { clean, isHabit: votes >= 0 };
}

/** The signs, or the comments, that line up with all of their neighbours. */
function linedUp(lines: readonly Line[], text: string, part: Part): Set<number> {
  const clean = new Set<number>();
  for (const chain of chains(lines, part)) {
    const ends = chain.map((line) => width(text, line.from, endBefore(line, part)));
    const column = Math.max(...ends) + 1;
    const isClean = chain.every(
      (line, place) => text.slice(endBefore(line, part), line[part]) === ' '.repeat(column - ends[place]),
    );
    if (isClean) for (const line of chain) clean.add(line[part]);
  }
  return clean;
}

/** Neighbouring lines that have a comment, or a sign and all that follows it; a sign whose value goes on stands alone. */
function chains(lines: readonly Line[], part: Part): Line[][] {
  const found: Line[][] = [[]];
  for (const line of lines) {
    const has = line[part] >= 0;
    if (has && (part === 'comment' || line.isWhole)) found[found.length - 1].push(line);
    else found.push(has ? [line] : [], []);
  }
  return found.filter((chain) => chain.length > 0);
}

function endBefore(line: Line, part: Part): number {
  return part === 'equals' ? line.leadEnd : line.codeEnd;
}

/** How many blanks each line begins with: two for each line before it that opens more brackets than it closes, however
 * many it opens. */
function depths(lines: readonly Line[]): [line: Line, depth: number][] {
  const open: number[] = [];
  return lines
    .filter(({ start }) => start >= 0)
    .map((line) => {
      let closed = -line.opened;
      while (closed > 0 && open.length > 0) {
        const last = open.pop()!;
        if (closed < last) open.push(last - closed);
        closed -= last;
      }
      const depth = 2 * open.length;
      if (line.opened > 0) open.push(line.opened);
      return [line, depth];
    });
}

const characters = new Intl.Segmenter();

/** How many columns a stretch of one line takes; of several lines (a heredoc) all of it, as `terraform fmt` has it. */
function width(text: string, from: number, to: number): number {
  const piece = text.slice(from, to);
  return /^[\x20-\x7e]*$/.test(piece) ? piece.length : [...characters.segment(piece)].length;
}
