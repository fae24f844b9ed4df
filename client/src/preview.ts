import {
  commands,
  Disposable,
  EventEmitter,
  l10n,
  languages,
  TabInputTextDiff,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Target } from '../../server/src/lsp/features/commands';
import type { PreviewAnswer } from '../../server/src/lsp/features/preview';
import { activeTarget, change } from './commands';
import { registerPlanView } from './plan';

/** Shows what protecting would change: of `{ uri, task, container }`, else of the active document. */
export const PREVIEW = 'ecsDefender.preview';
const APPLY = 'ecsDefender.applyPreview';
/** Documents of this scheme are made here: nobody can write them, and the server is not told of them. */
const SCHEME = 'ecs-defender';
/** How long typing in the document has to rest before its preview is made anew, in milliseconds. */
const REST = 300;

interface Shown {
  readonly target: Target;
  readonly answer: PreviewAnswer;
  readonly before: Uri;
  readonly after: Uri;
}

/** One preview at a time: both texts in the diff editor, and the plan in words in a view below it. */
export function registerPreview(client: BaseLanguageClient): Disposable[] {
  const changed = new EventEmitter<Uri>();
  const view = registerPlanView();
  let shown: Shown | undefined;
  let rest: ReturnType<typeof setTimeout> | undefined;

  const ask = async (target: Target): Promise<Shown | undefined> => {
    const answer = await client.sendRequest<PreviewAnswer | string | null>('ecsDefender/preview', target);
    if (typeof answer === 'string') window.showInformationMessage(answer);
    if (answer === null || typeof answer === 'string') return undefined;
    const { path } = Uri.parse(target.uri);
    const uri = (side: string): Uri =>
      Uri.from({ scheme: SCHEME, path: `/${side}${path.slice(path.lastIndexOf('/'))}`, query: target.uri });
    return { target, answer, before: uri('before'), after: uri('after') };
  };

  const sayPlan = ({ answer }: Shown): Promise<void> => view.show(answer, answer.changes ? APPLY : undefined);

  const show = async (target = activeTarget(client)): Promise<void> => {
    const asked = target && (await ask(target));
    if (!asked) return;
    const { answer, before, after } = asked;
    if (!answer.changes && answer.refusals.length === 0) {
      const [reason = l10n.t('Nothing to do: every container is protected already.')] = answer.leftAlone;
      window.showInformationMessage(reason);
      return;
    }
    shown = asked;
    for (const uri of [before, after]) changed.fire(uri);
    const { languageId } = await workspace.openTextDocument(Uri.parse(asked.target.uri));
    for (const uri of [before, after])
      await languages.setTextDocumentLanguage(await workspace.openTextDocument(uri), languageId);
    const name = after.path.slice('/after/'.length);
    await commands.executeCommand('vscode.diff', before, after, l10n.t('{0}: Protection Preview', name));
    await sayPlan(asked);
  };

  const renew = async (): Promise<void> => {
    const again = shown && (await ask(shown.target));
    if (!again || !shown) return;
    shown = again;
    for (const uri of [again.before, again.after]) changed.fire(uri);
    await sayPlan(again);
  };

  const close = async (): Promise<void> => {
    const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
    await window.tabGroups.close(tabs.filter(({ input }) => isPreview(input)));
  };

  const apply = async (): Promise<void> => {
    if (!shown?.answer.changes) return;
    const { target, answer } = shown;
    // Shown first, so that what is applied is seen, and one undo there takes it back.
    await close();
    await window.showTextDocument(await workspace.openTextDocument(Uri.parse(target.uri)));
    const isApplied = await change(client, 'protect', { ...target, version: answer.version });
    if (!isApplied) await show(target);
  };

  return [
    changed,
    view,
    new Disposable(() => clearTimeout(rest)),
    workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: changed.event,
      provideTextDocumentContent: ({ path }) =>
        path.startsWith('/before/') ? shown?.answer.before : shown?.answer.after,
    }),
    commands.registerCommand(PREVIEW, (target?: Target) =>
      // From a menu comes a URI, which is none of our targets.
      show(typeof target?.uri === 'string' ? target : undefined),
    ),
    commands.registerCommand(APPLY, apply),
    workspace.onDidChangeTextDocument(({ document }) => {
      if (client.code2ProtocolConverter.asUri(document.uri) !== shown?.target.uri) return;
      clearTimeout(rest);
      rest = setTimeout(renew, REST);
    }),
    window.tabGroups.onDidChangeTabs(({ closed }) => {
      if (!closed.some(({ input }) => isPreview(input))) return;
      void view.hide();
      shown = undefined;
    }),
  ];
}

function isPreview(input: unknown): boolean {
  return input instanceof TabInputTextDiff && input.modified.scheme === SCHEME;
}
