import { type CompletionItem, CompletionItemKind } from 'vscode-languageserver';
import { words } from '../../l10n/catalogue';
import type { Model } from '../../service/model';
import { policyProposalsAt } from '../../service/policyCompletion';
import { rangeOf } from '../convert';
import type { Client } from '../options';

/** What can stand at a value of a policy document. */
export function policyItems(model: Model, offset: number, client: Client): CompletionItem[] {
  return policyProposalsAt(model, offset).map((proposal) => {
    const { label, text, kind, detail } = proposal;
    return {
      label,
      kind: kind === 'name' ? CompletionItemKind.Reference : CompletionItemKind.Value,
      detail: detail && words(detail, client.locale),
      // An editor compares with what stands in the range, quotes and all.
      filterText: text.startsWith('"') ? text : undefined,
      textEdit: { range: rangeOf(model.document, proposal), newText: text },
    };
  });
}
