/**
 * Where a text is not as `terraform fmt` leaves it: the rules that edits can break, told by themselves. Consecutive
 * lines that each hold one whole assignment line up their signs, and comments behind code line up; two blanks stand
 * before each line for every line above that still has brackets open.
 */
export function untidy(text: string): string[] {
  const lines = logicalLines(text.replaceAll('\r\n', '\n'));
  const found: string[] = [];
  const open: number[] = [];
  for (const line of lines) {
    if (/[ \t]$/.test(line.text) && !line.text.includes('<<')) found.push(`blanks at the end: ${line.text}`);
    if (line.code.trim() === '' && line.comment === '') continue;
    for (let closed = -line.net; closed > 0 && open.length > 0; ) {
      const last = open.pop()!;
      if (last > closed) open.push(last - closed);
      closed -= last;
    }
    const indent = /^[ \t]*/.exec(line.text)![0];
    if (indent !== '  '.repeat(open.length)) found.push(`indented wrongly: ${line.text}`);
    if (line.net > 0) open.push(line.net);
  }
  for (const group of groups(lines, ({ sign }) => sign !== undefined)) {
    const longest = Math.max(...group.map(({ sign }) => sign!.trimEnd().length));
    for (const { text, sign } of group) if (sign!.length !== longest + 1) found.push(`not in line: ${text}`);
  }
  for (const group of groups(lines, ({ code, comment }) => code.trim() !== '' && comment !== '')) {
    const longest = Math.max(...group.map(({ code }) => code.trimEnd().length));
    for (const { text, code } of group)
      if (code.length !== longest + 1) found.push(`comment not in line: ${text}`);
  }
  return found;
}

interface Logical {
  readonly text: string;
  /** All but the comment at the end. */
  readonly code: string;
  readonly comment: string;
  /** What stands before the sign of a whole assignment. */
  readonly sign?: string;
  readonly net: number;
}

/** Texts, heredocs and comments as they are, and everything else sign by sign. */
const TOKENS =
  /<<-?(\w+)\n[\s\S]*?\n[ \t]*\1(?=\n|$)|"(?:\\.|[$%]{2}\{|[$%]\{(?:"(?:\\.|[^"\\])*"|[^{}"]|\{[^{}]*\})*\}|[^"\\])*"|\/\*[\s\S]*?\*\/|(?:#|\/\/)[^\n]*|[=!<>]=|=>|[\s\S]/g;

function logicalLines(text: string): Logical[] {
  const lines: string[][] = [[]];
  for (const [token] of text.matchAll(TOKENS)) {
    if (token === '\n') lines.push([]);
    else lines.at(-1)!.push(token);
  }
  return lines.map((tokens) => {
    const last = tokens.at(-1) ?? '';
    const comment = /^(?:#|\/\/)/.test(last) ? last : '';
    const code = comment ? tokens.slice(0, -1) : tokens;
    const at = code.indexOf('=');
    const isWhole = at >= 0 && netOf(code.slice(at)) === 0;
    return {
      text: tokens.join(''),
      code: code.join(''),
      comment,
      sign: isWhole ? code.slice(0, at).join('') : undefined,
      net: netOf(code),
    };
  });
}

function netOf(tokens: readonly string[]): number {
  const count = (signs: string): number => tokens.filter((token) => signs.includes(token)).length;
  return count('([{') - count(')]}');
}

function groups(lines: readonly Logical[], belongs: (line: Logical) => boolean): Logical[][] {
  const found: Logical[][] = [[]];
  for (const line of lines) {
    if (belongs(line)) found.at(-1)!.push(line);
    else found.push([]);
  }
  return found.filter((group) => group.length > 0);
}
