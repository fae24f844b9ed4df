import type { Position } from 'vscode-languageserver';
import { effectivePolicy } from '../../service/applied';
import { markdownOf } from '../markdown';
import { isModel, type Session } from '../session';

/** `{ uri, position }` -> Markdown that says what is applied to the container there; null where there is none. */
export const EFFECTIVE_POLICY_REQUEST = 'ecsDefender/effectivePolicy';

export function registerEffectivePolicy(session: Session): void {
  session.connection.onRequest(
    EFFECTIVE_POLICY_REQUEST,
    ({ uri, position }: { uri: string; position: Position }, token) =>
      session.guard.answer<string | null>(
        'effectivePolicy',
        token,
        async () => {
          const model = await session.modelOf(uri);
          if (!isModel(model)) return null;
          const said = effectivePolicy(model, model.document.offsetAt(position));
          return said ? markdownOf(said, session.client.locale) : null;
        },
        null,
      ),
  );
}
