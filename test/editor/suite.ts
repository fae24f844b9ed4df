import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { eventually, textOf } from './wait';

/**
 * What a person does in VS Code, run inside a real one: served at both ends of the supported range, or on the desktop.
 * Golden texts are what the command line writes for the same files.
 */
const GOLDEN = join(__dirname, 'golden');
const golden = (name: string): string => readFileSync(join(GOLDEN, name), 'utf8');

const TESTS: Record<string, () => Promise<void>> = {
  'marks each container without wiring at its name': async () => {
    const { document } = await open('wired-by-profile/task-definition.json');
    const found = await diagnosticsIn(document, 2);
    assert.deepEqual(
      found.map((one) => document.getText(one.range)),
      ['"web"', '"api"'],
    );
    const [first] = found;
    assert.equal(first.source, 'ecs-defender');
    assert.equal(first.severity, vscode.DiagnosticSeverity.Warning);
    assert.match(first.message, /^Task "shop" would start without Prisma Cloud Defender/);
    const code = first.code as { value: string; target: vscode.Uri };
    assert.equal(code.value, 'task-unprotected');
    const page = await vscode.workspace.fs.readFile(vscode.Uri.file(code.target.fsPath));
    assert.match(Buffer.from(page).toString('utf8'), /^# A Fargate task without Prisma Cloud Defender/);
  },

  'says nothing about unrelated JSON': async () => {
    const { document } = await open('bare/unrelated.json');
    await new Promise((resolve) => setTimeout(resolve, 1000));
    assert.deepEqual(ours(document), []);
  },

  'reads templates that hold JSON': async () => {
    const { document } = await open('bare/job.json.tpl');
    const [found] = await diagnosticsIn(document, 1);
    assert.equal(document.getText(found.range), '"job"');
  },

  'marks while typing, and stops when the wiring is complete': async () => {
    const { document, editor } = await open('bare/task-definition.json');
    await diagnosticsIn(document, 2);
    const line = document
      .getText()
      .split('\n')
      .findIndex((text) => text.includes('"name": "api"'));
    const end = document.lineAt(line).range.end;
    await editor.edit((edit) =>
      edit.insert(end, '\n      "firelensConfiguration": { "type": "fluentbit" },'),
    );
    await diagnosticsIn(document, 1);
    await vscode.commands.executeCommand('undo');
    await diagnosticsIn(document, 2);
  },

  'protects one container by its quick fix; one undo takes it back': async () => {
    const { document } = await open('wired-by-profile/task-definition.json');
    const before = document.getText();
    const [web] = await diagnosticsIn(document, 2);
    const actions = await actionsAt(document, web.range);
    const fix = actions.find((one) => one.title === 'Protect with Defender');
    assert.ok(fix?.edit && fix.isPreferred, 'the fix is offered, and preferred');
    assert.ok(actions.some((one) => one.title === 'Protect all containers with Defender'));
    assert.ok(actions.some((one) => one.title === 'Show documentation for task-unprotected'));
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    const [left] = await diagnosticsIn(document, 1);
    assert.equal(document.getText(left.range), '"api"');
    assert.equal((left.code as { value: string }).value, 'container-unwrapped');
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
  },

  'protects the task by command, byte for byte as the command line does; one undo takes it back':
    async () => {
      const { document } = await open('wired-by-profile/task-definition.json');
      const before = document.getText();
      await diagnosticsIn(document, 2);
      await vscode.commands.executeCommand('ecsDefender.protect');
      await eventually(() => document.getText() !== before, 'the document changes');
      assert.equal(document.getText(), golden('wired-by-profile.json'));
      await diagnosticsIn(document, 0);
      await vscode.commands.executeCommand('undo');
      assert.equal(document.getText(), before);
    },

  'selects placeholders one after the other, and reports those that are left': async () => {
    const { document, editor } = await open('bare/task-definition.json');
    const before = document.getText();
    await diagnosticsIn(document, 2);
    await vscode.commands.executeCommand('ecsDefender.protect');
    await eventually(() => textOf(editor) === '<entry-point>', 'the first placeholder is selected');
    await vscode.commands.executeCommand('type', { text: 'node' });
    for (const placeholder of ['<ws-address>', '<defender-image>', '<install-bundle>']) {
      await vscode.commands.executeCommand('ecsDefender.nextPlaceholder');
      await eventually(() => textOf(editor) === placeholder, `${placeholder} is selected`);
    }
    const left = await diagnosticsIn(document, 3);
    assert.deepEqual(
      left.map((one) => (one.code as { value: string }).value),
      Array(3).fill('placeholder-left'),
    );
    while (document.getText() !== before && document.isDirty) await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
  },

  'opens a rule’s page to be read, offline': async () => {
    await vscode.commands.executeCommand('ecsDefender.server.showRule', 'task-unprotected');
    const label = (): string => vscode.window.tabGroups.activeTabGroup.activeTab?.label ?? '';
    await eventually(
      () => label().includes('task-unprotected.md'),
      () => `the page is shown; there is "${label()}"`,
    );
  },

  'follows the profile and the settings': async () => {
    const { document } = await open('bare/task-definition.json');
    await diagnosticsIn(document, 2);
    const profile = vscode.Uri.joinPath(document.uri, '../.ecs-defender.json');
    const rules = {
      rules: { 'task-unprotected': 'error' },
      containers: { exclude: [{ container: 'api', reason: 'test' }] },
    };
    await vscode.workspace.fs.writeFile(profile, Buffer.from(JSON.stringify(rules)));
    const [left] = await diagnosticsIn(document, 1);
    assert.equal(left.severity, vscode.DiagnosticSeverity.Error);
    await vscode.workspace.fs.delete(profile);
    await diagnosticsIn(document, 2);
    const settings = vscode.workspace.getConfiguration('ecsDefender');
    await settings.update('rules', { 'task-unprotected': 'off' }, vscode.ConfigurationTarget.Workspace);
    await diagnosticsIn(document, 0);
    await settings.update('rules', undefined, vscode.ConfigurationTarget.Workspace);
    await diagnosticsIn(document, 2);
  },

  'offers no edit where a value is missing that no placeholder can stand for': async () => {
    const { document } = await open('bare/list.json');
    await diagnosticsIn(document, 1);
    const kind = 'refactor.rewrite.protectWithDefender';
    const range = new vscode.Range(0, 0, 0, 0);
    const actions: vscode.CodeAction[] = await vscode.commands.executeCommand(
      'vscode.executeCodeActionProvider',
      document.uri,
      range,
      kind,
    );
    // This door of VS Code leaves disabled actions out; their reasons are tested with the language server.
    assert.deepEqual(
      actions.filter((one) => one.edit),
      [],
    );
  },

  'says why the command can do nothing': async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('ecsDefender.protect');
    const commands = await vscode.commands.getCommands(true);
    for (const id of ['ecsDefender.protect', 'ecsDefender.server.protect', 'ecsDefender.server.showRule'])
      assert.ok(commands.includes(id), id);
  },

  'looks at the user’s own documents only, not at revisions of them': async () => {
    const provider = vscode.workspace.registerTextDocumentContentProvider('revision', {
      provideTextDocumentContent: () =>
        '{"family":"f","containerDefinitions":[{"name":"web","image":"nginx"}]}',
    });
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse('revision:/task.json'));
    await vscode.languages.setTextDocumentLanguage(document, 'json');
    await new Promise((resolve) => setTimeout(resolve, 1000));
    assert.deepEqual(ours(document), []);
    provider.dispose();
  },
};

export async function run(): Promise<void> {
  let failed = 0;
  for (const [name, test] of Object.entries(TESTS)) {
    try {
      await test();
      console.log(`ok - ${name}`);
    } catch (error) {
      failed++;
      console.log(`not ok - ${name}\n${error instanceof Error ? error.stack : String(error)}`);
    }
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  console.log(
    `suite: ${Object.keys(TESTS).length - failed} passed, ${failed} failed (VS Code ${vscode.version})`,
  );
  if (failed > 0) throw new Error(`${failed} failed`);
}

async function open(path: string): Promise<{ document: vscode.TextDocument; editor: vscode.TextEditor }> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'a folder is open');
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, path));
  return { document, editor: await vscode.window.showTextDocument(document) };
}

function ours(document: vscode.TextDocument): vscode.Diagnostic[] {
  const found = vscode.languages.getDiagnostics(document.uri).filter((one) => one.source === 'ecs-defender');
  return found.sort((a, b) => a.range.start.compareTo(b.range.start));
}

async function diagnosticsIn(document: vscode.TextDocument, count: number): Promise<vscode.Diagnostic[]> {
  await eventually(
    () => ours(document).length === count,
    () => `${count} findings; there are ${ours(document).length}`,
  );
  return ours(document);
}

async function actionsAt(document: vscode.TextDocument, range: vscode.Range): Promise<vscode.CodeAction[]> {
  return vscode.commands.executeCommand('vscode.executeCodeActionProvider', document.uri, range, 'quickfix');
}
