import { commands, type Disposable, l10n, window } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { WorkAnswer } from '../../server/src/lsp/features/commands';
import type { Work } from '../../server/src/service/work';
import { fillPlaceholders } from './placeholders';

const WORKS: readonly Work[] = ['protect', 'upgrade', 'unprotect', 'toggleFilesystemMonitoring'];

/** The commands of the palette. They are always there, and say why they can do nothing. */
export function registerCommands(client: LanguageClient): Disposable[] {
  return WORKS.map((work) =>
    commands.registerCommand(`ecsDefender.${work}`, () => changeActiveDocument(client, work)),
  );
}

async function changeActiveDocument(client: LanguageClient, work: Work): Promise<void> {
  const editor = window.activeTextEditor;
  if (!editor) {
    window.showInformationMessage(l10n.t('Open an ECS task definition first, then run the command again.'));
    return;
  }
  const uri = client.code2ProtocolConverter.asUri(editor.document.uri);
  const answer: WorkAnswer | null = await client.sendRequest('workspace/executeCommand', {
    command: `ecsDefender.server.${work}`,
    arguments: [{ uri }],
  });
  if (answer?.placeholders.length) await fillPlaceholders(client, uri, answer.placeholders);
}
