import { subjectOf, type TaskAnalysis } from '../defender/analysis';
import { unusedExclusionRules } from '../defender/rules/exclusions';
import type { Neighbourhood } from '../ecs/neighbours';
import { writtenRules } from '../ecs/rules/written';
import type { Container } from '../ecs/task';
import { type Finding, isSameFinding } from '../findings/finding';
import { type Rule, runRules } from '../findings/rule';
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
import type { Pieces } from '../syntax/pieces';
import { workspaceRules } from '../workspace/rules';
import type { Contents } from './documents';
import type { Kept } from './kept';
import { findingsOfTask, taskRules, wiringRules } from './taskFindings';

/** The one place where the rooms' rules come together: settings, pages and reports are made from this list. */
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

/** In which order rules speak of one place. */
const RANKS = new Map(allRules.map(({ code }, rank) => [code, rank]));
const rankOf = ({ code }: Finding): number => RANKS.get(code) ?? 0;

const CODES = new Set(allRules.map((rule) => rule.code));
export const isRule = (code: string): boolean => CODES.has(code);
const OF_SCHEMA = new Set(allRules.filter((rule) => rule.category === 'schema').map((rule) => rule.code));
/** Whether a JSON Schema of task definitions would say the same. */
export const isOfSchema = (code: string): boolean => OF_SCHEMA.has(code);

/** What a document's suppressions leave of its findings, and the rows of the profile that have silenced some. */
export interface Judgement extends Silenced {
  readonly usedRows: ReadonlySet<Suppression>;
  /** What local rules have said of each task, before any of it was silenced. */
  readonly local: readonly (readonly Finding[])[];
}

/** All rules together are through with so many nodes before anybody has waited for long. */
const SMALL = 5_000;

/** Everything that is found in a document; `set` holds the documents that belong together with it, and `kept` what has been
 * found of each task before. */
export function* findingsIn(
  { tree, customRules, policy, pipeline }: Contents,
  analyses: readonly TaskAnalysis[],
  settings: Settings,
  set: PolicySet,
  uri: string,
  neighbourhood: Neighbourhood | undefined,
  kept?: readonly Kept[],
): Pieces<Judgement> {
  const { rules: levels, suppress, consoleVersion } = settings;
  const usedRows = new Set<Suppression>();
  const byProfile: Suppressed[] = [];
  const found = runRules(documentRules, tree, levels);
  const isLarge = tree.size > SMALL;
  const local: (readonly Finding[])[] = [];
  for (const [place, analysis] of analyses.entries()) {
    const { task } = analysis;
    const ofTask = yield* findingsOfTask(analysis, levels, isLarge, kept?.[place]);
    local.push(ofTask.local);
    const own = [
      ...ofTask.others,
      ...ofTask.local,
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
  if (isLarge) yield;
  const { findings, suppressed } = heedComments(tree, onlyOnce(found), isRule);
  const level = levels[UNUSED.code];
  const left = findings.flatMap((one) =>
    one.code !== UNUSED.code || level === undefined
      ? one
      : level === 'off'
        ? []
        : { ...one, severity: level },
  );
  if (isLarge) yield;
  left.sort((a, b) => a.start - b.start || a.end - b.end || rankOf(a) - rankOf(b));
  return { findings: left, suppressed: [...byProfile, ...suppressed], usedRows, local };
}

/** A container that several tasks take from one anchor is judged in each, and the same thing is said once. */
function onlyOnce(findings: readonly Finding[]): Finding[] {
  const said = new Map<number, Finding[]>();
  return findings.filter((finding) => {
    const others = said.get(finding.start);
    if (!others) said.set(finding.start, [finding]);
    else if (others.some((other) => isSameFinding(other, finding))) return false;
    else others.push(finding);
    return true;
  });
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
