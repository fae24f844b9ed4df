import { type CodeLens, CodeLensRefreshRequest } from 'vscode-languageserver';
import { words } from '../../l10n/catalogue';
import { policyLensesIn } from '../../service/applied';
import { type Lens, lensesIn } from '../../service/lens';
import type { Model } from '../../service/model';
import { Command } from '../commandIds';
import { locationOf, rangeOf } from '../convert';
import { isModel, type Session } from '../session';

export function registerLenses(session: Session): void {
  const { connection, guard } = session;
  connection.onCodeLens(({ textDocument: { uri } }, token) =>
    guard.answer(
      'codeLens',
      token,
      async () => {
        if (!(await session.configuration.editorSettings(session.folders.of(uri))).codeLens) return [];
        const model = await session.modelOf(uri);
        if (!isModel(model)) return [];
        const lenses = [...lensesIn(model), ...policyLensesIn(model)];
        return lenses.map((lens) => toCodeLens(lens, model, session));
      },
      [],
    ),
  );
  session.onRefresh(async () => {
    if (session.client.refreshesLenses) await connection.sendRequest(CodeLensRefreshRequest.type);
  });
}

/** A click shows the preview where the client has one, else it protects, where it may; or it leads to other places. */
function toCodeLens({ title, place, shows, ...span }: Lens, model: Model, { client }: Session): CodeLens {
  const { document } = model;
  const text = words(title, client.locale);
  const { previewCommand, placesCommand, edits } = client.options;
  if (shows?.length && placesCommand) {
    const range = rangeOf(document, span);
    const places = shows.flatMap((one) => locationOf(document, one, model) ?? []);
    const target = { uri: document.uri, position: range.start, places };
    return { range, command: { title: text, command: placesCommand, arguments: [target] } };
  }
  const command = (place && (previewCommand ?? (edits && Command.Protect))) || '';
  const args = place && [{ uri: document.uri, ...place }];
  return { range: rangeOf(document, span), command: { title: text, command, arguments: args } };
}
