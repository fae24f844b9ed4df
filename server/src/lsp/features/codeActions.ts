import {
  type CodeAction,
  type CodeActionParams,
  LSPErrorCodes,
  type Range,
  ResponseError,
} from 'vscode-languageserver';
import type { Span } from '../../findings/finding';
import { words } from '../../l10n/catalogue';
import { type Action, actionsAt, conversionsAt, fixAllActions } from '../../service/codeActions';
import { FIX_ALL_KIND } from '../../service/fixAll';
import type { Model } from '../../service/model';
import { placeholderRanges, SOURCE, toDiagnostic, toWorkspaceEdit } from '../convert';
import type { Client } from '../options';
import { type ProfileWriter, profileWriter } from '../profiles';
import { isModel, type Session, SOON } from '../session';
import { Command } from './commands';

export function registerCodeActions(session: Session): void {
  const { connection, documents, guard, host } = session;
  connection.onCodeAction((params, token) =>
    guard.answer(
      'codeAction',
      token,
      async () => {
        const { uri } = params.textDocument;
        const version = documents.get(uri)?.version;
        // Saving must not wait for a registry: what is fixed on save asks nothing of images.
        const isForSaving = params.context.only?.every((kind) => kind.startsWith('source'));
        if (!isForSaving) await session.findImages(uri, SOON);
        const model = await session.modelOf(uri);
        // The range is one of a text that has passed.
        if (documents.get(uri)?.version !== version)
          return new ResponseError<never>(LSPErrorCodes.ContentModified, 'the document has changed');
        if (!isModel(model)) return [];
        const { client } = session;
        const { profilePath } = await session.appliedTo(model.document);
        const writeProfile = await profileWriter(profilePath, documents, session.files, client);
        const { environment, pages: ownPages } = host;
        return codeActions(model, params, { client, ownPages, environment, writeProfile });
      },
      [],
    ),
  );
}

/** What code actions depend on besides the document. */
interface ActionContext {
  readonly client: Client;
  readonly ownPages: string;
  readonly environment: (name: string) => string | undefined;
  /** Writes a row into the document's profile. */
  readonly writeProfile: ProfileWriter;
}

/** Answers `textDocument/codeAction`: quick fixes for what is found, and what is asked for by its kind. */
function codeActions(
  model: Model,
  { range, context: asked }: CodeActionParams,
  context: ActionContext,
): CodeAction[] {
  const { client, environment } = context;
  const { document } = model;
  const spanOf = ({ start, end }: Range): Span => ({
    start: document.offsetAt(start),
    end: document.offsetAt(end),
  });
  const span = spanOf(range);
  // Some editors send along all diagnostics of the line, so that the cursor may stand anywhere in it.
  const shown = asked.diagnostics.filter(({ source }) => source === SOURCE).map((one) => spanOf(one.range));
  const wants = (kind: string): boolean =>
    asked.only === undefined ||
    asked.only.some((only) => kind === only || kind.startsWith(`${only}.`) || only === '');
  const actions = wants('quickfix') ? actionsAt(model, [span, ...shown], environment) : [];
  // Unasked, the light bulb stays quiet where nothing is wrong.
  if (asked.only) {
    actions.push(...conversionsAt(model, span, wants, environment));
    if (wants(FIX_ALL_KIND)) actions.push(...fixAllActions(model));
  }
  return actions
    .filter((action) => action.disabled === undefined || client.disabledActions)
    .flatMap((action) => toCodeAction(model, action, context) ?? []);
}

function toCodeAction(model: Model, action: Action, context: ActionContext): CodeAction | undefined {
  const { client, ownPages, writeProfile } = context;
  const { document } = model;
  const title = words(action.title, client.locale);
  const diagnostics = action.fixes.map((finding) =>
    toDiagnostic(document, finding, client, ownPages, model.set),
  );
  const base = { title, kind: action.kind, ...(diagnostics.length > 0 ? { diagnostics } : {}) };
  if (action.disabled) return { ...base, disabled: { reason: words(action.disabled, client.locale) } };
  if (action.documentation)
    return { ...base, command: { title, command: Command.ShowRule, arguments: [action.documentation] } };
  if (action.suppression) {
    const edit = writeProfile(action.suppression);
    return edit && { ...base, edit };
  }
  const edits = action.edits ?? [];
  const { placeholderCommand } = client.options;
  const ranges = placeholderCommand ? placeholderRanges(document, edits) : [];
  return {
    ...base,
    isPreferred: action.isPreferred,
    edit: toWorkspaceEdit(document, edits, client),
    ...(ranges.length > 0
      ? { command: { title, command: placeholderCommand!, arguments: [document.uri, ranges] } }
      : {}),
  };
}
