import { closest } from '../../findings/closest';
import type { Fix } from '../../findings/finding';
import type { Rule } from '../../findings/rule';
import { message } from '../../l10n/message';
import type { Change } from '../../syntax/edits';
import { Field } from '../../syntax/view';
import { known, type TaskFacts } from '../facts';
import { servicesOf } from '../services';
import type { Container, TaskDefinition } from '../task';

/** Names by which parts of a task refer to each other. */

/** A name of a container, where another one gives it. */
export interface ContainerReference {
  /** Where it stands; of a link the whole `name:alias`. */
  readonly field: Field;
  readonly name: string;
  readonly kind: 'dependsOn' | 'volumesFrom' | 'links' | 'proxyConfiguration' | 'loadBalancers';
  /** Who refers; absent where the task does. */
  readonly from?: Container;
}

/** What a container refers to by name, as far as that can be seen. */
export function referencesOf(container: Container): ContainerReference[] {
  const found: ContainerReference[] = [];
  const add = (field: Field, kind: ContainerReference['kind'], name = known(field)): void => {
    if (name) found.push({ field, name, kind, from: container });
  };
  for (const item of container.field('dependsOn').structs) add(item.field('containerName'), 'dependsOn');
  for (const item of container.field('volumesFrom').structs)
    add(item.field('sourceContainer'), 'volumesFrom');
  const links = container.field('links');
  for (const item of links.items) {
    const field = new Field(links.tree, 'links', links.key, item);
    add(field, 'links', known(field)?.split(':')[0]);
  }
  return found;
}

function referencesIn(task: TaskDefinition): ContainerReference[] {
  const proxy = task.field('proxyConfiguration').struct?.field('containerName');
  return [
    ...task.containers.flatMap(referencesOf),
    ...(proxy ? outside(proxy, 'proxyConfiguration') : []),
    // What a service of the same template sends its load balancers' requests to.
    ...servicesOf(task).flatMap(({ struct }) =>
      struct
        .field('loadBalancers')
        .structs.flatMap((one) => outside(one.field('containerName'), 'loadBalancers')),
    ),
  ];
}

/** A reference that no container makes. */
function outside(field: Field, kind: ContainerReference['kind']): ContainerReference[] {
  const name = known(field);
  return name ? [{ field, name, kind }] : [];
}

const unknownContainer: Rule<TaskFacts> = {
  code: 'unknown-container',
  category: 'task',
  severity: 'error',
  summary: 'rule.unknown-container',
  check: ({ task, named, seesContainers, apart }, report) => {
    if (!seesContainers) return;
    const names = [...named.keys()];
    for (const { field, name, kind, from } of referencesIn(task)) {
      if (named.has(name) || name === apart.name) continue;
      const own = from && known(from.nameField);
      const meant = closest(name, names, own);
      report({
        ...field.span,
        container: from?.id,
        message: message('found.unknownContainer', { name, property: kind }),
        fixes: meant ? [useName(field, name, meant)] : [],
      });
    }
  },
};

/** A link keeps what it calls the other container. */
function useName(field: Field, name: string, meant: string): Fix {
  const value = meant + (field.text ?? '').slice(name.length);
  return {
    title: message('fix.useValue', { value: meant }),
    changes: () => [{ op: 'replace', node: field.node, value }],
  };
}

const unknownVolume: Rule<TaskFacts> = {
  code: 'unknown-volume',
  category: 'task',
  severity: 'error',
  summary: 'rule.unknown-volume',
  isLocal: true,
  check: ({ task, volumes }, report) => {
    if (!volumes) return;
    const names = [...volumes];
    for (const container of task.containers) {
      for (const mount of container.field('mountPoints').structs) {
        const field = mount.field('sourceVolume');
        const name = known(field);
        if (!name || volumes.has(name)) continue;
        const meant = closest(name, names);
        const fixes = [
          ...(meant ? [useName(field, name, meant)] : []),
          // In Terraform a volume is a block, and most of them say more than their name.
          ...(task.tree.dialect === 'terraform' ? [] : [declareVolume(task, name)]),
        ];
        report({
          ...field.span,
          container: container.id,
          message: message('found.unknownVolume', { name }),
          fixes: fixes.map((fix) => ({ ...fix, isChoice: fixes.length > 1 })),
        });
      }
    }
  },
};

function declareVolume(task: TaskDefinition, name: string): Fix {
  const field = task.field('volumes');
  const change: Change = field.isArray
    ? { op: 'append', array: field.node, values: [{ name }] }
    : field.key < 0
      ? { op: 'set', object: task.struct!.node, key: 'volumes', value: [{ name }] }
      : { op: 'replace', node: field.node, value: [{ name }] };
  return { title: message('fix.declareVolume', { name }), changes: () => [change] };
}

const firelensRouter: Rule<TaskFacts> = {
  code: 'firelens-router',
  category: 'task',
  severity: 'error',
  summary: 'rule.firelens-router',
  check: ({ task, seesContainers }, report) => {
    const routers = task.containers.filter((one) => !one.field('firelensConfiguration').isAbsent);
    for (const router of routers.slice(1))
      report({
        ...router.field('firelensConfiguration').keySpan,
        container: router.id,
        message: message('found.severalRouters'),
        related: [
          { ...routers[0].field('firelensConfiguration').keySpan, message: message('related.router') },
        ],
      });
    if (routers.length > 0 || task.hidden.length > 0 || !seesContainers) return;
    if (task.containers.some((one) => one.struct.templateDecides(['firelensConfiguration']))) return;
    for (const container of task.containers) {
      const driver = container.field('logConfiguration').struct?.field('logDriver');
      if (driver?.text !== 'awsfirelens') continue;
      report({
        ...driver.span,
        container: container.id,
        message: message('found.noRouter', { name: container.name ?? '' }),
      });
    }
  },
};

export const referenceRules = [unknownContainer, unknownVolume, firelensRouter];
