import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { golden, type Tests } from './acting';
import { eventually, steadily } from './wait';

/** Work on the whole workspace: protecting all of it, checking it, and the profile. */
export const EVERYWHERE: Tests = {
  'protects the task definitions of the workspace in one edit, which is looked through first': async () => {
    const changed = ['templates/ecs.tf', 'templates/template.yaml', 'templates/service.yaml'];
    changed.push('wired-by-profile/task-definition.json');
    const documents = await Promise.all(
      changed.map((place) => vscode.workspace.openTextDocument(uriOf(place))),
    );
    const before = documents.map((document) => document.getText());
    // Those that can be protected are ticked already.
    await answering('ecsDefender.protectWorkspace', isPreviewed);
    const texts = vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === 'ecs-defender');
    const after = texts.find(({ uri }) => uri.path === '/after/ecs.tf');
    assert.equal(after?.getText(), golden('ecs.tf'));
    assert.notEqual(textOf('templates/ecs.tf'), golden('ecs.tf'));
    // It ends with a message that waits for a person.
    void vscode.commands.executeCommand('ecsDefender.applyPreview');
    // In a browser the documents of one edit change one after the other.
    for (const [place, name] of [
      ['templates/ecs.tf', 'ecs.tf'],
      ['templates/template.yaml', 'template.yaml'],
      ['wired-by-profile/task-definition.json', 'wired-by-profile.json'],
    ])
      await eventually(() => textOf(place) === golden(name), `${place} is protected`);
    assert.ok(!isPreviewed(), 'the preview is closed');
    await vscode.commands.executeCommand('notifications.clearAll');
    // Undoing what was done to many files asks whether all of them are meant: a person's answer.
    for (const [place, { uri }] of documents.entries()) await restore(uri, before[place]);
  },

  'checks what is not open on demand; what is opened speaks for itself': async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('ecsDefender.checkWorkspace');
    const uri = vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0].uri, 'bare/job.json.tpl');
    await eventually(() => vscode.languages.getDiagnostics(uri).length === 1, 'the finding is there');
    await vscode.window.showTextDocument(uri);
    await steadily(() => vscode.languages.getDiagnostics(uri).length === 1, 'it is told, and not twice');
  },

  'writes a profile from what wired tasks say': async () => {
    const [folder] = vscode.workspace.workspaceFolders!;
    const uri = vscode.Uri.joinPath(folder.uri, '.ecs-defender.json');
    const isOpen = (): boolean => vscode.window.activeTextEditor?.document.uri.toString() === uri.toString();
    // What the tasks contradict each other in: the most frequent. What none of them says is left for later.
    await answering('ecsDefender.createProfile', isOpen);
    const { document } = vscode.window.activeTextEditor!;
    assert.equal(document.languageId, 'jsonc');
    assert.match(document.getText(), /"wsAddress": "wss:\/\//);
    // One that is there is only opened.
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode('{}'));
    await vscode.commands.executeCommand('ecsDefender.createProfile');
    assert.equal(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)), '{}');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.workspace.fs.delete(uri);
  },
};

function uriOf(place: string): vscode.Uri {
  return vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0].uri, place);
}
/** The editor closes documents by and by that it shows nowhere. */
async function restore(uri: vscode.Uri, text: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  await vscode.workspace.applyEdit(edit);
  await document.save();
}
function isPreviewed(): boolean {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.some(({ label }) => label.startsWith('Workspace: Protection Preview'));
}

/** The text of a file, where it is open in the editor. */
function textOf(place: string): string | undefined {
  return vscode.workspace.textDocuments.find(({ uri }) => uri.path.endsWith(`/${place}`))?.getText();
}

/**
 * Runs a command and answers its questions with what they offer, until it has had its effect. One that is answered before
 * its choices have come ends the command with nothing chosen: it is run again.
 */
async function answering(command: string, holds: () => boolean): Promise<void> {
  let running: Thenable<void> | undefined;
  for (let tries = 0; tries < 60 && !holds(); tries++) {
    running ??= vscode.commands.executeCommand(command).then(() => {
      running = undefined;
    });
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  assert.ok(holds(), 'the question was answered');
  await running;
}
