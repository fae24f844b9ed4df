import * as vscode from 'vscode';
import type { Tests } from './acting';

/** Runs tests one after the other and says how each went; throws where one has failed. */
export async function runTests(tests: Tests): Promise<void> {
  let failed = 0;
  await vscode.extensions.getExtension('ecs-defender.ecs-defender')?.activate();
  // To be read, not to be judged: how long it takes is the machine's business too.
  for (const { duration } of performance.getEntriesByName('ecs-defender: activation'))
    console.log(`suite: the extension was activated in ${Math.round(duration)} ms`);
  for (const [name, test] of Object.entries(tests)) {
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
    `suite: ${Object.keys(tests).length - failed} passed, ${failed} failed (VS Code ${vscode.version})`,
  );
  if (failed > 0) throw new Error(`${failed} failed`);
}
