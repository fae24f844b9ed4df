import { type CodeLens, CodeLensRefreshRequest } from 'vscode-languageserver';
import { words } from '../../l10n/catalogue';
import { type Lens, lensesIn } from '../../service/lens';
import type { Model } from '../../service/model';
import { rangeOf } from '../convert';
import { isModel, type Session } from '../session';
import { Command } from './commands';

export function registerLenses(session: Session): void {
  const { connection, guard } = session;
  connection.onCodeLens(({ textDocument: { uri } }, token) =>
    guard.answer(
      'codeLens',
      token,
      async () => {
        if (!(await session.configuration.editorSettings(session.folders.of(uri))).codeLens) return [];
        const model = await session.modelOf(uri);
        return isModel(model) ? lensesIn(model).map((lens) => toCodeLens(lens, model, session)) : [];
      },
      [],
    ),
  );
  session.onRefresh(async () => {
    if (session.client.refreshesLenses) await connection.sendRequest(CodeLensRefreshRequest.type);
  });
}

/** A click shows the preview where the client has one, else it protects. */
function toCodeLens({ title, place, ...span }: Lens, { document }: Model, { client }: Session): CodeLens {
  const command = place ? (client.options.previewCommand ?? Command.Protect) : '';
  const text = words(title, client.locale);
  const args = place && [{ uri: document.uri, ...place }];
  return { range: rangeOf(document, span), command: { title: text, command, arguments: args } };
}
