import type { Type } from '../../ecs/model/shapes';
import { spell } from '../../syntax/dialect';
import type { TextEdit } from '../../syntax/edits';
import { skipTrivia } from '../../syntax/json/trivia';
import { indentAt } from '../../syntax/lines';
import { Kind, type NodeId, type Tree } from '../../syntax/tree';
import { canBePlain } from '../../syntax/yaml/scalars';
import type { Place } from './cursor';
import { type Form, valueSnippet } from './snippets';

/** How things are written where the cursor stands. */
export interface Writer {
  /** A key with what comes behind it; the value's places to be filled in only where snippets are understood. */
  readonly key: (name: string, type: Type, snippets: boolean) => { text: string; isSnippet: boolean };
  /** A text, or what is no text: a number, true or false, an expression. */
  readonly value: (text: string, isText: boolean) => string;
  /** A text as a value, and a further member of the same object with its own. */
  readonly pair: (text: string, name: string, value: string, isText: boolean) => string;
  /** A list or an object as a snippet, with what is written in it first. */
  readonly structure: (type: Type) => string;
  /** What keeps the text whole around something new. */
  readonly further: readonly TextEdit[];
}

export function writerAt(text: string, cursor: Place): Writer {
  const { typed, language, tree, node } = cursor;
  const isJson =
    language === 'json' || (language === 'terraform' && tree.syntaxOf(node).lineComment === '//');
  const form = formAt(cursor, isJson);
  const after = commaAfter(text, cursor, isJson, form) ? ',' : '';
  const { start } = typed;
  const keyQuote = form.isBlock || typed.quote ? typed.quote : form.keyQuote;
  // Lines after the first are moved by the editor to where the line of the cursor begins.
  const column = start - (text.lastIndexOf('\n', start - 1) + 1);
  const indent = ' '.repeat(form.isBlock ? column - indentAt(text, start).length : 0);
  const lead = typed.needsBlank ? ' ' : '';
  const value = (one: string, isText: boolean): string => {
    if (!isText) return one;
    if (language !== 'yaml') return JSON.stringify(one);
    if (typed.quote === "'") return `'${one.replaceAll("'", "''")}'`;
    return typed.quote === '' && canBePlain(one, form.isInline) ? one : JSON.stringify(one);
  };
  return {
    key: (name, type, snippets) => {
      const own = keyQuote + name + keyQuote;
      if (typed.hasColon) return { text: own, isSnippet: false };
      if (!snippets) return { text: own + form.colon, isSnippet: false };
      const behind = form.isBlock
        ? `:${valueSnippet(type, form, indent)}`
        : form.colon + valueSnippet(type, form, indent);
      return { text: own + behind + after, isSnippet: true };
    },
    structure: (type) => lead + valueSnippet(type, form, indent) + after,
    value: (one, isText) => lead + value(one, isText) + after,
    pair: (one, name, other, isOtherText) => {
      const key = form.isBlock
        ? `\n${indentIn(tree, node)}${spell(tree.dialect, name)}: `
        : `, ${form.keyQuote}${spell(tree.dialect, name)}${form.keyQuote}${form.colon}`;
      return lead + value(one, true) + key + value(other, isOtherText) + after;
    },
    further: commaBefore(text, cursor, isJson, form),
  };
}

function formAt({ tree, node, language, typed }: Place, isJson: boolean): Form {
  const parent = tree.parent(node);
  const isBracketed = /^[[{]/.test(tree.source(parent)) || language !== 'yaml';
  const isInline = isBracketed && !tree.source(parent).includes('\n');
  if (language === 'yaml')
    return {
      isBlock: !isBracketed,
      isInline: isBracketed,
      keyQuote: typed.quote,
      quote: typed.quote,
      colon: ': ',
      memberEnd: ',',
      unit: '  ',
    };
  if (isJson)
    return {
      isBlock: false,
      isInline,
      keyQuote: '"',
      quote: '"',
      colon: ': ',
      memberEnd: ',',
      unit: unitOf(tree.text),
    };
  const sibling = tree.children(parent).find((child) => child !== node && tree.kind(child) === Kind.String);
  const isKeyed = sibling !== undefined && tree.kind(parent) === Kind.Object;
  const between = isKeyed ? tree.text.slice(tree.end(sibling), tree.start(sibling + 1)) : '';
  return {
    isBlock: false,
    isInline,
    keyQuote: isKeyed && tree.source(sibling).startsWith('"') ? '"' : '',
    quote: '"',
    colon: between.includes(':') ? ': ' : ' = ',
    memberEnd: '',
    unit: '  ',
  };
}

/** One step of indentation, by the first line that has any. */
export function unitOf(text: string): string {
  return /\n(\t| +)\S/.exec(text)?.[1] ?? '  ';
}

function indentIn(tree: Tree, node: NodeId): string {
  const first = tree.firstChild(tree.parent(node));
  const column = tree.start(first) - (tree.text.lastIndexOf('\n', tree.start(first) - 1) + 1);
  return ' '.repeat(column - indentAt(tree.text, tree.start(node)).length);
}

/** Whether what follows needs a comma in front of it. */
function commaAfter(text: string, { typed }: Place, isJson: boolean, form: Form): boolean {
  if (typed.hasColon || form.isBlock) return false;
  const at = skipTrivia(text, typed.end);
  const isOnLine = !text.slice(typed.end, at).includes('\n');
  return isJson ? text[at] === '"' : isOnLine && /["\w]/.test(text[at] ?? '');
}

/** The comma that is missing behind what stands before. */
function commaBefore(text: string, { tree, node }: Place, isJson: boolean, form: Form): TextEdit[] {
  if (form.isBlock) return [];
  const siblings = tree.children(tree.parent(node));
  const before = siblings[siblings.indexOf(node) - 1];
  const isValue = tree.kind(tree.parent(node)) === Kind.Array || siblings.indexOf(node) % 2 === 0;
  if (before === undefined || !isValue || tree.kind(before) === Kind.Missing) return [];
  const end = tree.end(before);
  const between = text.slice(end, tree.start(node)).replace(/\/\*[\s\S]*?\*\/|(?:\/\/|#)[^\n]*/g, '');
  // Lines separate the members of Terraform's objects.
  const isSeparated =
    between.includes(',') ||
    (!isJson && tree.kind(tree.parent(node)) === Kind.Object && between.includes('\n'));
  return isSeparated ? [] : [{ start: end, end, text: ',' }];
}
