import type { Finding, Fix } from '../findings/finding';
import { whyUnread } from '../findings/syntax';
import { message } from '../l10n/message';
import { collide, together, touchesShared } from '../syntax/changes';
import type { Change, TextEdit } from '../syntax/edits';
import type { Model } from './model';
import type { Protection } from './protect';
import { editsFor } from './written';

/** Several findings' fixes as one edit. */
export interface FixedAll {
  readonly changes: readonly Change[];
  readonly edits: readonly TextEdit[];
  readonly fixed: readonly Finding[];
}

const NOTHING: FixedAll = { changes: [], edits: [], fixed: [] };

/** The members of `source.fixAll.ecsDefender`: what keeps the wiring true. Nothing is converted, nothing weakened. */
export function fixAll(model: Model): FixedAll {
  return fixed(model, (finding) => finding.fixes?.find((fix) => fix.isSafe));
}

/** The same as a plan: what `ecs-defender fix` does. */
export function fixSafely(model: Model): Protection {
  const { profileProblem } = model.config;
  const unread = whyUnread(model.tree);
  const refusals = [
    ...(unread ? [{ message: unread }] : []),
    ...(profileProblem
      ? [
          {
            message: message('refused.profile', {
              file: profileProblem.file,
              problem: [profileProblem.problem],
            }),
          },
        ]
      : []),
  ];
  const { changes, edits, fixed: done } = refusals.length > 0 ? NOTHING : fixAll(model);
  return {
    changes,
    edits,
    refusals,
    done: done.map((finding) => message('done.fixed', { code: finding.code, found: [finding.message] })),
    leftAlone: [],
    notes: [],
  };
}

/** The fixes of one rule in the whole document; a fix that is one way of several is never chosen for the user. */
export function fixRule(model: Model, code: string): FixedAll {
  return fixed(model, (finding) =>
    finding.code === code ? finding.fixes?.find((fix) => !fix.isChoice) : undefined,
  );
}

function fixed(model: Model, choose: (finding: Finding) => Fix | undefined): FixedAll {
  // Nodes of a text that is not valid may not be what they seem.
  if (model.tree.faults.length > 0) return NOTHING;
  const { tree } = model;
  const chosen: { readonly finding: Finding; readonly changes: readonly Change[] }[] = [];
  for (const finding of model.findings) {
    const fix = choose(finding);
    const changes = fix?.elsewhere ? undefined : fix?.changes();
    if (!changes || touchesShared(tree, changes)) continue;
    if (!chosen.some((one) => collide(one.changes, changes))) chosen.push({ finding, changes });
  }
  const changes = together(
    tree,
    chosen.flatMap(({ changes }) => changes),
  );
  const edits = editsFor(model, changes);
  return edits ? { changes, edits, fixed: chosen.map(({ finding }) => finding) } : NOTHING;
}
