import { reportDuplicateKeys } from '../../findings/duplicateKeys';
import type { Report, Rule } from '../../findings/rule';
import { message } from '../../l10n/message';
import { hasPlaceholder } from '../../syntax/placeholders';
import { Kind, type NodeId, type Tree } from '../../syntax/tree';
import type { PolicyDocument } from '../recognise';
import { type Shape, type ShapeProblem, shapeOf } from '../structure';
import { EVERY, type PolicySubject, row, spanOf } from './row';

/** What can be said of every policy document by its schema. */

const KNOWN = new WeakMap<PolicyDocument, { readonly release?: string; readonly shape: Shape }>();

function shape({ document, release }: PolicySubject): Shape {
  let known = KNOWN.get(document);
  if (!known || known.release !== release) {
    known = { release, shape: shapeOf(document, release) };
    KNOWN.set(document, known);
  }
  return known.shape;
}

function byShape(code: ShapeProblem['code'], severity: 'error' | 'warning'): Rule<PolicySubject> {
  return row(code, severity, EVERY, (subject, report) => tellProblems(code, subject, report));
}

function tellProblems(code: ShapeProblem['code'], subject: PolicySubject, report: Report): void {
  for (const { code: own, ...problem } of shape(subject).problems) if (own === code) report(problem);
}

const fieldVersion = row('policy-field-version', 'warning', EVERY, (subject, report) => {
  tellProblems('policy-field-version', subject, report);
  const { gone } = shape(subject);
  if (gone.length === 0) return;
  const { tree } = subject.document;
  const names = [...new Set(gone.map((key) => tree.string(key)))].join(', ');
  // Without the Console's release nobody can tell whether it matters: once is enough.
  report({
    ...spanOf(tree, gone[0]),
    isGrouped: true,
    severity: 'hint',
    message: message('policy.noLongerInNew', { names }),
  });
});

const otherProduct = row('policy-other-product', 'information', ['other'], ({ document }, report) => {
  const { tree, policyType } = document;
  const start = tree.start(0);
  const text = policyType ? message('policy.otherType', { type: policyType }) : message('policy.otherRule');
  report({ start, end: start + 1, message: text });
});

const moreThanOne = row(
  'policy-more-than-one',
  'information',
  ['runtime', 'waas', 'wildfire', 'malwareFeed'],
  ({ document: { kind, tree }, uri, set }, report) => {
    const wholes = set.wholes(kind);
    const others = wholes.filter((one) => one.uri !== uri);
    if (others.length === 0 || others.length === wholes.length) return;
    const start = tree.start(0);
    report({
      start,
      end: start + 1,
      message: message('policy.moreThanOne', { count: wholes.length }),
      related: others.map((one) => ({ uri: one.uri, start: 0, end: 0, message: message('related.another') })),
    });
  },
);

/** What the Console adds by itself: one finding a document, with all of it taken out by one fix. */
function addedByConsole(
  code: 'policy-leftovers' | 'policy-read-only',
  keysOf: (shape: Shape) => readonly NodeId[],
): Rule<PolicySubject> {
  return row(code, 'hint', EVERY, (subject, report) => {
    const { tree } = subject.document;
    const keys = keysOf(shape(subject));
    if (keys.length === 0) return;
    const names = [...new Set(keys.map((key) => tree.string(key)))].join(', ');
    report({
      ...spanOf(tree, keys[0]),
      isGrouped: true,
      message: message(code === 'policy-leftovers' ? 'policy.leftovers' : 'policy.readOnly', { names }),
      fixes: [
        {
          title: message('fix.removeProperties', { names }),
          changes: () => keys.map((node) => ({ op: 'remove', node })),
        },
      ],
    });
  });
}

/** Properties that hold a secret, wherever they stand. */
const SECRETS = ['webhookUrl', 'plain', 'apiKey'];

const secret = row(
  'policy-secret',
  'warning',
  ['alertProfiles', 'wildfire', 'waas'],
  ({ document }, report) => {
    const { tree } = document;
    for (const key of keysNamed(tree, SECRETS)) {
      const value = key + 1;
      if (tree.kind(value) !== Kind.String) continue;
      const text = tree.string(value);
      if (text === '' || hasPlaceholder(text)) continue;
      report({ ...spanOf(tree, value), message: message('policy.secret', { name: tree.string(key) }) });
    }
  },
);

function keysNamed(tree: Tree, names: readonly string[]): NodeId[] {
  const found: NodeId[] = [];
  for (let node = 1; node < tree.size - 1; node++) {
    const owner = tree.parent(node);
    const isValue = tree.parent(node + 1) === owner;
    if (!isValue || tree.kind(owner) !== Kind.Object || !names.some((name) => tree.reads(node, name)))
      continue;
    if (tree.children(owner).indexOf(node) % 2 === 0) found.push(node);
  }
  return found;
}

/** The same row as for task definitions. */
const duplicateKey = row('duplicate-key', 'warning', EVERY, ({ document: { tree } }, report) =>
  reportDuplicateKeys(tree, 0, report),
);

export const documentPolicyRules = [
  byShape('policy-structure', 'error'),
  byShape('policy-value', 'error'),
  byShape('policy-unknown-field', 'warning'),
  fieldVersion,
  otherProduct,
  moreThanOne,
  addedByConsole('policy-leftovers', ({ leftovers }) => leftovers),
  addedByConsole('policy-read-only', ({ readOnly }) => readOnly),
  secret,
  duplicateKey,
];
