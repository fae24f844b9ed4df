import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './wait';

/** What a suite does again and again. Golden texts are what the command line writes for the same files. */
declare const GOLDEN: Record<string, string>;
export const golden = (name: string): string => GOLDEN[name];

/** Tests by name, in the order in which they run. */
export type Tests = Record<string, () => Promise<void>>;

export async function open(
  path: string,
): Promise<{ document: vscode.TextDocument; editor: vscode.TextEditor }> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'a folder is open');
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, path));
  return { document, editor: await vscode.window.showTextDocument(document) };
}

export function ours(document: vscode.TextDocument): vscode.Diagnostic[] {
  const found = vscode.languages.getDiagnostics(document.uri).filter((one) => one.source === 'ecs-defender');
  return found.sort((a, b) => a.range.start.compareTo(b.range.start));
}

export async function diagnosticsIn(
  document: vscode.TextDocument,
  count: number,
): Promise<vscode.Diagnostic[]> {
  await eventually(
    () => ours(document).length === count,
    () => `${count} findings; there are ${codes(document).join(', ') || 'none'}`,
  );
  return ours(document);
}

export function codeOf(diagnostic: vscode.Diagnostic): string {
  return (diagnostic.code as { value: string }).value;
}
export function codes(document: vscode.TextDocument): string[] {
  return ours(document).map(codeOf);
}

export async function replace(editor: vscode.TextEditor, what: string, by: string): Promise<void> {
  const { document } = editor;
  const start = document.getText().indexOf(what);
  const range = new vscode.Range(document.positionAt(start), document.positionAt(start + what.length));
  await editor.edit((edit) => edit.replace(range, by));
}

/** Runs a command and waits until it has changed the document. */
export async function changes(document: vscode.TextDocument, command: string): Promise<void> {
  const before = document.getText();
  await vscode.commands.executeCommand(command);
  await eventually(() => document.getText() !== before, `${command} changes the document`);
}

export async function actionsAt(
  document: vscode.TextDocument,
  range: vscode.Range,
): Promise<vscode.CodeAction[]> {
  return vscode.commands.executeCommand('vscode.executeCodeActionProvider', document.uri, range, 'quickfix');
}
