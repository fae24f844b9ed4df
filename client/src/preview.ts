import { commands, Disposable, l10n, Uri, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Target } from '../../server/src/lsp/features/commands';
import type { PreviewAnswer } from '../../server/src/lsp/features/preview';
import { activeTarget, change } from './commands';
import { planReport } from './plan';
import type { Proposal, Review } from './review';

/** Shows what protecting would change: of `{ uri, task, container }`, else of the active document. */
export const PREVIEW = 'ecsDefender.preview';
/** How long typing in the document has to rest before its preview is made anew, in milliseconds. */
const REST = 300;

export function registerPreview(client: BaseLanguageClient, review: Review): Disposable[] {
  let shown: Target | undefined;
  let rest: ReturnType<typeof setTimeout> | undefined;

  const ask = async (target: Target): Promise<PreviewAnswer | undefined> => {
    const answer = await client.sendRequest<PreviewAnswer | string | null>('ecsDefender/preview', target);
    if (typeof answer === 'string') window.showInformationMessage(answer);
    return answer === null || typeof answer === 'string' ? undefined : answer;
  };

  const proposalOf = (target: Target, answer: PreviewAnswer): Proposal => {
    const { path } = Uri.parse(target.uri);
    return {
      title: l10n.t('{0}: Protection Preview', path.slice(path.lastIndexOf('/') + 1)),
      comparisons: [{ uri: target.uri, before: answer.before, after: answer.after }],
      report: planReport(answer),
      apply: answer.changes ? () => apply(target, answer) : undefined,
    };
  };

  const apply = async (target: Target, { version }: PreviewAnswer): Promise<void> => {
    await window.showTextDocument(await workspace.openTextDocument(Uri.parse(target.uri)));
    const isApplied = await change(client, 'protect', { ...target, version });
    if (!isApplied) await show(target);
  };

  const show = async (target = activeTarget(client)): Promise<void> => {
    const answer = target && (await ask(target));
    if (!answer) return;
    if (!answer.changes && answer.refusals.length === 0) {
      const [reason = l10n.t('Nothing to do: every container is protected already.')] = answer.leftAlone;
      window.showInformationMessage(reason);
      return;
    }
    await review.show(proposalOf(target, answer));
    shown = target;
  };

  const renew = async (): Promise<void> => {
    const target = shown;
    const answer = target && (await ask(target));
    if (answer && shown === target) await review.renew(proposalOf(target, answer));
  };

  return [
    new Disposable(() => clearTimeout(rest)),
    commands.registerCommand(PREVIEW, (target?: Target) =>
      // From a menu comes a URI, which is none of our targets.
      show(typeof target?.uri === 'string' ? target : undefined),
    ),
    review.onDidClose(() => {
      shown = undefined;
    }),
    workspace.onDidChangeTextDocument(({ document }) => {
      if (client.code2ProtocolConverter.asUri(document.uri) !== shown?.uri) return;
      clearTimeout(rest);
      rest = setTimeout(renew, REST);
    }),
  ];
}
