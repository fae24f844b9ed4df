import type { TaskDefinition } from '../../ecs/task';
import { fileOf } from '../../ecs/terraform';
import type { Report, Rule } from '../../findings/rule';
import { type Message, message } from '../../l10n/message';
import { type Elsewhere, type Judged, knownProcess, type TaskAnalysis } from '../analysis';
import { hiddenContainers, openElsewhere } from '../containers';
import { hasCommand, statedEntryPoint } from '../entryPoint';
import { PTRACE } from '../vocabulary';

/** One finding for each container that would run without the Defender (fargate-defender.md section 7.1). */

const taskUnprotected: Rule<TaskAnalysis> = {
  code: 'task-unprotected',
  category: 'coverage',
  severity: 'warning',
  summary: 'rule.task-unprotected',
  isLocal: true,
  check: (analysis, report) => {
    if (analysis.elsewhere) reportElsewhere(analysis.task, analysis.elsewhere, report);
    if (analysis.sidecar) return;
    for (const judged of unwrapped(analysis)) {
      const { container } = judged;
      const names = { task: analysis.task.label, name: container.name ?? '' };
      const text = message(
        analysis.task.family ? 'found.taskUnprotected' : 'found.taskUnprotectedNameless',
        names,
      );
      report({
        ...container.anchor,
        container: container.id,
        message: withEntryPoint(text, judged, analysis),
      });
    }
  },
};

/** Containers that stand in another file are counted where the task takes them in. */
function reportElsewhere(task: TaskDefinition, elsewhere: Elsewhere, report: Report): void {
  const open = openElsewhere(elsewhere);
  if (open.length === 0) return;
  const { file, analysis } = elsewhere;
  const total = analysis.containers.filter(({ state }) => state !== 'sidecar').length;
  const names = open.map(({ container }) => container.name ?? '').join(', ');
  report({
    ...task.field('containerDefinitions').keySpan,
    message: message('found.unprotectedElsewhere', {
      file: fileOf(task)!.path,
      open: open.length,
      total,
      names,
    }),
    related: open.map(({ container }) => ({
      ...container.anchor,
      uri: file.uri,
      message: message('related.container', { name: container.name ?? '' }),
    })),
  });
}

const containersHidden: Rule<TaskAnalysis> = {
  code: 'containers-hidden',
  category: 'coverage',
  severity: 'information',
  summary: 'rule.containers-hidden',
  check: (analysis, report) => {
    const { task, elsewhere } = analysis;
    const why = hiddenContainers(analysis);
    const isJudged = why?.key === 'refused.computed' && task.containers.length > 0;
    if (!why || isJudged || elsewhere || task.containersNode < 0) return;
    const span = task.field('containerDefinitions').keySpan;
    report({ ...span, message: message('found.containersHidden', { why: [why] }) });
  },
};

const containerUnwrapped: Rule<TaskAnalysis> = {
  code: 'container-unwrapped',
  category: 'coverage',
  severity: 'warning',
  summary: 'rule.container-unwrapped',
  isLocal: true,
  check: (analysis, report) => {
    if (!analysis.sidecar) return;
    const { container: sidecar } = analysis.sidecar;
    for (const judged of unwrapped(analysis)) {
      const { container, wiring } = judged;
      const text = message(wiring.isWired ? 'found.unwrappedLeftover' : 'found.unwrapped', {
        name: container.name ?? '',
      });
      report({
        ...container.anchor,
        container: container.id,
        message: withEntryPoint(text, judged, analysis),
        related: [{ ...sidecar.anchor, message: message('related.sidecar') }],
      });
    }
  },
};

const sidecarMissing: Rule<TaskAnalysis> = {
  code: 'sidecar-missing',
  category: 'coverage',
  severity: 'error',
  summary: 'rule.sidecar-missing',
  isLocal: true,
  check: (analysis, report) => {
    if (analysis.sidecar || analysis.foreign) return;
    for (const { container, wiring } of analysis.containers) {
      // Most containers have nothing that could refer to it.
      if (!wiring.isWired) continue;
      const { tree } = container;
      const references = [
        ...[wiring.dependsOn?.field('containerName'), wiring.volumesFrom?.field('sourceContainer')].map(
          (field) => field?.node,
        ),
        ...wiring.wrappers.map((wrapper) =>
          wrapper.inShell
            ? container.field(wrapper.field).items[wrapper.item]
            : container.field(wrapper.field).key,
        ),
      ];
      for (const node of references) {
        if (node === undefined) continue;
        const span = { start: tree.start(node), end: tree.end(node) };
        report({
          ...span,
          container: container.id,
          message: message('found.sidecarMissing', { name: container.name ?? '' }),
        });
      }
    }
  },
};

const wiringPartial: Rule<TaskAnalysis> = {
  code: 'wiring-partial',
  category: 'coverage',
  severity: 'warning',
  summary: 'rule.wiring-partial',
  isLocal: true,
  check: (analysis, report) => {
    for (const { container, missing: all, state, wiring } of analysis.containers) {
      if (all.length === 0) continue;
      const isSidecar = state === 'sidecar';
      // The health check has a rule of its own, which knows who waits for it.
      const missing = all.filter((part) => part !== 'healthCheck');
      if (missing.length === 0 || (!isSidecar && wiring.wrappers.length === 0)) continue;
      const name = container.name ?? '';
      // Without the sidecar's volume the wrapper's file does not exist, and the container cannot start; without
      // SYS_PTRACE the Defender cannot trace it.
      const noVolume = missing.includes('volumesFrom');
      const severity = noVolume || missing.includes(PTRACE) ? 'error' : undefined;
      const key = isSidecar ? 'found.sidecarPartial' : noVolume ? 'found.partialNoVolume' : 'found.partial';
      report({
        ...container.anchor,
        container: container.id,
        severity,
        message: message(key, { name, parts: missing.join(', ') }),
      });
    }
  },
};

export const coverageRules = [
  taskUnprotected,
  containersHidden,
  containerUnwrapped,
  sidecarMissing,
  wiringPartial,
];

function unwrapped(analysis: TaskAnalysis): Judged[] {
  return analysis.containers.filter(
    (one) =>
      (one.state === 'unprotected' || one.state === 'partial') &&
      one.wiring.wrappers.length === 0 &&
      one.container !== analysis.foreign,
  );
}

/** An entry point that only the image knows is part of the story until the container carries wiring; from then on the
 * entry point rules say it. */
function withEntryPoint(text: Message, { container, wiring }: Judged, analysis: TaskAnalysis): Message {
  if (wiring.isWired || statedEntryPoint(container) !== 'unknown') return text;
  if (knownProcess(analysis, container)) return text;
  const more = message(hasCommand(container) ? 'found.andCommandOnly' : 'found.andEntryPointUnknown');
  return message('sentences', { parts: [text, more] });
}
