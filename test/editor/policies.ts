import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { actionsAt, codes, diagnosticsIn, open, replace, type Tests } from './acting';
import { eventually, pictured, steadily } from './wait';

const RULES = 'console/runtime-policy.json';
const TASK = 'console/task-definition.json';

/** Policy documents, and the task definitions that they are for. */
export const POLICIES: Tests = {
  'says what a policy and a task definition disagree about, and mends it in the other file': async () => {
    const { document } = await open(RULES);
    const [found] = await diagnosticsIn(document, 1);
    assert.deepEqual(codes(document), ['runtime-fs-needs-monitoring']);
    const [there] = found.relatedInformation!;
    assert.ok(there.location.uri.path.endsWith(TASK));
    assert.equal(there.message, '"php" is not monitored here.');
    await pictured('policy-finding');
    const fix = (await actionsAt(document, found.range)).find(
      ({ title }) => title === 'Turn file system monitoring on in task-definition.json',
    )!;
    assert.ok(await vscode.workspace.applyEdit(fix.edit!));
    await diagnosticsIn(document, 0);
    const { document: task } = await open(TASK);
    assert.equal(task.getText().match(/"FILESYSTEM_MONITORING", "value": "true"/g)?.length, 2);
    // Switched off again, it is found again, although nothing of it is saved.
    await vscode.commands.executeCommand('undo');
    await open(RULES);
    await diagnosticsIn(document, 1);
  },

  'completes the name of a collection, with the documents that lie beside it': async () => {
    const { document, editor } = await open(RULES);
    await replace(editor, '[{ "name": "shop" }]', '[{ "name": "" }]');
    const at = document.positionAt(document.getText().indexOf('[{ "name": "') + '[{ "name": "'.length);
    const { items }: vscode.CompletionList = await vscode.commands.executeCommand(
      'vscode.executeCompletionItemProvider',
      document.uri,
      at,
    );
    assert.ok(
      items.some(({ label }) => nameOf(label).replaceAll('"', '') === 'shop'),
      items.map(({ label }) => nameOf(label)).join(),
    );
    editor.selection = new vscode.Selection(at, at);
    await vscode.commands.executeCommand('editor.action.triggerSuggest');
    await eventually(async () => {
      await vscode.commands.executeCommand('acceptSelectedSuggestion');
      return document.getText().includes('[{ "name": "shop" }]');
    }, 'the name is taken');
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await diagnosticsIn(document, 1);
  },

  'a rule says how many containers it is for, a container which rule is applied to it': async () => {
    const { document: rules } = await open(RULES);
    assert.deepEqual(await lenses(rules), ['Containers: 1, in files: 1']);
    const { document: task } = await open(TASK);
    const applied = 'Runtime rule shop: processes alert, network off, DNS off, file system not monitored';
    const said = await lenses(task);
    assert.ok(said.includes(applied), said.join('; '));
    const all: vscode.CodeLens[] = await vscode.commands.executeCommand(
      'vscode.executeCodeLensProvider',
      task.uri,
    );
    const { command } = all.find((one) => one.command?.title === applied)!;
    const { activeTextEditor } = vscode.window;
    assert.equal(activeTextEditor?.document, task);
    await vscode.commands.executeCommand(command!.command, ...command!.arguments!);
    // There is one place only, which is gone to; several are shown inside of the editor.
    await eventually(() => lineOfCursor() === '"name": "shop",', 'the rule is shown');
  },

  'shows what is applied to the container under the cursor': async () => {
    const { document, editor } = await open(TASK);
    const at = document.positionAt(document.getText().indexOf('"name": "php"'));
    editor.selection = new vscode.Selection(at, at);
    await vscode.commands.executeCommand('ecsDefender.showEffectivePolicy');
    const page = (): vscode.TextDocument | undefined =>
      vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'ecs-defender-policy');
    await eventually(() => page() !== undefined && isPreviewed(), 'the page is opened');
    assert.match(page()!.getText(), /Rule `shop` is applied, by its collections: `shop`\./);
    assert.match(page()!.getText(), /FILESYSTEM_MONITORING is not true here/);
    await pictured('effective-policy');
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  },

  'begins new documents, which count among those of the workspace at once': async () => {
    for (const [command, begins, ...found] of [
      // The wired tasks of this workspace do not watch files yet.
      ['newPolicy', '"appEmbeddedRuntime"', 'runtime-fs-needs-monitoring'],
      ['newCollection', '"images"'],
      ['newCustomRule', '"script"'],
      ['newAlertProfileEmail', '"email"'],
      ['newAlertProfileSlack', '"slack"'],
    ]) {
      await vscode.commands.executeCommand(`ecsDefender.${command}`);
      const { document } = vscode.window.activeTextEditor!;
      await eventually(() => document.getText().includes(begins), `${command} writes ${begins}`);
      await vscode.commands.executeCommand('leaveSnippet');
      await steadily(() => codes(document).join() === found.join(), `${command}: ${found}`, 1);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    }
  },
};

/** The page is shown as Markdown is shown: laid out. */
function isPreviewed(): boolean {
  const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
  return tab?.input instanceof vscode.TabInputWebview && tab.label.includes('Effective policy');
}

function lineOfCursor(): string | undefined {
  const editor = vscode.window.activeTextEditor;
  return editor?.document.lineAt(editor.selection.start.line).text.trim();
}

async function lenses(document: vscode.TextDocument): Promise<string[]> {
  const found: vscode.CodeLens[] = await vscode.commands.executeCommand(
    'vscode.executeCodeLensProvider',
    document.uri,
  );
  return found.flatMap(({ command }) => command?.title ?? []);
}

function nameOf(label: string | vscode.CompletionItemLabel): string {
  return typeof label === 'string' ? label : label.label;
}
