import type { Position, TextDocument } from 'vscode-languageserver-textdocument';
import { skipTrivia } from '../syntax/json/trivia';
import { lineAt, lineStarts } from '../syntax/lines';

/** What stands in a text that may hold several documents. */
export interface Pieces {
  readonly documents: readonly Piece[];
  /** The lines, from 1, on which something begins that is no object and no list. */
  readonly strays: readonly number[];
}

export interface Piece {
  readonly text: string;
  /** Where in the whole it begins. */
  readonly start: Position;
}

/** A document that is a piece of a text: what is found in it stands where it does in the whole. */
export function placed(document: TextDocument, start: Position): TextDocument {
  if (start.line === 0 && start.character === 0) return document;
  const positionAt = (offset: number): Position => {
    const { line, character } = document.positionAt(offset);
    return { line: start.line + line, character: line === 0 ? start.character + character : character };
  };
  return Object.create(document, { positionAt: { value: positionAt } });
}

type Place = readonly [start: number, end: number];

/**
 * The JSON objects and lists of a text, as a loop over `aws ecs describe-task-definition` prints them: one a line, laid
 * out over lines, or as the items of a list. One that is never closed ends where the next begins a line.
 */
export function piecesOf(text: string): Pieces {
  const starts = lineStarts(text);
  const { found, strays } = placesIn(text, 0, text.length, true);
  const documents = found.map(([start, end]): Piece => {
    const line = lineAt(starts, start);
    return { text: text.slice(start, end), start: { line, character: start - starts[line] } };
  });
  return { documents, strays: strays.map((at) => lineAt(starts, at) + 1) };
}

function placesIn(
  text: string,
  from: number,
  to: number,
  opensLists = false,
): { found: Place[]; strays: number[] } {
  const found: Place[] = [];
  const strays: number[] = [];
  // Once a document has no end, those behind it are looked for on their own lines: no text is read over and over.
  let isBroken = false;
  for (let at = skipBetween(text, from); at < to; at = skipBetween(text, at)) {
    if (text[at] !== '{' && text[at] !== '[') {
      strays.push(at);
      at = nextStart(text, at, to);
      continue;
    }
    const limit = isBroken ? nextStart(text, at, to) : to;
    const end = endOf(text, at, limit);
    isBroken ||= end === undefined;
    const place: Place = [at, end ?? nextStart(text, at, to)];
    at = place[1];
    if (end === undefined || !opensLists || !isListOfTasks(text, place)) {
      if (!isOfTemplate(text, place[0])) found.push(place);
    } else {
      const items = placesIn(text, place[0] + 1, end - 1);
      found.push(...items.found);
      strays.push(...items.strays);
    }
  }
  return { found, strays };
}

/** A list of descriptions; a list of containers is a document by itself. */
function isListOfTasks(text: string, [start, end]: Place): boolean {
  return text[start] === '[' && text.slice(start, end).includes('"containerDefinitions"');
}

/** Whether a template says something there, and no document begins. */
function isOfTemplate(text: string, at: number): boolean {
  return text.startsWith('{{', at) || text.startsWith('{%', at);
}

/** White space and comments, the commas of a list, and the mark that begins a text. */
function skipBetween(text: string, from: number): number {
  let at = skipTrivia(text, from);
  while (text[at] === ',' || text[at] === '\ufeff') at = skipTrivia(text, at + 1);
  return at;
}

/** Where the next line begins with a bracket. */
function nextStart(text: string, from: number, to: number): number {
  const line = /\n\ufeff?(?=[{[])/g;
  line.lastIndex = from;
  const next = line.exec(text);
  return next ? Math.min(next.index + next[0].length, to) : to;
}

/** Where the brackets that open at `start` are closed; undefined where they are not, or a string has no end. */
function endOf(text: string, start: number, to: number): number | undefined {
  let [depth, isString] = [0, false];
  for (let at = start; at < to; at++) {
    const character = text[at];
    if (isString) {
      if (character === '\n') return undefined;
      if (character === '\\') at++;
      else if (character === '"') isString = false;
    } else if (character === '"') isString = true;
    else if (character === '{' || character === '[') depth++;
    else if ((character === '}' || character === ']') && --depth === 0) return at + 1;
  }
  return undefined;
}
