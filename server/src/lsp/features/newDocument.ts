import { documentOf, TEMPLATES } from '../../service/policyTemplates';
import type { Session } from '../session';

/** `{ name }` -> the snippet of a new policy document; null where there is none of this name. */
export const NEW_DOCUMENT_REQUEST = 'ecsDefender/newDocument';

export function registerNewDocument({ connection, guard }: Session): void {
  connection.onRequest(NEW_DOCUMENT_REQUEST, ({ name }: { name: string }, token) =>
    guard.answer<string | null>(
      'newDocument',
      token,
      async () => {
        const template = TEMPLATES.find((one) => one.name === name);
        return template ? documentOf(template) : null;
      },
      null,
    ),
  );
}
