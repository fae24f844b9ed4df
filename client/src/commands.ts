import { commands, type Disposable, l10n, window } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { ProtectAnswer } from '../../server/src/lsp/commands';
import { fillPlaceholders } from './placeholders';

/** The commands of the palette. They are always there, and say why they can do nothing. */
export function registerCommands(client: LanguageClient): Disposable[] {
  return [commands.registerCommand('ecsDefender.protect', () => protect(client))];
}

async function protect(client: LanguageClient): Promise<void> {
  const editor = window.activeTextEditor;
  if (!editor) {
    window.showInformationMessage(l10n.t('Open an ECS task definition first, then run the command again.'));
    return;
  }
  const uri = client.code2ProtocolConverter.asUri(editor.document.uri);
  const answer: ProtectAnswer | null = await client.sendRequest('workspace/executeCommand', {
    command: 'ecsDefender.server.protect',
    arguments: [{ uri }],
  });
  if (answer?.placeholders.length) await fillPlaceholders(client, uri, answer.placeholders);
}
