import {
  type CompletionItem,
  CompletionItemKind,
  DocumentFormattingRequest,
  InsertTextFormat,
  MarkupKind,
  type SemanticTokens,
  SemanticTokensBuilder,
  type SignatureHelp,
  type TextEdit,
} from 'vscode-languageserver';
import { SEMANTIC_KINDS } from '../../policy/customRules/semanticKinds';
import type { Model } from '../../service/model';
import {
  formatFile,
  type Proposal,
  proposalsInScript,
  semanticsIn,
  signatureInScript,
} from '../../service/scripts';
import { ask } from '../ask';
import { rangeOf } from '../convert';
import { markdownOf } from '../markdown';
import type { Client } from '../options';
import type { Session } from '../session';

/** What only the language of custom rules has: colours, the signatures of its functions, a layout. */
export function registerScripts(session: Session): void {
  const { connection } = session;
  connection.languages.semanticTokens.on(({ textDocument: { uri } }, token) =>
    ask<SemanticTokens>(session, 'semanticTokens', uri, token, tokensOf, { data: [] }),
  );
  connection.onSignatureHelp(({ textDocument: { uri }, position }, token) =>
    ask<SignatureHelp | null>(
      session,
      'signatureHelp',
      uri,
      token,
      (model) => signatureOf(model, model.document.offsetAt(position), session.client),
      null,
    ),
  );
  connection.onDocumentFormatting(({ textDocument: { uri }, options: { insertSpaces, tabSize } }, token) =>
    ask<TextEdit[]>(
      session,
      'formatting',
      uri,
      token,
      (model) =>
        formatFile(model, insertSpaces ? ' '.repeat(tabSize) : '\t').map((edit) => ({
          range: rangeOf(model.document, edit),
          newText: edit.text,
        })),
      [],
    ),
  );
}

/** Offers to lay out files that are scripts, and those only: for JSON the editor has somebody already. */
export async function offerFormatting({ connection, client }: Session): Promise<void> {
  if (!client.registersFormatting) return;
  const documentSelector = [{ language: 'pcrule' }, { pattern: '**/*.pcrule' }];
  await connection.client.register(DocumentFormattingRequest.type, { documentSelector });
}

function tokensOf(model: Model): SemanticTokens {
  const builder = new SemanticTokensBuilder();
  for (const { start, end, kind } of semanticsIn(model)) {
    const { line, character } = model.document.positionAt(start);
    builder.push(line, character, end - start, SEMANTIC_KINDS.indexOf(kind), 0);
  }
  return builder.build();
}

function signatureOf(model: Model, offset: number, client: Client): SignatureHelp | null {
  const found = signatureInScript(model, offset);
  if (!found) return null;
  const { label, parameters, active, about } = found;
  const documentation = { kind: MarkupKind.Markdown, value: markdownOf(about, client.locale) };
  const signature = { label, documentation, parameters: parameters.map((one) => ({ label: one })) };
  return { signatures: [signature], activeSignature: 0, activeParameter: active };
}

const KINDS: Record<Proposal['kind'], CompletionItemKind> = {
  attribute: CompletionItemKind.Property,
  function: CompletionItemKind.Function,
  operator: CompletionItemKind.Operator,
  value: CompletionItemKind.EnumMember,
  type: CompletionItemKind.EnumMember,
  macro: CompletionItemKind.Constant,
};

/** What can stand at an offset of a script or a message. */
export function scriptItems(model: Model, offset: number, client: Client): CompletionItem[] {
  return proposalsInScript(model, offset).map((proposal, place): CompletionItem => {
    const { label, kind, pieces, detail, about } = proposal;
    const isSnippet = pieces.length > 1 && client.insertsSnippets;
    return {
      label,
      kind: KINDS[kind],
      detail,
      documentation:
        about.length > 0 ? { kind: MarkupKind.Markdown, value: markdownOf(about, client.locale) } : undefined,
      sortText: String(place).padStart(3, '0'),
      insertTextFormat: isSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
      textEdit: {
        range: rangeOf(model.document, proposal),
        newText: isSnippet ? pieces.map(escaped).join('$1') : pieces.join(''),
      },
    };
  });
}

function escaped(piece: string): string {
  return piece.replace(/[\\$}]/g, '\\$&');
}
