import { InlayHintRefreshRequest } from 'vscode-languageserver';
import { words } from '../../l10n/catalogue';
import { inlayHintsIn } from '../../service/inlayHints';
import { isModel, type Session } from '../session';

export function registerInlayHints(session: Session): void {
  const { connection, guard } = session;
  connection.languages.inlayHint.on(({ textDocument: { uri }, range }, token) =>
    guard.answer(
      'inlayHint',
      token,
      async () => {
        if (!(await session.configuration.editorSettings(session.folders.of(uri))).inlayHints) return [];
        const model = await session.modelOf(uri);
        if (!isModel(model)) return [];
        const { document } = model;
        const span = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
        return inlayHintsIn(model, span).map(({ offset, label, tooltip }) => ({
          position: document.positionAt(offset),
          label: words(label, session.client.locale),
          tooltip: words(tooltip, session.client.locale),
          paddingLeft: true,
        }));
      },
      [],
    ),
  );
  session.onRefresh(async () => {
    if (session.client.refreshesHints) await connection.sendRequest(InlayHintRefreshRequest.type);
  });
}
