import { type Hover, MarkupKind } from 'vscode-languageserver';
import { documentation } from '../../ecs/model/documentation';
import { hoverAt } from '../../service/hover/hover';
import { rangeOf } from '../convert';
import { markdownOf } from '../markdown';
import { isModel, type Session, SOON } from '../session';

export function registerHover(session: Session): void {
  session.connection.onHover(({ textDocument: { uri }, position }, token) =>
    session.guard.answer<Hover | null>(
      'hover',
      token,
      async () => {
        const version = session.documents.get(uri)?.version;
        await session.findImages(uri, SOON);
        const docs = await documentation(session.host.documentation);
        const model = await session.modelOf(uri);
        // The position is one of a text that has passed.
        if (!isModel(model) || model.document.version !== version) return null;
        const { document } = model;
        const hover = hoverAt(model, document.offsetAt(position), docs);
        if (!hover) return null;
        const value = markdownOf(hover.paragraphs, session.client.locale);
        return { contents: { kind: MarkupKind.Markdown, value }, range: rangeOf(document, hover) };
      },
      null,
    ),
  );
}
