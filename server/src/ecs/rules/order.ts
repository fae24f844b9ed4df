import type { Fix } from '../../findings/finding';
import type { Rule } from '../../findings/rule';
import { message } from '../../l10n/message';
import { known, type TaskFacts } from '../facts';
import type { Container } from '../task';
import { isNotEssential } from './containers';
import { type ContainerReference, referencesOf } from './references';

/** Who waits for whom. The agent starts a container after those that it depends on, takes volumes from or links to
 * (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html). */

const dependencyCycle: Rule<TaskFacts> = {
  code: 'dependency-cycle',
  category: 'task',
  severity: 'error',
  summary: 'rule.dependency-cycle',
  check: ({ task, named, apart }, report) => {
    const done = new Set<Container>();
    for (const start of task.containers) {
      if (done.has(start)) continue;
      const first = referencesOf(start);
      if (first.length === 0) continue;
      // The way from `start` to where the search stands, each with what is still to be followed from there.
      const way = [{ container: start, open: first }];
      const depth = new Map([[start, 0]]);
      for (let last = way.at(-1); last; last = way.at(-1)) {
        const reference = last.open.pop();
        if (!reference) {
          done.add(last.container);
          depth.delete(last.container);
          way.pop();
          continue;
        }
        const [next] = named.get(reference.name) ?? [];
        if (!next || done.has(next)) continue;
        const back = depth.get(next);
        if (back === undefined) {
          depth.set(next, way.length);
          way.push({ container: next, open: referencesOf(next) });
          continue;
        }
        const cycle = way.slice(back).map((one) => one.container);
        // Where the sidecar takes part, its own rule says so.
        if (!apart.container || !cycle.includes(apart.container)) report(cycleAt(reference, cycle));
      }
    }
  },
};

/** No more names are told of a long way round. */
const LONGEST = 8;

function cycleAt({ field, from }: ContainerReference, cycle: readonly Container[]) {
  const names = cycle.map((one) => one.name ?? '');
  const way = [...names, names[0]];
  if (way.length > LONGEST) way.splice(LONGEST - 2, way.length - LONGEST + 1, '…');
  return {
    ...field.span,
    container: from?.id,
    message: message('found.dependencyCycle', { way: way.join(' → ') }),
  };
}

const dependencyImpossible: Rule<TaskFacts> = {
  code: 'dependency-impossible',
  category: 'task',
  severity: 'error',
  summary: 'rule.dependency-impossible',
  check: ({ task, named, apart }, report) => {
    for (const container of task.containers) {
      for (const item of container.field('dependsOn').structs) {
        const name = known(item.field('containerName'));
        const condition = item.field('condition');
        const [on] = (name && named.get(name)) || [];
        if (!on || on === apart.container) continue;
        const start: Fix = {
          title: message('fix.useValue', { value: 'START' }),
          isChoice: true,
          changes: () => [{ op: 'replace', node: condition.node, value: 'START' }],
        };
        const related = [{ ...on.anchor, message: message('related.waitedFor') }];
        const at = { ...condition.span, container: container.id, related };
        if (condition.text === 'HEALTHY' && lacksHealthCheck(on)) {
          report({
            ...at,
            message: message('found.neverHealthy', { name: name! }),
            fixes: [{ ...start, isChoice: false }],
          });
        } else if ((condition.text === 'COMPLETE' || condition.text === 'SUCCESS') && isEssential(on)) {
          report({
            ...at,
            message: message('found.essentialEnds', { name: name!, condition: condition.text }),
            fixes: [start, notEssential(on)],
          });
        }
      }
    }
  },
};

/** A health check of the image does not count: ECS does not look at it. */
function lacksHealthCheck(container: Container): boolean {
  return container.field('healthCheck').isAbsent && !container.struct.templateDecides(['healthCheck']);
}

function isEssential(container: Container): boolean {
  const field = container.field('essential');
  if (container.struct.templateDecides(['essential']) || field.isPlaceholder) return false;
  return !isNotEssential(container);
}

function notEssential(container: Container): Fix {
  const field = container.field('essential');
  return {
    title: message('fix.notEssential', { name: container.name ?? '' }),
    isChoice: true,
    changes: () => [
      field.key < 0
        ? { op: 'set', object: container.struct.node, key: 'essential', value: false }
        : { op: 'replace', node: field.node, value: false },
    ],
  };
}

export const orderRules = [dependencyCycle, dependencyImpossible];
