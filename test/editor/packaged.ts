import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { actionsAt, diagnosticsIn, golden, open, type Tests } from './acting';
import { CRASHING } from './crashing';
import { runTests } from './running';
import { eventually, pictured } from './wait';

/** What people see who have installed the package, in both languages. */
const WORDS = {
  en: {
    finding: /^Task "shop" would start without Prisma Cloud Defender/,
    fix: 'Protect with Defender',
    command: 'Protect Task Definition',
    page: /^# A Fargate task without Prisma Cloud Defender/,
  },
  ja: {
    finding: /^タスク「shop」には Prisma Cloud Defender が組み込まれていません/,
    fix: 'Defender で保護',
    command: 'タスク定義を保護',
    page: /^# Prisma Cloud Defender が組み込まれていない Fargate タスク/,
  },
};
declare const LANGUAGE: keyof typeof WORDS;
const words = WORDS[LANGUAGE];

const TESTS: Tests = {
  'the package is installed, and speaks the editor’s language': async () => {
    assert.equal(vscode.env.language, LANGUAGE);
    const extension = vscode.extensions.getExtension('ecs-defender.ecs-defender');
    assert.match(extension?.extensionPath ?? '', /extensions\/ecs-defender\.ecs-defender-\d/);
    const { commands } = extension!.packageJSON.contributes;
    const protect = commands.find(({ command }: { command: string }) => command === 'ecsDefender.protect');
    // Translated words come together with the original.
    assert.equal(protect.title.value ?? protect.title, words.command);
  },

  'it finds, explains and protects, byte for byte as the command line does': async () => {
    const { document } = await open('wired-by-profile/task-definition.json');
    const [found] = await diagnosticsIn(document, 2);
    assert.match(found.message, words.finding);
    const { target } = found.code as { target: vscode.Uri };
    assert.match((await vscode.workspace.openTextDocument(target)).getText(), words.page);
    // The editor's own extensions start at the same time, and its first answer may come without ours.
    let titles: string[] = [];
    for (let tries = 0; tries < 20 && !titles.includes(words.fix); tries++) {
      titles = (await actionsAt(document, found.range)).map(({ title }) => title);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    assert.ok(titles.includes(words.fix), `offered: ${titles.join(', ')}`);
    await pictured(`packaged-${LANGUAGE}`);
    await vscode.commands.executeCommand('ecsDefender.protect');
    await eventually(() => document.getText() === golden('wired-by-profile.json'), 'it is protected');
    await vscode.commands.executeCommand('undo');
  },

  'it reads templates: the grammars are in the package': async () => {
    const { document } = await open('templates/template.yaml');
    await diagnosticsIn(document, 1);
  },

  'it opens an example that nobody has to save': async () => {
    await vscode.commands.executeCommand('ecsDefender.openExample', 'task-definition.json');
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.isUntitled, true);
    await diagnosticsIn(document!, 2);
  },

  ...CRASHING,
};

export const run = (): Promise<void> => runTests(TESTS);
