import {
  commands,
  type Disposable,
  l10n,
  type QuickPickItem,
  Uri,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { ProtectAnswer } from '../../server/src/lsp/features/workspaceProtection';
import type { WorkspaceTask } from '../../server/src/lsp/features/workspaceTasks';
import { askLong } from './ask';
import type { Report } from './plan';
import { CREATE_PROFILE } from './profile';
import type { Review } from './review';

/** *Protect All Task Definitions in Workspace*: nothing here starts by itself, and nothing is written unseen. */
export function registerWorkspace(client: BaseLanguageClient, review: Review): Disposable[] {
  const protect = () => protectWorkspace(client, review);
  return [commands.registerCommand('ecsDefender.protectWorkspace', protect)];
}

interface Item extends QuickPickItem {
  readonly uri: string;
}

async function protectWorkspace(client: BaseLanguageClient, review: Review): Promise<void> {
  const title = l10n.t('Looking for task definitions in the workspace');
  const tasks = await askLong<WorkspaceTask[]>(client, title, 'ecsDefender/workspaceTasks');
  if (!tasks) return;
  if (tasks.length === 0) {
    window.showInformationMessage(l10n.t('There is no ECS task definition in this workspace.'));
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
  const uris = picked.map(({ uri }) => uri);
  const answer = await askLong<ProtectAnswer>(
    client,
    l10n.t('Planning the protection'),
    'ecsDefender/protectDocuments',
    { uris },
  );
  if (!answer) return;
  if (answer.documents.length === 0) {
    await review.say(reportOf(answer, l10n.t('Protection Report'), answer.summary));
    await tell(client, answer, uris);
    return;
  }
  await review.show({
    title: l10n.t('Workspace: Protection Preview'),
    comparisons: answer.documents,
    report: reportOf(answer, l10n.t('Protection Plan'), l10n.t('Nothing is written yet.')),
    apply: async () => {
      if (!(await apply(client, answer))) return;
      await review.say(reportOf(answer, l10n.t('Protection Report'), answer.summary));
      await tell(client, answer, uris);
    },
  });
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

function reportOf({ done, groups, notes }: ProtectAnswer, title: string, lead: string): Report {
  return {
    title,
    lead,
    sections: [
      { title: l10n.t('What is done'), lines: done },
      ...groups,
      { title: l10n.t('What must hold outside this document'), lines: notes },
    ],
  };
}

/** Makes one edit of all, if every document still is the text that was looked through; then shows the first. */
async function apply(client: BaseLanguageClient, { documents }: ProtectAnswer): Promise<boolean> {
  const edit = new WorkspaceEdit();
  for (const { uri, text, edits } of documents) {
    // One after the other: the editor keeps only so many documents that nobody shows.
    const document = await workspace.openTextDocument(Uri.parse(uri));
    if (lines(document.getText()) !== lines(text)) {
      window.showWarningMessage(
        l10n.t('A document has changed meanwhile, so nothing was written. Run the command again.'),
      );
      return false;
    }
    edit.set(document.uri, await client.protocol2CodeConverter.asTextEdits([...edits]));
  }
  if (!(await workspace.applyEdit(edit))) {
    window.showWarningMessage(l10n.t('The editor did not make the change.'));
    return false;
  }
  await window.showTextDocument(Uri.parse(documents[0].uri), { preview: false });
  return true;
}

/** The editor makes line breaks of one kind of a text that has several; edits are by line and column. */
function lines(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

/** Says what became of it, and offers what can be done about the rest. */
async function tell(
  client: BaseLanguageClient,
  { summary, missingRows, missesValues }: ProtectAnswer,
  uris: readonly string[],
): Promise<void> {
  const writeRows = l10n.t('Write Missing Profile Rows');
  const createProfile = l10n.t('Create Profile');
  const buttons = [...(missingRows > 0 ? [writeRows] : []), ...(missesValues ? [createProfile] : [])];
  const chosen = await window.showInformationMessage(summary, ...buttons);
  if (chosen === createProfile) await commands.executeCommand(CREATE_PROFILE);
  if (chosen !== writeRows) return;
  const edits = await askLong<Parameters<typeof client.protocol2CodeConverter.asWorkspaceEdit>[0][]>(
    client,
    writeRows,
    'ecsDefender/missingRows',
    { uris },
  );
  for (const one of edits ?? []) {
    const edit = await client.protocol2CodeConverter.asWorkspaceEdit(one);
    if (!edit || !(await workspace.applyEdit(edit))) continue;
    for (const [uri] of edit.entries()) await window.showTextDocument(uri, { preview: false });
  }
}
