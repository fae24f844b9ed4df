import type { Position } from 'vscode-languageserver-textdocument';
import { lineAt, lineStarts } from '../syntax/lines';
import type { Model } from './model';

/** Where an offset stands in another document that the model knows, a member of its set or a neighbour; undefined where
 * it knows no such document. */
export function positionIn({ set, config }: Model, uri: string, offset: number): Position | undefined {
  const neighbour = config.surroundings?.neighbourhood?.files.find((one) => one.uri === uri);
  const lines =
    set.members.find((one) => one.uri === uri)?.lines ?? (neighbour && lineStarts(neighbour.text));
  if (!lines) return undefined;
  const line = lineAt(lines, offset);
  return { line, character: offset - lines[line] };
}
