import { canStandOnLine, INLINE, isFlatObject, printValue, reindent } from '../brackets/values';
import { Copy, Expression, Raw, type Value } from '../edits';
import { writeExpression } from './notation';
import { writeText } from './scalars';
import type { YamlStyle } from './style';

/** Text of new YAML, from a column on. */
export interface Place {
  readonly column: number;
  readonly eol: string;
}

/** A member of a block, without what stands before its key. */
export function printMember(key: string, value: Value, style: YamlStyle, place: Place): string {
  return `${writeText(key, { ...style.texts, plain: true }, false)}:${printAfterKey(value, style, place)}`;
}

/** What follows the colon of a key at the place's column. */
export function printAfterKey(value: Value, style: YamlStyle, place: Place): string {
  const { column, eol } = place;
  if (value instanceof Copy) {
    const { source, indent, isBlock } = value.tree.syntaxOf(value.node).copy(value.tree, value.node);
    const inner = ' '.repeat(column + (isBlock ? style.step : 0));
    return isBlock ? eol + inner + reindent(source, indent, inner) : ` ${reindent(source, indent, inner)}`;
  }
  if (isInline(value, style)) return ` ${printInline(value, style)}`;
  if (Array.isArray(value)) {
    const dash = { ...place, column: column + style.dashStep };
    return eol + ' '.repeat(dash.column) + printItems(value as readonly Value[], style, dash);
  }
  const inner = { ...place, column: column + style.step };
  return eol + ' '.repeat(inner.column) + printMembers(value as { [key: string]: Value }, style, inner);
}

/** The members of a block, the first without its indentation. */
export function printMembers(
  value: { readonly [key: string]: Value },
  style: YamlStyle,
  place: Place,
): string {
  return Object.entries(value)
    .map(([key, inner]) => printMember(key, inner, style, place))
    .join(place.eol + ' '.repeat(place.column));
}

/** The items of a block, the first without its indentation; the place is that of the dashes. */
export function printItems(values: readonly Value[], style: YamlStyle, place: Place): string {
  return values.map((value) => printItem(value, style, place)).join(place.eol + ' '.repeat(place.column));
}

function printItem(value: Value, style: YamlStyle, place: Place): string {
  const { column } = place;
  const dash = '-'.padEnd(style.dashWidth);
  if (value instanceof Copy) {
    const { source, indent, isBlock } = value.tree.syntaxOf(value.node).copy(value.tree, value.node);
    return dash + reindent(source, indent, ' '.repeat(column + (isBlock ? style.dashWidth : 0)));
  }
  if (isInline(value, style, true)) return dash + printInline(value, style);
  const inner = { ...place, column: column + style.dashWidth };
  if (Array.isArray(value)) return dash + printItems(value as readonly Value[], style, inner);
  return dash + printMembers(value as { [key: string]: Value }, style, inner);
}

/** Longer objects are easier to read line by line. */
const LONGEST = 100;

/** Whether a value stands on the line of its key or dash. */
function isInline(value: Value, style: YamlStyle, isItem = false): boolean {
  if (isScalar(value)) return true;
  if (Array.isArray(value))
    return value.length === 0 || (style.flowLists && value.every((item) => isOneLine(item)));
  if (Object.keys(value as object).length === 0) return true;
  return isItem && style.flowItems && isFlatObject(value) && printInline(value, style).length <= LONGEST;
}

/** Whether a value is written on one line, in brackets where it must be. */
export function isOneLine(value: Value): boolean {
  if (value instanceof Copy) return canStandOnLine(value);
  return isScalar(value);
}

function isScalar(value: Value): boolean {
  return value === null || typeof value !== 'object' || value instanceof Raw || value instanceof Expression;
}

export function printInline(value: Value, style: YamlStyle): string {
  if (value instanceof Raw) return value.text;
  if (value instanceof Expression) return writeExpression(value.code, style.texts, false);
  if (typeof value === 'string') return writeText(value, style.texts, false);
  return printValue(value, style.flow, INLINE);
}
