import {
  commands,
  type Diagnostic,
  type Disposable,
  l10n,
  languages,
  TabInputText,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { CheckAnswer } from '../../server/src/lsp/features/workspaceTasks';
import { askLong } from './ask';

/** *Check Workspace*: the findings of the whole workspace in the Problems panel, when somebody asks for them. */
export function registerCheck(client: BaseLanguageClient): Disposable[] {
  const shown = languages.createDiagnosticCollection('ecsDefender.workspace');
  /** What was found, until its file changes. Where the file has a tab, the editor itself asks what is to be said. */
  const found = new Map<string, { readonly uri: Uri; readonly diagnostics: Diagnostic[] }>();
  const show = (): void => {
    const open = tabs();
    shown.set([...found].map(([key, { uri, diagnostics }]) => [uri, open.has(key) ? [] : diagnostics]));
  };
  const forget = (uri: Uri): void => {
    if (found.delete(uri.toString())) shown.delete(uri);
  };

  const check = async (): Promise<void> => {
    // While the setting asks for it, all of it is reported anyway; a second report would say it twice.
    const isReported = workspace.getConfiguration('ecsDefender').get('workspaceDiagnostics', false);
    const title = l10n.t('Checking the task definitions of the workspace');
    const answer = isReported
      ? undefined
      : await askLong<CheckAnswer>(client, title, 'ecsDefender/checkWorkspace');
    if (answer === null) return;
    shown.clear();
    found.clear();
    for (const { uri, diagnostics } of answer?.found ?? []) {
      const own = Uri.parse(uri);
      found.set(own.toString(), {
        uri: own,
        diagnostics: await client.protocol2CodeConverter.asDiagnostics([...diagnostics]),
      });
    }
    show();
    await commands.executeCommand('workbench.actions.view.problems');
    if (answer?.files === 0)
      window.showInformationMessage(l10n.t('There is no ECS task definition in this workspace.'));
    else if (answer && found.size === 0)
      window.showInformationMessage(l10n.t('Nothing is found in this workspace.'));
  };

  const watcher = workspace.createFileSystemWatcher('**/*', true);
  return [
    shown,
    watcher,
    watcher.onDidChange(forget),
    watcher.onDidDelete(forget),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) forget(document.uri);
    }),
    window.tabGroups.onDidChangeTabs(() => {
      if (found.size > 0) show();
    }),
    commands.registerCommand('ecsDefender.checkWorkspace', check),
  ];
}

function tabs(): Set<string> {
  const all = window.tabGroups.all.flatMap((group) => group.tabs);
  return new Set(all.flatMap(({ input }) => (input instanceof TabInputText ? input.uri.toString() : [])));
}
