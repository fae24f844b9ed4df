import type { TextDocumentContentChangeEvent } from 'vscode-languageserver/node';
import type { Document } from '../lsp/support/document';
import { changesOf, heldOf } from './documents';
import { type Mutation, mutate } from './mutations';

/** What is sent to the server for a step. */

export async function edit(document: Document, mutation: Mutation, other: string): Promise<void> {
  const changes = changesOf(heldOf(document.text), mutate(document.text, mutation, other));
  if (changes.length > 0) await document.change(...changes);
}

const BEYOND = { line: 2_000_000, character: 2_000_000 };
const BEFORE = { line: -5, character: -5 };

/** Changes with places that are not in the document, which count as the nearest that is, under whatever version. */
export async function reachFar(document: Document, how: number, version: number): Promise<void> {
  const { text } = document;
  const ways: [to: string, change: TextDocumentContentChangeEvent][] = [
    [`${text}\n`, { range: { start: BEYOND, end: BEYOND }, text: '\n' }],
    [`\n${text}`, { range: { start: BEFORE, end: BEFORE }, text: '\n' }],
    [`${text}\n\n`, { range: { start: BEYOND, end: { ...BEYOND, line: BEYOND.line + 2 } }, text: '\n\n' }],
    ['{\n}\n', { range: { start: BEFORE, end: BEYOND }, text: '{\n}\n' }],
    ['[]', { range: { start: BEYOND, end: BEFORE }, text: '[]' }],
    [text, { text }],
  ];
  const [to, change] = ways[how % ways.length];
  await document.tell(to, version, [change]);
}

/** The parameters of a request about a place in a document. */
export function paramsOf(document: Document | undefined, at: number): unknown {
  const uri = document?.uri ?? NEVER;
  const text = document?.text ?? '';
  const position = heldOf(text).positionAt(at % (text.length + 1));
  const range = { start: position, end: position };
  const context = { diagnostics: [], includeDeclaration: true };
  return { textDocument: { uri }, uri, position, positions: [position], range, context, newName: 'renamed' };
}

const NEVER = 'file:///fuzz/never.json';

/** Parameters that no editor should send, by the word that stands for them; others stand for themselves. */
export function bogusParams(document: Document | undefined, params: unknown): unknown {
  const textDocument = { uri: document?.uri ?? NEVER, version: 1, languageId: 7, text: null };
  const range = { start: BEFORE, end: { line: 1.5, character: 'x' } };
  switch (params) {
    case 'far':
      return { textDocument, position: BEFORE, range: { start: BEYOND, end: BEFORE }, contentChanges: [] };
    case 'gone':
      return {
        textDocument: { uri: 'file:///fuzz/closed.json', version: -1 },
        position: BEFORE,
        contentChanges: [{ text: '{}' }],
      };
    case 'texts':
      return { textDocument, contentChanges: [{ text: 7 }, { text: null }], text: 7 };
    case 'ranges':
      return { textDocument, range, positions: [range], contentChanges: [{ range, text: 'x' }, { range }] };
    default:
      return params;
  }
}
