import type { Position } from 'vscode-languageserver';
import { words } from '../../l10n/catalogue';
import { effectivePolicy } from '../../service/applied';
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
          return said ? said.map((text) => words(text, session.client.locale)).join('\n\n') : null;
        },
        null,
      ),
  );
}
