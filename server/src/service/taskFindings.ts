import type { TaskAnalysis } from '../defender/analysis';
import { accessRules } from '../defender/rules/access';
import { coverageRules } from '../defender/rules/coverage';
import { driftRules } from '../defender/rules/drift';
import { entryPointRules } from '../defender/rules/entryPoint';
import { exclusionRules } from '../defender/rules/exclusions';
import { generationRules } from '../defender/rules/generation';
import { secretRules } from '../defender/rules/secrets';
import { sidecarRules } from '../defender/rules/sidecar';
import { startOrderRules } from '../defender/rules/startOrder';
import { taskEnvironmentRules } from '../defender/rules/task';
import { templateRules } from '../defender/rules/template';
import { variableRules } from '../defender/rules/variables';
import { SIDECAR_NAME } from '../defender/vocabulary';
import { type TaskFacts, taskFacts } from '../ecs/facts';
import { containerRules } from '../ecs/rules/containers';
import { fargateRules } from '../ecs/rules/fargate';
import { limitRules } from '../ecs/rules/limits';
import { logRules } from '../ecs/rules/logs';
import { orderRules } from '../ecs/rules/order';
import { portRules } from '../ecs/rules/ports';
import { referenceRules } from '../ecs/rules/references';
import { schemaRules } from '../ecs/rules/schema';
import { writtenRules } from '../ecs/rules/written';
import type { Container, TaskDefinition } from '../ecs/task';
import type { Finding } from '../findings/finding';
import { type Rule, type RuleLevels, runRulesInPieces } from '../findings/rule';
import { type Pieces, whole } from '../syntax/pieces';
import { NONE } from '../syntax/tree';
import { containerPlaces, isPlain, type Kept } from './kept';

/** What is looked for in a task by itself. */

export const wiringRules: readonly Rule<TaskAnalysis>[] = [
  ...coverageRules,
  ...driftRules,
  ...entryPointRules,
  ...sidecarRules,
  ...generationRules,
  ...startOrderRules,
  ...accessRules,
  ...variableRules,
  ...secretRules,
  ...taskEnvironmentRules,
  ...templateRules,
  ...exclusionRules,
];

/** What ECS says of a task definition, Defender or not. */
export const taskRules: readonly Rule<TaskFacts>[] = [
  ...fargateRules,
  ...containerRules,
  ...referenceRules,
  ...orderRules,
  ...portRules,
  ...logRules,
  ...limitRules,
  ...schemaRules,
];

interface RuleSet {
  readonly wiring: readonly Rule<TaskAnalysis>[];
  readonly task: readonly Rule<TaskFacts>[];
  readonly written: readonly Rule<TaskDefinition>[];
}

const those = (isLocal: boolean): RuleSet => ({
  wiring: wiringRules.filter((rule) => (rule.isLocal ?? false) === isLocal),
  task: taskRules.filter((rule) => (rule.isLocal ?? false) === isLocal),
  written: writtenRules.filter((rule) => (rule.isLocal ?? false) === isLocal),
});
const LOCAL = those(true);
const OTHERS = those(false);

export interface TaskFindings {
  readonly local: readonly Finding[];
  readonly others: readonly Finding[];
}

/** What rules say of a task; local ones are asked about no more than what is not kept. */
export function* findingsOfTask(
  analysis: TaskAnalysis,
  levels: RuleLevels,
  isLarge: boolean,
  kept?: Kept,
): Pieces<TaskFindings> {
  const facts = factsOf(analysis);
  const others = yield* ask(OTHERS, analysis, facts, levels, isLarge);
  if (!kept) return { others, local: yield* askLocal(analysis, facts, levels, isLarge) };
  const local = yield* askAbout(kept.open, analysis, facts, levels, isLarge);
  return { others, local: [...kept.findings, ...local] };
}

/** A rule looks at so many containers before anybody has waited for long. */
const PART = 500;

function* askLocal(
  analysis: TaskAnalysis,
  facts: TaskFacts,
  levels: RuleLevels,
  isLarge: boolean,
): Pieces<readonly Finding[]> {
  const { task } = analysis;
  const { containers } = task;
  if (containers.length <= PART || !isPlain(task.tree))
    return yield* ask(LOCAL, analysis, facts, levels, isLarge);
  const found: Finding[] = [];
  const placeOf = containerPlaces(task.tree, containers);
  for (let from = 0; from < containers.length; from += PART) {
    const part = containers.slice(from, from + PART);
    for (const finding of yield* askAbout(part, analysis, facts, levels, isLarge)) {
      const place = placeOf(finding.start);
      // What is said of the task itself is said beside each part.
      const isOfPart = place === NONE ? from === 0 : place >= from && place < from + PART;
      if (isOfPart) found.push(finding);
    }
  }
  return found;
}

/** What local rules say of some containers, and of what stands in none. */
function askAbout(
  containers: readonly Container[],
  analysis: TaskAnalysis,
  facts: TaskFacts,
  levels: RuleLevels,
  isLarge: boolean,
): Pieces<Finding[]> {
  const part = analysis.task.withOnly(containers);
  return ask(LOCAL, within(analysis, part), { ...facts, task: part }, levels, isLarge);
}

/** What local rules say of all of a task. */
export function localFindings(analysis: TaskAnalysis, levels: RuleLevels): readonly Finding[] {
  return whole(askLocal(analysis, factsOf(analysis), levels, false));
}

function factsOf({ task, settings, sidecar }: TaskAnalysis): TaskFacts {
  const apart = { name: sidecar?.container.name ?? SIDECAR_NAME, container: sidecar?.container };
  return taskFacts(task, settings.launchType, apart);
}

function* ask(
  rules: RuleSet,
  analysis: TaskAnalysis,
  facts: TaskFacts,
  levels: RuleLevels,
  isLarge: boolean,
): Pieces<Finding[]> {
  return [
    ...(yield* runRulesInPieces(rules.wiring, analysis, levels, isLarge)),
    ...(yield* runRulesInPieces(rules.task, facts, levels, isLarge)),
    ...(yield* runRulesInPieces(rules.written, facts.task, levels, isLarge)),
  ];
}

function within(analysis: TaskAnalysis, task: TaskDefinition): TaskAnalysis {
  const wanted = new Set<Container>(task.containers);
  return {
    ...analysis,
    task,
    containers: analysis.containers.filter(({ container }) => wanted.has(container)),
  };
}
