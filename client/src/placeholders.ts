import { commands, type Disposable, type Range, Selection, Uri, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Range as LspRange } from 'vscode-languageserver-types';
import { ask } from './ask';

/** Run by code actions that leave placeholders behind: `[uri, ranges]`. */
export const SELECT_PLACEHOLDERS = 'ecsDefender.selectPlaceholders';
const NEXT = 'ecsDefender.nextPlaceholder';
const LEAVE = 'ecsDefender.leavePlaceholders';
/** While it is set, Tab goes to the next placeholder and Escape ends the walk. */
const CONTEXT = 'ecsDefender.fillingPlaceholders';

/** The step through placeholders that is under way. */
let walking: Promise<void> = Promise.resolve();

/** The walk through placeholders: each is selected so that typing replaces it, and Tab goes on to the next. */
export function registerPlaceholders(client: BaseLanguageClient): Disposable[] {
  return [
    commands.registerCommand(SELECT_PLACEHOLDERS, (uri: string, ranges: LspRange[]) =>
      fillPlaceholders(client, uri, ranges),
    ),
    commands.registerCommand(NEXT, () => {
      // One after the other: the second of two quick Tabs starts where the first one has led.
      walking = walking.then(() => next(client)).catch(() => undefined);
      return walking;
    }),
    commands.registerCommand(LEAVE, leave),
    window.onDidChangeActiveTextEditor(leave),
  ];
}

export async function fillPlaceholders(
  client: BaseLanguageClient,
  uri: string,
  ranges: readonly LspRange[],
): Promise<void> {
  const document = await workspace.openTextDocument(Uri.parse(uri));
  const editor = await window.showTextDocument(document);
  const [first] = ranges.map((range) => client.protocol2CodeConverter.asRange(range));
  if (!first) return;
  select(editor, first);
  await commands.executeCommand('setContext', CONTEXT, true);
}

async function next(client: BaseLanguageClient): Promise<void> {
  const editor = window.activeTextEditor;
  if (!editor) return leave();
  // Read before the server is asked: meanwhile the editor may report a selection from before the last one that was set.
  const { active } = editor.selection;
  const uri = client.code2ProtocolConverter.asUri(editor.document.uri);
  // Typing has moved them: the server knows where those that are left stand now.
  const left = await ask<LspRange[]>(client, 'ecsDefender/placeholders', { uri });
  const ranges = (left ?? [])
    .map((range) => client.protocol2CodeConverter.asRange(range))
    .filter((range): range is Range => range !== undefined);
  const following = ranges.find((range) => range.start.isAfter(active)) ?? ranges[0];
  if (!following) return leave();
  select(editor, following);
}

async function leave(): Promise<void> {
  await commands.executeCommand('setContext', CONTEXT, false);
}

function select(editor: NonNullable<typeof window.activeTextEditor>, range: Range): void {
  editor.selection = new Selection(range.start, range.end);
  editor.revealRange(range);
}
