import { lineAt, lineStarts } from '../syntax/lines';

/**
 * The JSON values of a text that holds several of them, as a loop over `aws ecs describe-task-definition` prints: one a
 * line, or laid out over lines. Each keeps its lines and columns: what stood before it is blank. One piece where the text
 * holds anything else.
 */
export function piecesOf(text: string): string[] {
  const places = objectsIn(text);
  if (!places || places.length < 2) return [text];
  const starts = lineStarts(text);
  return places.map(([start, end]) => {
    const line = lineAt(starts, start);
    return '\n'.repeat(line) + ' '.repeat(start - starts[line]) + text.slice(start, end);
  });
}

/** Where the objects of a text begin and end; undefined where it is not objects and white space alone. */
function objectsIn(text: string): [start: number, end: number][] | undefined {
  const found: [number, number][] = [];
  let [depth, start, isText] = [0, 0, false];
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (isText) {
      if (character === '\\') at++;
      else if (character === '"') isText = false;
    } else if (character === '{' || character === '[') {
      if (depth === 0 && character === '[') return undefined;
      if (depth++ === 0) start = at;
    } else if (character === '}' || character === ']') {
      if (--depth < 0) return undefined;
      if (depth === 0) found.push([start, at + 1]);
    } else if (depth === 0 && !/[\s\ufeff]/.test(character)) return undefined;
    else isText = character === '"';
  }
  return depth === 0 ? found : undefined;
}
