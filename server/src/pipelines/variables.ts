import { isBracketed } from '../syntax/brackets/style';
import { type Change, Raw } from '../syntax/edits';
import { lineBreakAt } from '../syntax/lines';
import type { Struct } from '../syntax/view';
import { columnOf } from '../syntax/yaml/places';

/** The `environment-variables` of a render step: a line for each, `NAME=value`. A name that the container has already
 * is given the new value, any other is added; of two lines the last one counts (the action's index.js). */

const INPUT = 'environment-variables';

export interface GivenVariables {
  readonly values: ReadonlyMap<string, string>;
  /** A line is an expression that may say anything. */
  readonly isHidden: boolean;
}

export function givenVariables(inputs: Struct): GivenVariables {
  const field = inputs.field(INPUT);
  const values = new Map<string, string>();
  let isHidden = field.isOpaque;
  for (const line of linesOf(field.text)) {
    const at = line.indexOf('=');
    // An equals sign in an expression belongs to that.
    if (at >= 0 && !line.slice(0, at).includes('${{')) values.set(line.slice(0, at), line.slice(at + 1));
    else isHidden = true;
  }
  return { values, isHidden };
}

function linesOf(text: string | undefined): string[] {
  return (text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** Gives a variable its value: in its line, else in a new one below the others. */
export function giveVariable(inputs: Struct, name: string, value: string): Change[] {
  const { tree } = inputs;
  const field = inputs.field(INPUT);
  const line = `${name}=${value}`;
  const own = new RegExp(`^${name}=`);
  const lines = linesOf(field.text);
  const at = lines.findLastIndex((one) => own.test(one));
  const exchanged = at < 0 ? undefined : lines.with(at, line);
  if (/^[|>][-+1-9]*[ \t]*(?:#[^\n]*)?\r?\n/.test(field.source)) {
    const says = (source: string, wanted: readonly string[] | undefined): boolean =>
      wanted?.join('\n') === linesOf(tree.syntaxOf(field.node).decode(source)).join('\n');
    const mended = withLine(field.source, line, own);
    const longer = withLine(field.source, line);
    const written = says(mended, exchanged) ? mended : says(longer, [...lines, line]) ? longer : undefined;
    if (written !== undefined) return [{ op: 'replace', node: field.node, value: new Raw(written) }];
  }
  // In brackets there are no blocks, and a comment behind the value would become part of one.
  const end = field.node < 0 ? undefined : tree.end(field.node);
  const isFree = end === undefined || /^[ \t]*(?:[\r\n]|$)/.test(tree.text.slice(end, end + 200));
  const all = exchanged ?? [...lines, line];
  const written = isFree && !isBracketed(tree, inputs.node) ? blockOf(inputs, all) : all.join('\n');
  if (field.state === 'known') return [{ op: 'replace', node: field.node, value: written }];
  return [{ op: 'set', object: inputs.node, key: INPUT, value: written }];
}

/** A block of YAML with a line in the place of its last one of a kind, else with one more below; in a folded block it takes
 * an empty line to begin another. */
function withLine(source: string, line: string, kind?: RegExp): string {
  const lines = source.split('\n');
  const indent = /^[ \t]*/.exec(lines.slice(1).find((one) => one.trim() !== '') ?? '')![0];
  const at = kind === undefined ? -1 : lines.findLastIndex((one) => kind.test(one.trim()));
  const end = source.includes('\r\n') ? '\r' : '';
  if (at > 0) return lines.with(at, indent + line + (lines[at].endsWith('\r') ? '\r' : '')).join('\n');
  lines[lines.length - 1] += end;
  if (source.startsWith('>')) lines.push(end);
  return [...lines, indent + line].join('\n');
}

/** Lines as a block below a key of the inputs. */
function blockOf({ tree, node }: Struct, lines: readonly string[]): Raw {
  const { text } = tree;
  const column = columnOf(text, tree.start(node));
  const outer = tree.start(node - 1);
  const step = Math.max(column - columnOf(text, outer), 1);
  const lead = lineBreakAt(text, tree.start(node)) + ' '.repeat(column + step);
  return new Raw(`|${lines.map((line) => lead + line).join('')}`);
}
