import { commands, Disposable, l10n, languages, Uri, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Target } from '../../server/src/lsp/features/commands';
import type { PreviewAnswer } from '../../server/src/lsp/features/preview';
import { ask, askQuietly } from './ask';
import { activeTarget, change } from './commands';
import { planReport } from './plan';
import { nameOf, type Proposal, type Review } from './review';

/** Shows what protecting would change: of `{ uri, task, container }`, else of the active document. */
export const PREVIEW = 'ecsDefender.preview';
const METHOD = 'ecsDefender/preview';
/** The preview, or why there is none. */
type Answer = PreviewAnswer | string | null;
/** How long typing in the document has to rest before its preview is made anew, in milliseconds. */
const REST = 300;

export function registerPreview(client: BaseLanguageClient, review: Review): Disposable[] {
  let shown: Target | undefined;
  let rest: ReturnType<typeof setTimeout> | undefined;

  const proposalOf = (target: Target, answer: PreviewAnswer): Proposal => ({
    title: l10n.t('{0}: Protection Preview', nameOf(Uri.parse(target.uri))),
    comparisons: [{ uri: target.uri, before: answer.before, after: answer.after }],
    report: planReport(answer, answer.nothing ?? l10n.t('Nothing is written yet.')),
    apply: async () => {
      await window.showTextDocument(await workspace.openTextDocument(Uri.parse(target.uri)));
      const { version, plan } = answer;
      if (plan === undefined || !(await change(client, 'protect', { ...target, version, plan })))
        await show(target);
    },
  });

  const show = async (target = activeTarget(client)): Promise<void> => {
    const answer = target && (await ask<Answer>(client, METHOD, target));
    if (!answer) return;
    if (typeof answer === 'string') window.showInformationMessage(answer);
    else if (answer.plan === undefined) {
      window.showInformationMessage(answer.nothing ?? '');
      // More than one sentence is said where it can be read at leisure.
      if (answer.refusals.length > 0) await review.say(planReport(answer, answer.nothing ?? ''));
    } else {
      await review.show(proposalOf(target, answer));
      shown = target;
    }
  };

  /** What is typed meanwhile may be no task for a moment: the preview waits until it is one again. */
  const renew = async (): Promise<void> => {
    const target = shown;
    const answer = target && (await askQuietly<Answer>(client, METHOD, target));
    if (answer && typeof answer !== 'string' && shown === target)
      await review.renew(proposalOf(target, answer));
  };
  const soon = (): void => {
    clearTimeout(rest);
    rest = setTimeout(renew, REST);
  };
  const isShown = (uri: Uri): boolean => client.code2ProtocolConverter.asUri(uri) === shown?.uri;

  return [
    new Disposable(() => clearTimeout(rest)),
    commands.registerCommand(PREVIEW, (target?: Target) => show(target)),
    review.onDidClose(() => {
      shown = undefined;
    }),
    workspace.onDidChangeTextDocument(({ document }) => {
      if (isShown(document.uri)) soon();
    }),
    // The profile and the settings decide too; when they change, findings do.
    languages.onDidChangeDiagnostics(({ uris }) => {
      if (uris.some(isShown)) soon();
    }),
  ];
}
