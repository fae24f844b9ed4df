import type { Rule } from '../../findings/rule';
import { message } from '../../l10n/message';
import type { Change } from '../../syntax/edits';
import type { NodeId } from '../../syntax/tree';
import { startsSidecar, type TaskAnalysis } from '../analysis';
import { DEFENDER_TYPE, PLACEHOLDERS, SIDECAR_NAME, WRAPPER_ARGUMENTS } from '../vocabulary';

/** Faults of the sidecar itself, and values that nobody has filled in. */

const sidecarForeign: Rule<TaskAnalysis> = {
  code: 'sidecar-foreign',
  category: 'sidecar',
  severity: 'error',
  summary: 'rule.sidecar-foreign',
  check: ({ foreign }, report) => {
    if (foreign)
      report({
        ...foreign.anchor,
        container: foreign.id,
        message: message('found.foreign', { name: SIDECAR_NAME }),
      });
  },
};

const sidecarType: Rule<TaskAnalysis> = {
  code: 'sidecar-type',
  category: 'sidecar',
  severity: 'warning',
  summary: 'rule.sidecar-type',
  check: ({ sidecar }, report) => {
    const type = sidecar?.wiring.variables.get('DEFENDER_TYPE');
    if (!sidecar || !type || type.isSecret || type.value.isPlaceholder || type.value.isAbsent) return;
    if (type.value.text === DEFENDER_TYPE) return;
    const { tree } = sidecar.container;
    const { node } = type.value;
    report({
      start: tree.start(node),
      end: tree.end(node),
      container: sidecar.container.id,
      message: message('found.sidecarType', { value: type.value.text ?? tree.source(node) }),
      fixes: [
        {
          title: message('fix.sidecarType'),
          changes: () => [{ op: 'replace', node, value: DEFENDER_TYPE }],
        },
      ],
    });
  },
};

const severalSidecars: Rule<TaskAnalysis> = {
  code: 'several-sidecars',
  category: 'sidecar',
  severity: 'warning',
  summary: 'rule.several-sidecars',
  check: ({ sidecar, task }, report) => {
    if (!sidecar) return;
    for (const container of task.containers) {
      if (container === sidecar.container || !startsSidecar(container)) continue;
      report({
        ...container.anchor,
        container: container.id,
        message: message('found.severalSidecars', { name: container.name ?? '' }),
        related: [{ ...sidecar.container.anchor, message: message('related.sidecar') }],
      });
    }
  },
};

const sidecarWrapped: Rule<TaskAnalysis> = {
  code: 'sidecar-wrapped',
  category: 'sidecar',
  severity: 'error',
  summary: 'rule.sidecar-wrapped',
  check: ({ sidecar }, report) => {
    if (!sidecar) return;
    const { container, wiring } = sidecar;
    const { tree } = container;
    const say = (node: NodeId, property: string, remove: readonly NodeId[]): void =>
      report({
        start: tree.start(node),
        end: tree.end(node),
        container: container.id,
        message: message('found.sidecarWrapped', { property }),
        fixes: [
          {
            title: message('fix.unwrapSidecar'),
            changes: () => remove.map((item): Change => ({ op: 'remove', node: item })),
          },
        ],
      });
    for (const wrapper of wiring.wrappers.filter((one) => !one.inShell && one.complete)) {
      const list = container.field(wrapper.field);
      say(
        list.key,
        wrapper.field,
        list.items.slice(wrapper.item, wrapper.item + 1 + WRAPPER_ARGUMENTS.length),
      );
    }
    if (wiring.dependsOn)
      say(wiring.dependsOn.field('containerName').node, 'dependsOn', [wiring.dependsOn.node]);
    if (wiring.volumesFrom)
      say(wiring.volumesFrom.field('sourceContainer').node, 'volumesFrom', [wiring.volumesFrom.node]);
  },
};

const placeholderLeft: Rule<TaskAnalysis> = {
  code: 'placeholder-left',
  category: 'sidecar',
  severity: 'error',
  summary: 'rule.placeholder-left',
  check: ({ placeholders, task: { tree } }, report) => {
    for (const { name, node } of placeholders) {
      const text = message(`found.placeholder.${name}`, { text: PLACEHOLDERS[name] });
      report({ start: tree.start(node), end: tree.end(node), message: text });
    }
  },
};

export const sidecarRules = [sidecarForeign, sidecarType, severalSidecars, sidecarWrapped, placeholderLeft];
