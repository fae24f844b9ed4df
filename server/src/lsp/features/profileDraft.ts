import { type CancellationToken, RequestType } from 'vscode-languageserver';
import { words } from '../../l10n/catalogue';
import { message } from '../../l10n/message';
import {
  type Candidates,
  DRAFT_VALUES,
  type DraftValue,
  draftProfile,
  Gatherer,
  readValue,
} from '../../service/profileDraft';
import type { Session } from '../session';
import { documentsOfWorkspace, type OnProgress } from '../unopened';
import { teller } from './workspaceTasks';

/** What wired tasks of the workspace already say, and how people are asked for each value. */
export interface DraftAnswer {
  readonly candidates: Candidates;
  /** For each value a title, and where in the Console it stands. */
  readonly questions: Readonly<Record<DraftValue, { readonly title: string; readonly where: string }>>;
}

/** A value as it was meant, or what is wrong with it. */
export type ReadValueAnswer = { readonly value: string } | { readonly problem: string };

type Values = Partial<Record<DraftValue, string>>;

export const DraftRequest = {
  Candidates: new RequestType<{ id?: string }, unknown, void>('ecsDefender/profileCandidates'),
  Value: new RequestType<{ name: DraftValue; text: string }, unknown, void>('ecsDefender/profileValue'),
  Text: new RequestType<{ values: Values }, unknown, void>('ecsDefender/profileText'),
};

export function registerProfileDraft(session: Session): void {
  const { connection, guard } = session;
  const say = (text: Parameters<typeof words>[0]): string => words(text, session.client.locale);

  connection.onRequest(DraftRequest.Candidates, ({ id }, token) =>
    guard.answer<unknown>(
      'profileCandidates',
      token,
      async () => ({
        candidates: await gather(session, token, teller(session, id)),
        questions: questions(say),
      }),
      null,
    ),
  );
  connection.onRequest(DraftRequest.Value, ({ name, text }, token) =>
    guard.answer<unknown>(
      'profileValue',
      token,
      () => {
        const read = readValue(name, text);
        return 'problem' in read ? { problem: say(read.problem) } : read;
      },
      null,
    ),
  );
  connection.onRequest(DraftRequest.Text, ({ values }, token) =>
    guard.answer<unknown>('profileText', token, () => draftProfile(values, say), null),
  );
}

async function gather(
  session: Session,
  token: CancellationToken,
  onProgress: OnProgress,
): Promise<Candidates> {
  const gatherer = new Gatherer();
  for await (const { document, applied } of documentsOfWorkspace(session, token, onProgress)) {
    const model = applied.excluded ? undefined : await session.look(document, applied.config);
    if (model) gatherer.add(model);
  }
  return gatherer.candidates;
}

function questions(say: (text: ReturnType<typeof message>) => string): DraftAnswer['questions'] {
  const all = DRAFT_VALUES.map((name) => [
    name,
    { title: say(message(`ask.${name}`)), where: say(message(`where.${name}`)) },
  ]);
  return Object.fromEntries(all);
}
