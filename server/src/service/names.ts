import type { TaskAnalysis } from '../defender/analysis';
import { type NameKind, type NameUse, namesOf, use } from '../ecs/names';
import { once } from '../syntax/memo';
import type { Model } from './model';

/** The Defender's variables that repeat a name of the task. */
const REPEATED: readonly [variable: string, kind: NameKind][] = [
  ['TW_CONTAINER_NAME', 'container'],
  ['FARGATE_TASK', 'family'],
];

/** Every place of a document where a container, a volume or a family is named, in the order of the text. */
export const namesIn = once(({ analyses }: Model): readonly NameUse[] =>
  analyses
    .flatMap((analysis) => [...namesOf(analysis.task), ...repeatedIn(analysis)])
    .sort((a, b) => a.start - b.start),
);

function repeatedIn({ task, containers }: TaskAnalysis): NameUse[] {
  return containers.flatMap(({ wiring }) =>
    REPEATED.flatMap(([variable, kind]) => {
      const found = wiring.variables.get(variable);
      return found && !found.isSecret ? use(task, kind, 'reference', found.value) : [];
    }),
  );
}

/** The name at an offset. */
export function nameAt(model: Model, offset: number): NameUse | undefined {
  return namesIn(model).find(({ start, end }) => start <= offset && offset <= end);
}

/** All places where what is named at one of them is named. A task has one family, whatever a variable says of it. */
export function usesOf(model: Model, { kind, task, name }: NameUse): NameUse[] {
  return namesIn(model).filter(
    (one) => one.task === task && one.kind === kind && (one.name === name || kind === 'family'),
  );
}
