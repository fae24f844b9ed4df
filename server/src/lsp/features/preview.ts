import { words } from '../../l10n/catalogue';
import { withoutLinks } from '../../l10n/escape';
import { message } from '../../l10n/message';
import { digestOf } from '../../service/digest';
import { previewOf } from '../../service/preview';
import { holdsTasks } from '../../service/state';
import { whyNothing } from '../../service/work';
import { isModel, LATER, type Session } from '../session';
import { inWords, type PlanInWords, placeOf, targetOf } from './commands';

/** Asks what protecting a document, or what stands at a place in it, would change. */
export const PREVIEW_REQUEST = 'ecsDefender/preview';

export interface PreviewAnswer extends PlanInWords {
  /** The version of the document that the plan is for. */
  readonly version: number;
  /** Both texts, with secrets masked. */
  readonly before: string;
  readonly after: string;
  /** Names the plan, for applying just this one; absent where there is nothing to apply. */
  readonly plan?: string;
  /** Why there is nothing to apply, fit for a notification. */
  readonly nothing?: string;
}

/** Answers in words why there is none where the document holds no task definition. */
export function registerPreview(session: Session): void {
  const { connection, guard, host } = session;
  connection.onRequest(PREVIEW_REQUEST, (argument: unknown, token) =>
    guard.answer<unknown>(
      'preview',
      token,
      async () => {
        const { locale } = session.client;
        const asked = targetOf(argument);
        const failures = await session.findImages(asked.uri, LATER);
        const model = await session.modelOf(asked.uri);
        if (!isModel(model)) return words(model, locale);
        if (!holdsTasks(model)) return words(message('refused.notATask'), locale);
        const { before, after, plan } = previewOf(model, 'protect', placeOf(asked), host.environment);
        const said = inWords(plan, locale);
        const answer: PreviewAnswer = {
          ...said,
          notes: [...said.notes, ...failures.map((text) => words(text, locale))],
          version: model.document.version,
          before,
          after,
          ...(plan.edits.length > 0
            ? { plan: digestOf(plan.edits) }
            : { nothing: withoutLinks(words(whyNothing('protect', plan), locale)) }),
        };
        return answer;
      },
      null,
    ),
  );
}
