import type { Fix } from '../../findings/finding';
import type { Rule } from '../../findings/rule';
import { message } from '../../l10n/message';
import type { Change } from '../../syntax/edits';
import type { Field } from '../../syntax/view';
import type { Judged, TaskAnalysis } from '../analysis';
import { wiredContainers } from '../drift';
import { PTRACE } from '../vocabulary';

/** What the Defender needs to reach its program and to trace: the shared volume and SYS_PTRACE (section 7.3). */

const volumesFromReadOnly: Rule<TaskAnalysis> = {
  code: 'volumes-from-read-only',
  category: 'sidecar',
  severity: 'warning',
  summary: 'rule.volumes-from-read-only',
  isLocal: true,
  check: (analysis, report) => {
    for (const { container, wiring, state } of wiredContainers(analysis)) {
      const field = wiring.volumesFrom?.field('readOnly');
      if (state === 'sidecar' || field?.boolean !== true) continue;
      report({
        ...field.span,
        container: container.id,
        message: message('found.volumesReadOnly', { name: container.name ?? '' }),
        fixes: [
          {
            title: message('fix.readWrite'),
            changes: () => [{ op: 'replace', node: field.node, value: false }],
          },
        ],
      });
    }
  },
};

const ptraceDropped: Rule<TaskAnalysis> = {
  code: 'ptrace-dropped',
  category: 'sidecar',
  severity: 'warning',
  summary: 'rule.ptrace-dropped',
  isLocal: true,
  check: (analysis, report) => {
    for (const { container, wiring, state } of wiredContainers(analysis)) {
      // Where nothing adds it back, that is what is missing.
      if (state === 'sidecar' || wiring.wrappers.length === 0 || !wiring.ptrace) continue;
      const drop = capabilities(container, 'drop');
      for (const [place, text] of drop?.strings.entries() ?? []) {
        // Dropping ALL and adding one back is how least privilege is written.
        if (text !== PTRACE) continue;
        const node = drop!.items[place];
        report({
          start: drop!.tree.start(node),
          end: drop!.tree.end(node),
          container: container.id,
          message: message('found.ptraceDropped', { name: container.name ?? '' }),
          fixes: [{ title: message('fix.keepPtrace'), changes: () => [{ op: 'remove', node }] }],
        });
      }
    }
  },
};

const capabilityOnFargate: Rule<TaskAnalysis> = {
  code: 'capability-on-fargate',
  category: 'task',
  severity: 'error',
  summary: 'rule.capability-on-fargate',
  isLocal: true,
  check: (analysis, report) => {
    if (!analysis.statesFargate) return;
    for (const container of analysis.task.containers) {
      const add = capabilities(container, 'add');
      for (const [place, text] of add?.strings.entries() ?? []) {
        const node = add!.items[place];
        if (text === undefined || text === PTRACE || /[$<%{]/.test(text)) continue;
        report({
          start: add!.tree.start(node),
          end: add!.tree.end(node),
          container: container.id,
          message: message('found.capability', { capability: text }),
          fixes: [
            {
              title: message('fix.removeCapability', { capability: text }),
              changes: () => [{ op: 'remove', node }],
            },
          ],
        });
      }
    }
  },
};

/** Where the sidecar's volume comes in, and where in it the wrapper lies. */
const SHARED_FOLDER = '/var/lib/twistlock';
const WRAPPER_FOLDER = `${SHARED_FOLDER}/fargate`;

const mountShadowsDefender: Rule<TaskAnalysis> = {
  code: 'mount-shadows-defender',
  category: 'sidecar',
  severity: 'warning',
  summary: 'rule.mount-shadows-defender',
  isLocal: true,
  check: (analysis, report) => {
    for (const { container, state } of wiredContainers(analysis)) {
      if (state === 'sidecar') continue;
      for (const mount of container.field('mountPoints').structs) {
        const path = mount.field('containerPath');
        if (path.text === undefined || !shadows(path.text)) continue;
        report({
          ...path.span,
          container: container.id,
          message: message('found.mountShadows', { name: container.name ?? '', path: path.text }),
        });
      }
    }
  },
};

const sidecarNotEssential: Rule<TaskAnalysis> = {
  code: 'sidecar-not-essential',
  category: 'sidecar',
  severity: 'warning',
  summary: 'rule.sidecar-not-essential',
  check: ({ sidecar, settings }, report) => {
    const field = sidecar?.container.field('essential');
    if (field?.boolean !== false || settings.defender.container?.essential === false) return;
    const fix: Fix = {
      title: message('fix.essential'),
      changes: (): Change[] => [{ op: 'replace', node: field.node, value: true }],
    };
    report({
      ...field.span,
      container: sidecar!.container.id,
      message: message('found.notEssential'),
      fixes: [fix],
    });
  },
};

export const accessRules = [
  volumesFromReadOnly,
  ptraceDropped,
  capabilityOnFargate,
  mountShadowsDefender,
  sidecarNotEssential,
];

function capabilities(container: Judged['container'], list: 'add' | 'drop'): Field | undefined {
  return container.field('linuxParameters').struct?.field('capabilities').struct?.field(list);
}

/** A mount at the shared folder, above it, or over the wrapper's own folder. */
function shadows(path: string): boolean {
  const at = `/${path.split('/').filter(Boolean).join('/')}`;
  const isAbove = at !== '/' && SHARED_FOLDER.startsWith(`${at}/`);
  return isAbove || at === SHARED_FOLDER || at === WRAPPER_FOLDER || at.startsWith(`${WRAPPER_FOLDER}/`);
}
