import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { diagnosticsIn, golden, open, type Tests } from './acting';
import { eventually } from './wait';

/** Preview, lens and language server commands. */
export const PREVIEW: Tests = {
  'previews the protection, writes nothing, and applies it with one command; one undo takes it back':
    async () => {
      const { document } = await open('wired-by-profile/task-definition.json');
      const before = document.getText();
      await diagnosticsIn(document, 2);
      await vscode.commands.executeCommand('ecsDefender.preview');
      const { original, modified } = await preview();
      assert.equal(original.getText(), before);
      assert.equal(modified.getText(), golden('wired-by-profile.json'));
      assert.equal(modified.languageId, 'json');
      assert.equal(document.getText(), before);
      assert.equal(document.isDirty, false);
      await vscode.commands.executeCommand('ecsDefender.applyPreview');
      await eventually(() => document.getText() !== before, 'the document changes');
      assert.equal(document.getText(), golden('wired-by-profile.json'));
      assert.equal(inputs().length, 0, 'the preview is closed');
      await vscode.commands.executeCommand('undo');
      assert.equal(document.getText(), before);
    },

  'a click on a container’s lens previews that container alone; the preview follows the document':
    async () => {
      const { document } = await open('wired-by-profile/task-definition.json');
      const before = document.getText();
      await diagnosticsIn(document, 2);
      const lenses: vscode.CodeLens[] = await vscode.commands.executeCommand(
        'vscode.executeCodeLensProvider',
        document.uri,
        10,
      );
      const own = lenses.filter(({ command }) => command?.command === 'ecsDefender.preview');
      assert.deepEqual(
        own.map(({ command }) => command!.title),
        [
          'Containers protected: 0 of 2, left alone: 1',
          'Not protected by Defender',
          'Not protected by Defender',
        ],
      );
      const { command, arguments: args } = own[2].command!;
      await vscode.commands.executeCommand(command, ...args!);
      const { modified } = await preview();
      const names = [...modified.getText().matchAll(/"TW_CONTAINER_NAME",\s+"value": "(\w+)"/g)];
      assert.deepEqual(
        names.map(([, name]) => name),
        ['api'],
      );
      const start = document.positionAt(before.indexOf('"shop"'));
      const typed = new vscode.WorkspaceEdit();
      typed.replace(document.uri, new vscode.Range(start, start.translate(0, 6)), '"store"');
      await vscode.workspace.applyEdit(typed);
      await eventually(() => modified.getText().includes('"value": "store"'), 'the preview is made anew');
      await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('undo');
      assert.equal(document.getText(), before);
    },

  'the language server restarts, and goes on where it was': async () => {
    const { document } = await open('bare/task-definition.json');
    await diagnosticsIn(document, 2);
    await vscode.commands.executeCommand('ecsDefender.restart');
    await diagnosticsIn(document, 2);
  },
};

function inputs(): vscode.TabInputTextDiff[] {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.flatMap(({ input }) => (input instanceof vscode.TabInputTextDiff ? input : []));
}

/** The two texts of the preview, once it is shown. */
async function preview(): Promise<{ original: vscode.TextDocument; modified: vscode.TextDocument }> {
  await eventually(() => inputs().length === 1, 'the preview is shown');
  const [input] = inputs();
  return {
    original: await vscode.workspace.openTextDocument(input.original),
    modified: await vscode.workspace.openTextDocument(input.modified),
  };
}
