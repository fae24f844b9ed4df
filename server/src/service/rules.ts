import { subjectOf, type TaskAnalysis } from '../defender/analysis';
import { accessRules } from '../defender/rules/access';
import { coverageRules } from '../defender/rules/coverage';
import { driftRules } from '../defender/rules/drift';
import { entryPointRules } from '../defender/rules/entryPoint';
import { exclusionRules, unusedExclusionRules } from '../defender/rules/exclusions';
import { generationRules } from '../defender/rules/generation';
import { secretRules } from '../defender/rules/secrets';
import { sidecarRules } from '../defender/rules/sidecar';
import { startOrderRules } from '../defender/rules/startOrder';
import { taskEnvironmentRules } from '../defender/rules/task';
import { templateRules } from '../defender/rules/template';
import { variableRules } from '../defender/rules/variables';
import { SIDECAR_NAME } from '../defender/vocabulary';
import { type TaskFacts, taskFacts } from '../ecs/facts';
import type { Neighbourhood } from '../ecs/neighbours';
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
import { type Pieces, type Rule, runRules, runRulesInPieces } from '../findings/rule';
import { heedComments, type Silenced, type Suppressed, UNUSED } from '../findings/suppression';
import { documentRules } from '../findings/syntax';
import { imageFileRules } from '../pipelines/rules/images';
import { renderedRules } from '../pipelines/rules/task';
import { workflowRules } from '../pipelines/rules/workflow';
import { customRuleRules } from '../policy/customRules/rules';
import { factsOf } from '../policy/facts';
import { policyRules } from '../policy/rules';
import type { PolicySet } from '../policy/set';
import { profileRules } from '../profile/rules';
import { fit, type Settings, type Suppression } from '../profile/settings';
import { workspaceRules } from '../workspace/rules';
import type { Contents } from './documents';

/** The one place where the rooms' rules come together: settings, pages and reports are made from this list. */
const wiringRules: readonly Rule<TaskAnalysis>[] = [
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
const taskRules: readonly Rule<TaskFacts>[] = [
  ...fargateRules,
  ...containerRules,
  ...referenceRules,
  ...orderRules,
  ...portRules,
  ...logRules,
  ...limitRules,
  ...schemaRules,
];

const rows: readonly Omit<Rule<never>, 'check'>[] = [
  ...wiringRules,
  ...taskRules,
  ...writtenRules,
  ...policyRules,
  ...workspaceRules,
  ...workflowRules,
  ...imageFileRules,
  ...renderedRules,
  ...customRuleRules,
  ...documentRules,
  UNUSED,
  ...profileRules,
  ...unusedExclusionRules,
];
/** A rule that looks into task definitions and profiles alike is one row. */
export const allRules = rows.filter(
  (row, place) => rows.findIndex((other) => other.code === row.code) === place,
);

const CODES = new Set(allRules.map((rule) => rule.code));
export const isRule = (code: string): boolean => CODES.has(code);
const OF_SCHEMA = new Set(allRules.filter((rule) => rule.category === 'schema').map((rule) => rule.code));
/** Whether a JSON Schema of task definitions would say the same. */
export const isOfSchema = (code: string): boolean => OF_SCHEMA.has(code);

/** What a document's suppressions leave of its findings, and the rows of the profile that have silenced some. */
export interface Judgement extends Silenced {
  readonly usedRows: ReadonlySet<Suppression>;
}

/** All rules together are through with so many nodes before anybody has waited for long. */
const SMALL = 5_000;

/** Everything that is found in a document; `set` holds the documents that belong together with it. */
export function* findingsIn(
  { tree, customRules, policy, pipeline }: Contents,
  analyses: readonly TaskAnalysis[],
  settings: Settings,
  set: PolicySet,
  uri: string,
  neighbourhood: Neighbourhood | undefined,
): Pieces<Judgement> {
  const { rules: levels, suppress, consoleVersion } = settings;
  const usedRows = new Set<Suppression>();
  const byProfile: Suppressed[] = [];
  const found = runRules(documentRules, tree, levels);
  const isLarge = tree.size > SMALL;
  for (const analysis of analyses) {
    const { task, settings, sidecar } = analysis;
    const apart = { name: sidecar?.container.name ?? SIDECAR_NAME, container: sidecar?.container };
    const facts = taskFacts(task, settings.launchType, apart);
    const own = [
      ...(yield* runRulesInPieces(wiringRules, analysis, levels, isLarge)),
      ...(yield* runRulesInPieces(taskRules, facts, levels, isLarge)),
      ...(yield* runRulesInPieces<TaskDefinition>(writtenRules, task, levels, isLarge)),
      ...runRules(workspaceRules, { analysis, set }, levels),
      ...runRules(renderedRules, analysis, levels),
    ];
    const containers = suppress.length > 0 ? new Map(task.containers.map((one) => [one.id, one])) : undefined;
    for (const finding of own) {
      const row = containers && suppressionOf(analysis, finding, containers);
      if (!row) {
        found.push(finding);
        continue;
      }
      usedRows.add(row);
      byProfile.push({ finding, kind: 'profile', reason: row.reason });
    }
  }
  const others = customRules.flatMap((rule) => runRules(customRuleRules, rule, levels));
  if (policy) {
    const subject = { document: policy, facts: factsOf(policy), uri, set, release: consoleVersion };
    others.push(...runRules(policyRules, subject, levels));
  }
  if (pipeline) {
    const around = { neighbourhood: neighbourhood ?? { path: '', files: [] }, settings };
    others.push(
      ...(pipeline.kind === 'workflow'
        ? runRules(workflowRules, { workflow: pipeline, ...around }, levels)
        : runRules(imageFileRules, { file: pipeline, ...around }, levels)),
    );
  }
  for (const finding of others) {
    // A row that picks containers says nothing of other documents.
    const row = suppress.find((one) => one.rule === finding.code && fit(one, {}) >= 0);
    if (row) {
      usedRows.add(row);
      byProfile.push({ finding, kind: 'profile', reason: row.reason });
    } else found.push(finding);
  }
  const { findings, suppressed } = heedComments(tree, onlyOnce(found), isRule);
  const level = levels[UNUSED.code];
  const kept = findings.flatMap((one) =>
    one.code !== UNUSED.code || level === undefined
      ? one
      : level === 'off'
        ? []
        : { ...one, severity: level },
  );
  kept.sort((a, b) => a.start - b.start || a.end - b.end);
  return { findings: kept, suppressed: [...byProfile, ...suppressed], usedRows };
}

/** A container that several tasks take from one anchor is judged in each, and the same thing is said once. */
function onlyOnce(findings: readonly Finding[]): Finding[] {
  const said = new Map<number, Finding[]>();
  return findings.filter((finding) => {
    const others = said.get(finding.start);
    if (!others) said.set(finding.start, [finding]);
    else if (others.some((other) => saysTheSame(other, finding))) return false;
    else others.push(finding);
    return true;
  });
}

function saysTheSame(one: Finding, other: Finding): boolean {
  if (one.code !== other.code || one.end !== other.end) return false;
  return JSON.stringify(one.message.args) === JSON.stringify(other.message.args);
}

function suppressionOf(
  { task, settings }: TaskAnalysis,
  { code, container }: Finding,
  containers: ReadonlyMap<number, Container>,
): Suppression | undefined {
  const rows = settings.suppress.filter((row) => row.rule === code);
  if (rows.length === 0) return undefined;
  const of = container === undefined ? undefined : containers.get(container);
  const subject = of ? subjectOf(task, of) : { family: task.family };
  return rows.find((row) => fit(row, subject) >= 0);
}
