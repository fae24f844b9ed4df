import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  actionsAt,
  changes,
  codeOf,
  codes,
  diagnosticsIn,
  golden,
  open,
  ours,
  replace,
  type Tests,
} from './acting';
import { CRASHING, RESTARTING } from './crashing';
import { EVERYWHERE } from './everywhere';
import { KNOWING } from './knowing';
import { Memory } from './memory';
import { POLICIES } from './policies';
import { PREVIEW } from './preview';
import { runTests } from './running';
import { SCRIPTS } from './scripts';
import { eventually, textOf } from './wait';

/**
 * What a person does in VS Code, run inside a real one: served at both ends of the supported range, on the desktop, and
 * in the worker of a browser.
 */
const TESTS: Tests = {
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
    const page = await vscode.workspace.openTextDocument(code.target);
    assert.match(page.getText(), /^# A Fargate task without Prisma Cloud Defender/);
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
    // A tracing daemon, which is left alone.
    await replace(
      editor,
      '"image": "123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/shop-api:1.4.2"',
      '"image": "amazon/aws-xray-daemon:3.3.15"',
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

  'protects a CloudFormation template in YAML: comments and intrinsics stay': async () => {
    await protectsLikeTheCommandLine('templates/template.yaml', 'template.yaml', 'web');
  },

  'protects a Terraform resource: its formatting stays': async () => {
    await protectsLikeTheCommandLine('templates/ecs.tf', 'ecs.tf', '"worker"');
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

  'keeps the wiring true on save, and changes nothing else': async () => {
    const { document, editor } = await open('wired/today.json');
    const before = document.getText();
    const settings = vscode.workspace.getConfiguration('editor');
    const onSave = { 'source.fixAll.ecsDefender': 'explicit' };
    await settings.update('codeActionsOnSave', onSave, vscode.ConfigurationTarget.Workspace);
    await replace(editor, '"image": "forms:1"', '"image": "forms:2"');
    await eventually(() => codes(document).includes('image-drift'), 'the drift is seen');
    await document.save();
    assert.equal(document.getText(), before.replaceAll('forms:1', 'forms:2'));
    await settings.update('codeActionsOnSave', undefined, vscode.ConfigurationTarget.Workspace);
    await replace(editor, document.getText(), before);
    await document.save();
  },

  'upgrades old wiring by command, and takes it away; one undo for each': async () => {
    const { document } = await open('wired/old.json');
    const before = document.getText();
    await eventually(() => codes(document).includes('wiring-outdated'), 'the old wiring is seen');
    await changes(document, 'ecsDefender.upgrade');
    assert.equal(document.getText(), golden('upgraded.json'));
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
    await changes(document, 'ecsDefender.unprotect');
    assert.equal(document.getText(), golden('unprotected.json'));
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
  },

  'toggles file system monitoring in the containers and the sidecar together': async () => {
    const { document } = await open('wired/today.json');
    const before = document.getText();
    await changes(document, 'ecsDefender.toggleFilesystemMonitoring');
    const on = before.replaceAll(/("FILESYSTEM_MONITORING", "value": )"false"/g, '$1"true"');
    assert.equal(document.getText(), on);
    await changes(document, 'ecsDefender.toggleFilesystemMonitoring');
    assert.equal(document.getText(), before);
    await document.save();
  },

  'shows over entryPoint what runs, with and without the Defender': async () => {
    const { document } = await open('wired/today.json');
    const at = document.positionAt(document.getText().indexOf('"entryPoint"') + 3);
    const hovers: vscode.Hover[] = await vscode.commands.executeCommand(
      'vscode.executeHoverProvider',
      document.uri,
      at,
    );
    const texts = hovers.flatMap((hover) =>
      hover.contents.map((one) => (one as vscode.MarkdownString).value),
    );
    assert.ok(
      texts.some((text) => text.includes('Without the Defender: `node server.js`')),
      texts.join('\n'),
    );
  },

  'accepts a finding in the profile, with a place for the reason': async () => {
    const { document } = await open('wired/old.json');
    await eventually(() => codes(document).includes('wiring-outdated'), 'the finding is there');
    const finding = ours(document).find((one) => codeOf(one) === 'wiring-outdated')!;
    const actions = await actionsAt(document, finding.range);
    const accept = actions.find((one) => one.title === 'Suppress wiring-outdated here in the profile');
    assert.ok(accept?.edit && (await vscode.workspace.applyEdit(accept.edit)));
    const count = (): number => codes(document).filter((code) => code === 'wiring-outdated').length;
    await eventually(() => count() === 1, 'only the other container’s finding is left');
    const profile = vscode.workspace.textDocuments.find((one) =>
      one.uri.path.endsWith('wired/.ecs-defender.json'),
    )!;
    assert.match(
      profile.getText(),
      /"rule": "wiring-outdated",\s+"family": "forms",\s+"container": "server",\s+"reason": ""/,
    );
    // Beside the task, which a preview would take the place of: what is closed has no findings.
    await vscode.window.showTextDocument(profile, { preview: false });
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await eventually(() => count() === 2, 'reverted, both are back');
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
    await vscode.workspace.fs.writeFile(profile, new TextEncoder().encode(JSON.stringify(rules)));
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
    for (const id of [
      'ecsDefender.preview',
      'ecsDefender.protect',
      'ecsDefender.upgrade',
      'ecsDefender.protectWorkspace',
      'ecsDefender.checkWorkspace',
      'ecsDefender.createProfile',
      'ecsDefender.restart',
      'ecsDefender.showLog',
      'ecsDefender.unprotect',
      'ecsDefender.toggleFilesystemMonitoring',
      'ecsDefender.server.protect',
      'ecsDefender.server.showRule',
    ])
      assert.ok(commands.includes(id), id);
  },

  'finds the profile of a document that only the editor can read': async () => {
    const provider = vscode.workspace.registerFileSystemProvider(
      'vscode-vfs',
      new Memory({
        '/org/app/.ecs-defender.json': '{ "rules": { "task-unprotected": "error" } }',
        '/org/app/deploy/task.json':
          '{"family":"f","containerDefinitions":[{"name":"web","image":"nginx","entryPoint":["/run"]}]}',
      }),
    );
    const uri = vscode.Uri.parse('vscode-vfs://github/org/app/deploy/task.json');
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    const [found] = await diagnosticsIn(document, 1);
    assert.equal(found.severity, vscode.DiagnosticSeverity.Error);
    provider.dispose();
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
  ...KNOWING,

  ...SCRIPTS,
  ...POLICIES,
  ...PREVIEW,
  ...EVERYWHERE,
  ...RESTARTING,
  // The worker of a browser cannot be killed: what goes wrong in it does not end it.
  ...(globalThis.process ? CRASHING : {}),
};

export const run = (): Promise<void> => runTests(TESTS);

/** The finding stands at the name, the quick fix makes what the command line writes, and one undo takes it back. */
async function protectsLikeTheCommandLine(path: string, expected: string, name: string): Promise<void> {
  const { document } = await open(path);
  const before = document.getText();
  const [found] = await diagnosticsIn(document, 1);
  assert.equal(document.getText(found.range), name);
  const actions = await actionsAt(document, found.range);
  const fix = actions.find((one) => one.title === 'Protect with Defender');
  assert.ok(fix?.edit && (await vscode.workspace.applyEdit(fix.edit)));
  assert.equal(document.getText(), golden(expected));
  await diagnosticsIn(document, 0);
  await vscode.commands.executeCommand('undo');
  assert.equal(document.getText(), before);
}
