import type { Fix, Severity, Span } from '../../findings/finding';
import type { Report, Rule } from '../../findings/rule';
import { type MessageKey, message } from '../../l10n/message';
import type { NodeId, Tree } from '../../syntax/tree';
import type { Field } from '../../syntax/view';
import type { PolicyFacts } from '../facts';
import type { PolicyDocument, PolicyKind } from '../recognise';
import type { PolicySet } from '../set';

/** What a policy rule looks at: a document, and the others of its set. */
export interface PolicySubject {
  readonly document: PolicyDocument;
  readonly facts: PolicyFacts;
  /** By which the set knows the document. */
  readonly uri: string;
  readonly set: PolicySet;
  /** The Console's release, where the team states it. */
  readonly release?: string;
}

type CodeOf<Key> = Key extends `rule.${infer Code}` ? Code : never;

/** A rule on documents of some kinds. */
export function row<Code extends CodeOf<MessageKey>>(
  code: Code,
  severity: Severity,
  kinds: readonly PolicyKind[],
  check: (subject: PolicySubject, report: Report) => void,
): Rule<PolicySubject> {
  return {
    code,
    category: 'policy',
    severity,
    summary: `rule.${code}` as MessageKey,
    check: (subject, report) => {
      if (kinds.includes(subject.document.kind)) check(subject, report);
    },
  };
}

/** All kinds that have a schema. */
export const EVERY: readonly PolicyKind[] = [
  'runtime',
  'waas',
  'collections',
  'customRules',
  'alertProfiles',
  'wildfire',
  'networkLists',
  'malwareFeed',
];

export const spanOf = (tree: Tree, node: NodeId): Span => ({ start: tree.start(node), end: tree.end(node) });

/** Writes another value in the place of one. */
export const setTo = (node: NodeId, value: string | boolean | number): Fix => ({
  title: message('fix.setValue', { value: String(value) }),
  changes: () => [{ op: 'replace', node, value }],
});

/** Takes out an item, or a member with its key. */
export const takeOut = (node: NodeId, name: string): Fix => ({
  title: message('fix.removeProperty', { name }),
  changes: () => [{ op: 'remove', node }],
});

/** Whether a list holds something; one that is decided elsewhere may. */
export const isFilledList = (field: Field | undefined): boolean =>
  field !== undefined && field.items.length > 0;
