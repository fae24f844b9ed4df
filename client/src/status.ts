import {
  Disposable,
  type LanguageStatusItem,
  LanguageStatusSeverity,
  l10n,
  languages,
  window,
  workspace,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { StateAnswer } from '../../server/src/lsp/features/state';
import { askQuietly } from './ask';
import { PREVIEW } from './preview';

/** How long changes are gathered before the state is asked for, in milliseconds. */
const REST = 200;

/** The words say the same. */
const MARKS = { open: '$(warning)', unknown: '$(question)', done: '$(shield)' };

/** How the task in the active editor stands, among the states of its language. */
export function registerStatus(client: BaseLanguageClient): Disposable[] {
  let item: LanguageStatusItem | undefined;
  let rest: ReturnType<typeof setTimeout> | undefined;

  const hide = (): void => {
    item?.dispose();
    item = undefined;
  };
  const show = async (): Promise<void> => {
    const document = window.activeTextEditor?.document;
    const uri = document && client.code2ProtocolConverter.asUri(document.uri);
    const state = uri && (await askQuietly<StateAnswer | null>(client, 'ecsDefender/state', { uri }));
    // Somebody may have gone to another editor meanwhile; that one has asked for itself.
    if (window.activeTextEditor?.document !== document) return;
    if (!state) return hide();
    item ??= languages.createLanguageStatusItem('ecsDefender.state', { scheme: '*' });
    item.name = 'ECS Defender';
    item.text = `${MARKS[state.standing]} ${state.text}`;
    item.detail = state.detail.join('\n');
    const isDone = state.standing === 'done';
    item.severity = isDone ? LanguageStatusSeverity.Information : LanguageStatusSeverity.Warning;
    item.command =
      state.standing === 'open' ? { command: PREVIEW, title: l10n.t('Preview Protection') } : undefined;
  };
  const soon = (): void => {
    clearTimeout(rest);
    rest = setTimeout(show, REST);
  };
  soon();
  return [
    new Disposable(() => {
      clearTimeout(rest);
      hide();
    }),
    window.onDidChangeActiveTextEditor(soon),
    // Findings change with the text, the profile and the settings: with everything that the state depends on.
    languages.onDidChangeDiagnostics(({ uris }) => {
      const active = window.activeTextEditor?.document.uri.toString();
      if (uris.some((uri) => uri.toString() === active)) soon();
    }),
    workspace.onDidChangeTextDocument(({ document }) => {
      if (document === window.activeTextEditor?.document) soon();
    }),
  ];
}
