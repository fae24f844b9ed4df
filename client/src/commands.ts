import { commands, type Disposable, l10n, window } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Target, WorkAnswer } from '../../server/src/lsp/features/commands';
import type { Work } from '../../server/src/service/work';
import { ask } from './ask';
import { fillPlaceholders } from './placeholders';

const WORKS: readonly Work[] = ['protect', 'upgrade', 'unprotect', 'toggleFilesystemMonitoring'];

/** The commands of the palette. They are always there, and say why they can do nothing. */
export function registerCommands(client: BaseLanguageClient): Disposable[] {
  return WORKS.map((work) =>
    commands.registerCommand(`ecsDefender.${work}`, async () => {
      const target = activeTarget(client);
      if (target) await change(client, work, target);
    }),
  );
}

/** The active document; says what to do where there is none. */
export function activeTarget(client: BaseLanguageClient): Target | undefined {
  const editor = window.activeTextEditor;
  if (editor) return { uri: client.code2ProtocolConverter.asUri(editor.document.uri) };
  window.showInformationMessage(l10n.t('Open an ECS task definition first, then run the command again.'));
  return undefined;
}

/** Has the server change a document; placeholders that it leaves are filled in one after the other. */
export async function change(client: BaseLanguageClient, work: Work, target: Target): Promise<boolean> {
  const answer = await ask<WorkAnswer | null>(client, 'workspace/executeCommand', {
    command: `ecsDefender.server.${work}`,
    arguments: [target],
  });
  if (answer?.placeholders.length) await fillPlaceholders(client, target.uri, answer.placeholders);
  return answer?.applied === true;
}
