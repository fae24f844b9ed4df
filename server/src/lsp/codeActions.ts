import type { CodeAction, CodeActionParams, Range } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Span } from '../findings/finding';
import { words } from '../l10n/catalogue';
import { type Action, actionsAt, conversionAt, REFACTOR_KIND } from '../service/codeActions';
import type { Model } from '../service/model';
import { Command } from './commands';
import { placeholderRanges, SOURCE, toDiagnostic, toWorkspaceEdit } from './convert';
import type { Client } from './options';

/** Answers `textDocument/codeAction`: quick fixes for what is found, the refactoring where it is asked for. */
export function codeActions(
  model: Model,
  { range, context }: CodeActionParams,
  client: Client,
  ownPages: string,
  environment: (name: string) => string | undefined,
): CodeAction[] {
  const { document } = model;
  const spanOf = ({ start, end }: Range): Span => ({
    start: document.offsetAt(start),
    end: document.offsetAt(end),
  });
  const span = spanOf(range);
  // Some editors send along all diagnostics of the line, so that the cursor may stand anywhere in it.
  const shown = context.diagnostics.filter(({ source }) => source === SOURCE).map((one) => spanOf(one.range));
  const wants = (kind: string): boolean =>
    context.only === undefined ||
    context.only.some((only) => kind === only || kind.startsWith(`${only}.`) || only === '');
  const actions = wants('quickfix') ? actionsAt(model, [span, ...shown], environment) : [];
  // Unasked, the light bulb stays quiet where nothing is wrong.
  if (context.only && wants(REFACTOR_KIND)) actions.push(...conversionAt(model, span, environment));
  return actions
    .filter((action) => action.disabled === undefined || client.disabledActions)
    .map((action) => toCodeAction(document, action, client, ownPages));
}

function toCodeAction(document: TextDocument, action: Action, client: Client, ownPages: string): CodeAction {
  const title = words(action.title, client.locale);
  const diagnostics = action.fixes.map((finding) => toDiagnostic(document, finding, client, ownPages));
  const base = { title, kind: action.kind, ...(diagnostics.length > 0 ? { diagnostics } : {}) };
  if (action.disabled) return { ...base, disabled: { reason: words(action.disabled, client.locale) } };
  if (action.documentation)
    return { ...base, command: { title, command: Command.ShowRule, arguments: [action.documentation] } };
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
