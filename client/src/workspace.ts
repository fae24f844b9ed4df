import {
  type CancellationToken,
  commands,
  type Disposable,
  l10n,
  languages,
  ProgressLocation,
  type QuickPickItem,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { CheckAnswer, ProtectAnswer, WorkspaceTask } from '../../server/src/lsp/features/workspaceTasks';
import { CREATE_PROFILE } from './profile';
import type { Review } from './review';

/** Work on the whole workspace. Nothing here starts by itself. */
export function registerWorkspace(client: BaseLanguageClient, review: Review): Disposable[] {
  const found = languages.createDiagnosticCollection('ecsDefender.workspace');
  // What was found is true of what was looked at, until the file is opened, changed or gone.
  const forget = (uri: Uri): void => found.delete(uri);
  const watcher = workspace.createFileSystemWatcher('**/*', true);
  return [
    found,
    watcher,
    watcher.onDidChange(forget),
    watcher.onDidDelete(forget),
    workspace.onDidOpenTextDocument(({ uri }) => forget(uri)),
    commands.registerCommand('ecsDefender.protectWorkspace', () => protectWorkspace(client, review)),
    commands.registerCommand('ecsDefender.checkWorkspace', async () => {
      const isReported = workspace.getConfiguration('ecsDefender').get('workspaceDiagnostics', false);
      const title = l10n.t('Checking the task definitions of the workspace');
      // While the setting asks for it, what is not open is reported anyway; a second report would say all of it twice.
      const answer = isReported
        ? undefined
        : await ask<CheckAnswer>(client, title, 'ecsDefender/checkWorkspace');
      if (answer === null) return;
      found.clear();
      for (const { uri, diagnostics } of answer?.found ?? [])
        found.set(Uri.parse(uri), await client.protocol2CodeConverter.asDiagnostics([...diagnostics]));
      await commands.executeCommand('workbench.actions.view.problems');
      if (answer?.files === 0) window.showInformationMessage(nothingHere());
    }),
  ];
}

interface Item extends QuickPickItem {
  readonly uri: string;
}

async function protectWorkspace(client: BaseLanguageClient, review: Review): Promise<void> {
  const title = l10n.t('Looking for task definitions in the workspace');
  const tasks = await ask<WorkspaceTask[]>(client, title, 'ecsDefender/workspaceTasks');
  if (!tasks) return;
  if (tasks.length === 0) {
    window.showInformationMessage(nothingHere());
    return;
  }
  const picked = await window.showQuickPick(items(tasks), {
    canPickMany: true,
    title: l10n.t('Protect All Task Definitions in Workspace'),
    placeHolder: l10n.t(
      'Those that are ticked are protected. You look through the change before it is made.',
    ),
  });
  if (!picked?.length) return;
  const answer = await plan(client, picked);
  if (!answer) return;
  const sections = answer.groups;
  if (answer.protected === 0) {
    await review.say({ title: l10n.t('Protection Report'), lead: answer.summary, sections });
    await tell(client, answer, picked);
    return;
  }
  await review.show({
    title: l10n.t('Workspace: Protection Preview'),
    comparisons: answer.comparisons,
    report: { title: l10n.t('Protection Plan'), lead: l10n.t('Nothing is written yet.'), sections },
    apply: async () => {
      if (!(await apply(client, answer))) return;
      if (sections.length > 0)
        await review.say({ title: l10n.t('Protection Report'), lead: answer.summary, sections });
      await tell(client, answer, picked);
    },
  });
}

/** Makes the one edit, if every document still is what was looked through. */
async function apply(client: BaseLanguageClient, { edit }: ProtectAnswer): Promise<boolean> {
  const asSeen = (edit.documentChanges ?? []).every((change) => {
    if (!('textDocument' in change)) return true;
    const { uri, version } = change.textDocument;
    return workspace.textDocuments.some(
      (one) => client.code2ProtocolConverter.asUri(one.uri) === uri && one.version === version,
    );
  });
  const converted = await client.protocol2CodeConverter.asWorkspaceEdit(edit);
  if (asSeen && (await workspace.applyEdit(converted, { isRefactoring: true }))) return true;
  window.showWarningMessage(
    l10n.t('A document has changed meanwhile, so nothing was written. Run the command again.'),
  );
  return false;
}

/** Those that can be protected first, and ticked. The mark says nothing that the words do not say too. */
function items(tasks: readonly WorkspaceTask[]): Item[] {
  const rank = ({ open, protectable }: WorkspaceTask): number => (protectable > 0 ? 0 : open > 0 ? 1 : 2);
  const marks = ['$(shield)', '$(warning)', '$(check)'];
  return [...tasks]
    .sort((a, b) => rank(a) - rank(b) || a.place.localeCompare(b.place))
    .map((task) => ({
      uri: task.uri,
      label: `${marks[rank(task)]} ${task.place}`,
      description: task.text,
      detail: rank(task) === 1 ? l10n.t('Cannot be protected as it is; tick it to be told why.') : undefined,
      picked: task.protectable > 0,
    }));
}

/** Opens the documents, so that the edit is for what the editor holds, and asks for one edit of them all. */
function plan(client: BaseLanguageClient, picked: readonly Item[]): Thenable<ProtectAnswer | null> {
  const title = l10n.t('Planning the protection');
  return window.withProgress(
    { location: ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      for (const { uri } of picked) {
        if (token.isCancellationRequested) return null;
        await workspace.openTextDocument(Uri.parse(uri));
        progress.report({ increment: 100 / picked.length });
      }
      return request<ProtectAnswer>(client, 'ecsDefender/protectDocuments', { uris: urisOf(picked) }, token);
    },
  );
}

/** Says what became of it, and offers what can be done about the rest. */
async function tell(
  client: BaseLanguageClient,
  { summary, missingRows, missesValues }: ProtectAnswer,
  picked: readonly Item[],
): Promise<void> {
  const writeRows = l10n.t('Write Missing Profile Rows');
  const createProfile = l10n.t('Create Profile');
  const buttons = [...(missingRows > 0 ? [writeRows] : []), ...(missesValues ? [createProfile] : [])];
  const chosen = await window.showInformationMessage(summary, ...buttons);
  if (chosen === createProfile) await commands.executeCommand(CREATE_PROFILE);
  if (chosen !== writeRows) return;
  const edits = await request<ProtectAnswer['edit'][]>(client, 'ecsDefender/missingRows', {
    uris: urisOf(picked),
  });
  for (const one of edits ?? []) {
    const edit = await client.protocol2CodeConverter.asWorkspaceEdit(one);
    if (!(await workspace.applyEdit(edit))) continue;
    for (const [uri] of edit.entries()) await window.showTextDocument(uri, { preview: false });
  }
}

/** Asks for something that takes its time: with progress, and a button that ends it. Null where it was ended. */
function ask<Answer>(client: BaseLanguageClient, title: string, method: string): Thenable<Answer | null> {
  return window.withProgress(
    { location: ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      const id = String(Math.random());
      let last = 0;
      const listener = client.onNotification(
        'ecsDefender/progress',
        (told: { id: string; done: number; all: number }) => {
          if (told.id !== id) return;
          const percent = (told.done / told.all) * 100;
          progress.report({ increment: percent - last, message: `${told.done} / ${told.all}` });
          last = percent;
        },
      );
      try {
        return await request<Answer>(client, method, { id }, token);
      } finally {
        listener.dispose();
      }
    },
  );
}

/** The answer to a request; null where it was cancelled. */
async function request<Answer>(
  client: BaseLanguageClient,
  method: string,
  params: unknown,
  token?: CancellationToken,
): Promise<Answer | null> {
  try {
    return await client.sendRequest<Answer | null>(method, params, token);
  } catch (error) {
    if (token?.isCancellationRequested) return null;
    throw error;
  }
}

function urisOf(picked: readonly Item[]): string[] {
  return picked.map(({ uri }) => uri);
}

function nothingHere(): string {
  return l10n.t('There is no ECS task definition in this workspace.');
}
