import type { Span } from '../../findings/finding';
import type { Rule } from '../../findings/rule';
import { message } from '../../l10n/message';
import type { Change } from '../../syntax/edits';
import { type Judged, type TaskAnalysis, wiredApplications } from '../analysis';
import { hasCommand, prefixFault, repairPrefix, startsNothing, statedEntryPoint } from '../entryPoint';
import { CURRENT } from '../generations';
import { WRAPPER_ARGUMENTS } from '../vocabulary';

/** Faults of the wrapper in front of what a container runs (fargate-defender.md section 7.2). They speak only where a
 * container carries wiring: before that, the coverage finding says it all. */

function keySpan({ container }: Judged, property: string): Span {
  const { tree } = container;
  const { key } = container.field(property);
  return key < 0 ? container.anchor : { start: tree.start(key), end: tree.end(key) };
}

/** Wiring on a container that leaves what it runs to its image: all of it, or the ENTRYPOINT in front of `command`. */
function unstated(
  code: 'entry-point-unknown' | 'command-only',
  text: 'found.entryPointUnknown' | 'found.commandOnly',
): Rule<TaskAnalysis> {
  return {
    code,
    category: 'entry-point',
    severity: 'warning',
    summary: `rule.${code}`,
    isLocal: true,
    check: (analysis, report) => {
      for (const { container, wiring } of wiredApplications(analysis)) {
        if (wiring.wrappers.length > 0 || statedEntryPoint(container) !== 'unknown') continue;
        if (hasCommand(container) !== (code === 'command-only')) continue;
        const said = message(text, { name: container.name ?? '' });
        report({ ...container.anchor, container: container.id, message: said });
      }
    },
  };
}
const entryPointUnknown = unstated('entry-point-unknown', 'found.entryPointUnknown');
const commandOnly = unstated('command-only', 'found.commandOnly');

const doubleWrapped: Rule<TaskAnalysis> = {
  code: 'double-wrapped',
  category: 'entry-point',
  severity: 'error',
  summary: 'rule.double-wrapped',
  isLocal: true,
  check: (analysis, report) => {
    for (const judged of wiredApplications(analysis)) {
      const { container, wiring } = judged;
      if (prefixFault(wiring) !== 'doubled') continue;
      const changes = withoutSecondPrefix(judged);
      report({
        ...keySpan(judged, wiring.wrappers[1].field),
        container: container.id,
        message: message('found.doubleWrapped', { name: container.name ?? '' }),
        fixes: changes && [{ title: message('fix.removeSecondPrefix'), changes: () => changes }],
      });
    }
  },
};

const malformedPrefix: Rule<TaskAnalysis> = {
  code: 'malformed-prefix',
  category: 'entry-point',
  severity: 'error',
  summary: 'rule.malformed-prefix',
  check: (analysis, report) => {
    for (const judged of wiredApplications(analysis)) {
      const { container, wiring } = judged;
      const fault = prefixFault(wiring);
      if (!fault || fault === 'doubled') continue;
      const wrapper = wiring.wrappers[0]?.path ?? (analysis.generation ?? CURRENT).wrapper;
      const repair = repairPrefix(container, wiring, wrapper, fault);
      report({
        ...keySpan(judged, wiring.wrappers[0]?.field ?? 'entryPoint'),
        container: container.id,
        message: message(`found.prefix.${fault}`, { name: container.name ?? '', wrapper }),
        fixes: repair && [{ title: message('fix.repairPrefix'), changes: () => [repair] }],
      });
    }
  },
};

const nothingToRun: Rule<TaskAnalysis> = {
  code: 'nothing-to-run',
  category: 'entry-point',
  severity: 'error',
  summary: 'rule.nothing-to-run',
  isLocal: true,
  check: (analysis, report) => {
    for (const judged of wiredApplications(analysis)) {
      if (!startsNothing(judged.container, judged.wiring)) continue;
      const { container } = judged;
      report({
        ...keySpan(judged, 'entryPoint'),
        container: container.id,
        message: message('found.nothingToRun', { name: container.name ?? '' }),
      });
    }
  },
};

export const entryPointRules = [entryPointUnknown, commandOnly, doubleWrapped, malformedPrefix, nothingToRun];

/** Removes the second of two prefixes where both stand as items of a list. */
function withoutSecondPrefix({ container, wiring }: Judged): Change[] | undefined {
  const second = wiring.wrappers[1];
  if (second.inShell || !second.complete) return undefined;
  const items = container
    .field(second.field)
    .items.slice(second.item, second.item + 1 + WRAPPER_ARGUMENTS.length);
  return items.map((node) => ({ op: 'remove', node }));
}
