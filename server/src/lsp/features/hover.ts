import { MarkupKind } from 'vscode-languageserver';
import { words } from '../../l10n/catalogue';
import { hoverAt } from '../../service/hover';
import { rangeOf } from '../convert';
import { isModel, type Session, SOON } from '../session';

export function registerHover(session: Session): void {
  session.connection.onHover(({ textDocument: { uri }, position }, token) =>
    session.guard.answer(
      'hover',
      token,
      async () => {
        await session.findImages(uri, SOON);
        const model = await session.modelOf(uri);
        if (!isModel(model)) return null;
        const { document } = model;
        const hover = hoverAt(model, document.offsetAt(position));
        if (!hover) return null;
        const value = hover.paragraphs.map((text) => words(text, session.client.locale)).join('\n\n');
        return { contents: { kind: MarkupKind.Markdown, value }, range: rangeOf(document, hover) };
      },
      null,
    ),
  );
}
