import { Copy, Expression, Raw, type Value } from '../edits';
import type { Style } from './style';

/** Where a value is written: on one line, or over several from a line indented by `indent`. */
export type Layout =
  | { readonly inline: true }
  | { readonly inline: false; readonly indent: string; readonly eol: string };

export const INLINE: Layout = { inline: true };

/** Writes a value as its neighbours are written. */
export function printValue(value: Value, style: Style, layout: Layout, isItem = false): string {
  const { notation } = style;
  if (value instanceof Raw) return value.text;
  if (value instanceof Expression)
    return notation.expression(value.code) ?? printValue(value.code as Value, style, INLINE);
  if (value instanceof Copy) {
    const { source, flow, indent } = notation.copy(value.tree, value.node);
    if (notation.standsInBlocks && flow !== undefined) return flow;
    return layout.inline ? source : reindent(source, indent, layout.indent);
  }
  if (Array.isArray(value)) return printArray(value as readonly Value[], style, layout);
  if (value !== null && typeof value === 'object') {
    return printObject(value as { [key: string]: Value }, style, layout, isItem);
  }
  return notation.scalar(value as string | number | boolean | null);
}

/** Text over several lines that is written at another depth. */
export function reindent(text: string, from: string, to: string): string {
  if (from === to || !text.includes('\n')) return text;
  return text
    .split('\n')
    .map((line, at) => (at === 0 || !line.startsWith(from) ? line : to + line.slice(from.length)))
    .join('\n');
}

/** A key and what follows it. */
export function printKey(key: string, { notation, colon }: Style): string {
  return notation.key(key) + colon;
}

function printArray(items: readonly Value[], style: Style, layout: Layout): string {
  if (items.length === 0) return '[]';
  const flat = items.every(isPlain);
  if (layout.inline || (flat && style.inlineLists)) {
    return pad(
      '[',
      items.map((item) => printValue(item, style, INLINE, true)).join(style.comma),
      ']',
      style.padArrays,
    );
  }
  const { indent, eol } = layout;
  const itemsInline = items.every((item) => isFlatObject(item) && style.inlineItems);
  if (style.hugItems && !flat && !itemsInline) {
    return '[' + items.map((item) => printValue(item, style, layout, true)).join(style.comma) + ']';
  }
  const below: Layout = { inline: false, indent: indent + style.indent, eol };
  const lines = items.map((item) => below.indent + printValue(item, style, below, true));
  return '[' + eol + lines.join(',' + eol) + eol + indent + ']';
}

function printObject(value: { [key: string]: Value }, style: Style, layout: Layout, isItem: boolean): string {
  const keys = Object.keys(value);
  if (keys.length === 0) return '{}';
  if (layout.inline || (isItem && style.inlineItems && isFlatObject(value))) {
    const members = keys.map((key) => printKey(key, style) + printValue(value[key], style, INLINE));
    return pad('{', members.join(style.comma), '}', style.padObjects);
  }
  const { indent, eol } = layout;
  const inner = indent + style.indent;
  const below: Layout = { inline: false, indent: inner, eol };
  const members = keys.map((key) => inner + printKey(key, style) + printValue(value[key], style, below));
  return '{' + eol + members.join(style.memberEnd + eol) + eol + indent + '}';
}

/** Whether a copy can stand on a line with others. */
export function canStandOnLine({ tree, node }: Copy): boolean {
  const { flow, source, isBlock } = tree.syntaxOf(node).copy(tree, node);
  return flow !== undefined || !(isBlock || source.includes('\n'));
}

function pad(open: string, content: string, close: string, padded: boolean): string {
  return padded ? `${open} ${content} ${close}` : open + content + close;
}

function isPlain(value: Value): boolean {
  if (value instanceof Copy) return canStandOnLine(value);
  return value === null || typeof value !== 'object' || value instanceof Raw || value instanceof Expression;
}

export function isFlatObject(value: Value): boolean {
  return !isPlain(value) && !Array.isArray(value) && Object.values(value as object).every(isPlain);
}
