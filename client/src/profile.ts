import { commands, type Disposable, l10n, Uri, WorkspaceEdit, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { DraftAnswer, ReadValueAnswer } from '../../server/src/lsp/features/profileDraft';
import type { DraftValue } from '../../server/src/service/profileDraft';
import { ask, askLong } from './ask';

export const CREATE_PROFILE = 'ecsDefender.createProfile';
const NAME = '.ecs-defender.json';

type Values = Partial<Record<DraftValue, string>>;

export function registerProfile(client: BaseLanguageClient): Disposable[] {
  return [commands.registerCommand(CREATE_PROFILE, () => createProfile(client))];
}

/** Writes a profile: from what wired tasks say, and from what the user is asked. One that is there is only opened. */
async function createProfile(client: BaseLanguageClient): Promise<void> {
  const folder = await chooseFolder();
  if (!folder) return;
  const uri = Uri.joinPath(folder, NAME);
  if (await exists(uri)) {
    await window.showTextDocument(uri);
    window.showInformationMessage(l10n.t('This folder has a profile already.'));
    return;
  }
  const values = await askForValues(client);
  if (!values) return;
  const text = await ask<string | null>(client, 'ecsDefender/profileText', { values });
  if (!text) return;
  const edit = new WorkspaceEdit();
  // Somebody may have made one meanwhile: that one is not written over.
  edit.createFile(uri, { overwrite: false, contents: new TextEncoder().encode(text) });
  if (await workspace.applyEdit(edit)) await window.showTextDocument(uri, { preview: false });
  else window.showWarningMessage(l10n.t('The editor did not make the change.'));
}

async function chooseFolder(): Promise<Uri | undefined> {
  const folders = workspace.workspaceFolders ?? [];
  if (folders.length > 1) return (await window.showWorkspaceFolderPick())?.uri;
  if (folders.length === 0) window.showInformationMessage(l10n.t('Open a folder first.'));
  return folders[0]?.uri;
}

async function exists(uri: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

/** All values, one after the other; undefined where the user has left. What is left empty is not written. */
async function askForValues(client: BaseLanguageClient): Promise<Values | undefined> {
  const answer = await askLong<DraftAnswer>(
    client,
    l10n.t('Looking at the tasks that are wired already'),
    'ecsDefender/profileCandidates',
  );
  if (!answer) return undefined;
  const values: Values = {};
  const open = Object.entries(answer.questions) as [DraftValue, DraftAnswer['questions'][DraftValue]][];
  for (const [name, question] of open) {
    const candidates = answer.candidates[name].map(({ value }) => value);
    // What all wired tasks agree on needs no question; a switch that none of them states stays as it is.
    if (candidates.length === 1) values[name] = candidates[0];
    if (candidates.length === 1 || (candidates.length === 0 && isSwitch(name))) continue;
    const given = await askFor(client, name, question, answer.candidates[name]);
    if (given === undefined) return undefined;
    if (given !== '') values[name] = given;
  }
  return values;
}

function isSwitch(name: DraftValue): boolean {
  return name === 'filesystemMonitoring' || name === 'fips';
}

/** Where wired tasks contradict each other, which of them is right; else what the user types. */
async function askFor(
  client: BaseLanguageClient,
  name: DraftValue,
  { title, where }: DraftAnswer['questions'][DraftValue],
  candidates: DraftAnswer['candidates'][DraftValue],
): Promise<string | undefined> {
  const other = l10n.t('Another value');
  if (candidates.length > 0) {
    const items = candidates.map(({ value, count }) => ({
      label: value,
      description: l10n.t('tasks: {0}', count),
    }));
    const chosen = await window.showQuickPick(isSwitch(name) ? items : [...items, { label: other }], {
      title,
      placeHolder: where,
      ignoreFocusOut: true,
    });
    if (chosen?.label !== other) return chosen?.label;
  }
  const read = (text: string): Promise<ReadValueAnswer | null | undefined> =>
    ask(client, 'ecsDefender/profileValue', { name, text });
  const typed = await window.showInputBox({
    title,
    prompt: `${where} ${l10n.t('Leave it empty to fill it in later.')}`,
    ignoreFocusOut: true,
    validateInput: async (text) => {
      const answer = text === '' ? undefined : await read(text);
      return answer && 'problem' in answer ? answer.problem : undefined;
    },
  });
  if (!typed) return typed;
  const answer = await read(typed);
  return answer && 'value' in answer ? answer.value : undefined;
}
