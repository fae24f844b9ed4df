import {
  type CodeAction,
  type CodeActionParams,
  LSPErrorCodes,
  type Range,
  ResponseError,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Span } from '../../findings/finding';
import { words } from '../../l10n/catalogue';
import { type Action, actionsAt, conversionsAt, fixAllActions } from '../../service/codeActions';
import { FIX_ALL_KIND } from '../../service/kinds';
import type { Model } from '../../service/model';
import { toggleFilesystemMonitoring } from '../../service/work';
import { Command } from '../commandIds';
import { placeholderRanges, SOURCE, toDiagnostic, toWorkspaceEdit } from '../convert';
import type { Client } from '../options';
import { type ProfileWriter, profileWriter } from '../profiles';
import { isModel, type Session, SOON } from '../session';

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
        const elsewhere = (other: string) => monitoringOnIn(other, session);
        return codeActions(model, params, { client, ownPages, environment, writeProfile, elsewhere });
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
  /** Turns file system monitoring on in another document; undefined where that cannot be done. */
  readonly elsewhere: (uri: string) => Promise<WorkspaceEdit | undefined>;
  /** Writes a row into the document's profile. */
  readonly writeProfile: ProfileWriter;
}

/** Answers `textDocument/codeAction`: quick fixes for what is found, and what is asked for by its kind. */
async function codeActions(
  model: Model,
  { range, context: asked }: CodeActionParams,
  context: ActionContext,
): Promise<CodeAction[]> {
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
  const offered = actions.filter((action) => action.disabled === undefined || client.disabledActions);
  const answers = offered.map(async (action) =>
    toCodeAction(model, action, context, action.elsewhere && (await context.elsewhere(action.elsewhere.uri))),
  );
  return (await Promise.all(answers)).filter((one) => one !== undefined);
}

/** What turns file system monitoring on in a document, open or not. */
async function monitoringOnIn(uri: string, session: Session): Promise<WorkspaceEdit | undefined> {
  const open = session.documents.get(uri);
  const text = open?.getText() ?? (await session.files.read(uri));
  if (text === undefined) return undefined;
  const document = open ?? TextDocument.create(uri, '', 0, text);
  const { config } = await session.appliedTo(document);
  if (!open) session.configuration.forget(uri);
  const model = await session.look(document, config);
  const edits = model ? toggleFilesystemMonitoring(model, true).edits : [];
  return edits.length > 0 ? toWorkspaceEdit(document, edits, session.client, open !== undefined) : undefined;
}

function toCodeAction(
  model: Model,
  action: Action,
  context: ActionContext,
  elsewhere: WorkspaceEdit | undefined,
): CodeAction | undefined {
  const { client, ownPages, writeProfile } = context;
  const { document } = model;
  const title = words(action.title, client.locale);
  const diagnostics = action.fixes.map((finding) => toDiagnostic(document, finding, client, ownPages, model));
  const base = { title, kind: action.kind, ...(diagnostics.length > 0 ? { diagnostics } : {}) };
  if (action.disabled) return { ...base, disabled: { reason: words(action.disabled, client.locale) } };
  if (action.documentation)
    return { ...base, command: { title, command: Command.ShowRule, arguments: [action.documentation] } };
  if (action.suppression) {
    const edit = writeProfile(
      'suppress',
      [{ ...action.suppression }],
      action.isForFile ? document.uri : undefined,
    );
    return edit && { ...base, edit };
  }
  if (action.elsewhere) return elsewhere && { ...base, edit: elsewhere };
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
