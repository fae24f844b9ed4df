import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { actionsAt, codes, diagnosticsIn, open, ours, replace, type Tests } from './acting';
import { eventually, pictured, steadily } from './wait';

/** A server that ends: when the user has it restarted, and when somebody kills it. */

declare const LANGUAGE: string;
const RESTART = 'ecsDefender.restart';

export const RESTARTING: Tests = {
  'restarts the server by command: findings go, and come again': async () => {
    const { document } = await open('bare/task-definition.json');
    await diagnosticsIn(document, 2);
    let hadNone = false;
    const watched = vscode.languages.onDidChangeDiagnostics(() => {
      hadNone ||= ours(document).length === 0;
    });
    await vscode.commands.executeCommand(RESTART);
    await diagnosticsIn(document, 2);
    watched.dispose();
    assert.ok(hadNone, 'the findings of the old server have gone');
  },
};

/** Only where the server is a process of its own. */
export const CRASHING: Tests = {
  'starts a server that has crashed again: what was typed and not saved is not lost': async () => {
    const { document, editor } = await open('bare/task-definition.json');
    await diagnosticsIn(document, 2);
    await replace(editor, '"name": "web"', '"name": "typed"');
    const before = await server();
    before.kill('SIGKILL');
    await another(before);
    await eventually(
      () => ours(document).some(({ range }) => document.getText(range) === '"typed"'),
      'the finding stands at what was typed',
    );
    assert.ok(document.isDirty);
    const [found] = await diagnosticsIn(document, 2);
    assert.ok((await actionsAt(document, found.range)).some(({ edit }) => edit));
    // A question that was on its way is one that nobody answers.
    const asked = vscode.commands.executeCommand('ecsDefender.preview');
    const now = await server();
    now.kill('SIGKILL');
    await asked;
    await another(now);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  },

  'gives up after five crashes and says so; whoever restarts it begins anew': async () => {
    const { document } = await open('bare/task-definition.json');
    await vscode.commands.executeCommand(RESTART);
    await vscode.commands.executeCommand('notifications.clearAll');
    await diagnosticsIn(document, 2);
    for (let crashes = 0; crashes < 5; crashes++) (await server()).kill('SIGKILL');
    await steadily(() => servers().length === 0, 'no server is there any more');
    assert.deepEqual(codes(document), []);
    await pictured(`stopped-${LANGUAGE}`);
    // What asks a server says that there is none, and throws nothing.
    await vscode.commands.executeCommand('ecsDefender.preview');
    // Of either message the first button restarts it.
    await vscode.commands.executeCommand('notification.acceptPrimaryAction');
    await diagnosticsIn(document, 2);
    const last = await server();
    last.kill('SIGKILL');
    await another(last);
    await diagnosticsIn(document, 2);
    await vscode.commands.executeCommand('notifications.clearAll');
  },
};

/** What Node knows of a process that it has started. */
interface Started {
  readonly pid?: number;
  readonly killed?: boolean;
  readonly spawnargs?: readonly string[];
  kill(signal: string): boolean;
}

/** The servers that this host has started and that live. */
function servers(): Started[] {
  const { process } = globalThis as unknown as { process: { _getActiveHandles(): Started[] } };
  const module = `${vscode.extensions.getExtension('ecs-defender.ecs-defender')?.extensionPath}/dist/server.js`;
  return process
    ._getActiveHandles()
    .filter(({ spawnargs, killed }) => !killed && spawnargs?.includes(module));
}

async function server(): Promise<Started> {
  await eventually(
    () => servers().length === 1,
    () => `one server; there are ${servers().length}`,
  );
  return servers()[0];
}

async function another({ pid }: Started): Promise<void> {
  assert.notEqual((await server()).pid, pid);
}
