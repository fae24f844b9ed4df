import type { Fix } from '../../findings/finding';
import type { Report, Rule } from '../../findings/rule';
import { type MessageKey, message } from '../../l10n/message';
import type { TaskAnalysis } from '../analysis';
import {
  type CopiedVariable,
  copiedDrifts,
  type Drift,
  type SharedVariable,
  setShared,
  sharedDrifts,
} from '../drift';

/** Variables that no longer say what they are taken from (fargate-defender.md section 7.4). The Defender scopes runtime
 * rules by image and container name and reports tasks by name, so a stale value makes policy miss the container. */

function copied(code: string, name: CopiedVariable, found: MessageKey): Rule<TaskAnalysis> {
  return {
    ...row(code),
    isLocal: true,
    check: (analysis, report) => {
      for (const drift of copiedDrifts(analysis, name)) {
        const isHidden = drift.source?.isPlaceholder;
        const differs = drift.source?.name === 'value' ? 'found.familyDiffers' : found;
        tell(drift, isHidden ? 'found.driftHidden' : differs, report, setIt(drift));
      }
    },
  };
}

function shared(code: string, name: SharedVariable): Rule<TaskAnalysis> {
  return {
    ...row(code),
    check: (analysis, report) => {
      const choice = (to: boolean): Fix => ({
        title: message(to ? 'fix.sharedOn' : 'fix.sharedOff', { variable: name }),
        changes: () => setShared(analysis, name, to),
        isChoice: true,
      });
      for (const drift of sharedDrifts(analysis, name)) {
        if (drift.wanted === undefined)
          tell(drift, 'found.sharedDrift', report, [choice(true), choice(false)]);
        else tell(drift, 'found.settingDrift', report, setIt(drift));
      }
    },
  };
}

function row(code: string): Omit<Rule<TaskAnalysis>, 'check'> {
  return { code, category: 'drift', severity: 'warning', summary: `rule.${code}` as MessageKey };
}

/** The fix where it is known what should stand there. */
function setIt({ wanted, value, name, expected }: Drift): Fix[] {
  if (wanted === undefined) return [];
  return [
    {
      title: message('fix.drift', { variable: name, expected }),
      changes: () => [{ op: 'replace', node: value.node, value: wanted }],
      isSafe: true,
    },
  ];
}

export const driftRules = [
  copied('image-drift', 'TW_IMAGE_NAME', 'found.imageDrift'),
  copied('name-drift', 'TW_CONTAINER_NAME', 'found.nameDrift'),
  copied('family-drift', 'FARGATE_TASK', 'found.familyDrift'),
  shared('filesystem-monitoring-drift', 'FILESYSTEM_MONITORING'),
  shared('fips-drift', 'FIPS_ENABLED'),
];

function tell(drift: Drift, key: MessageKey, report: Report, fixes: readonly Fix[]): void {
  const { judged, name, value, source, expected } = drift;
  const { container } = judged;
  report({
    ...value.span,
    container: container.id,
    message: message(key, {
      variable: name,
      name: container.name ?? '',
      value: value.text ?? value.tree.source(value.node),
      expected,
    }),
    related: source && [{ ...source.span, message: message('related.source', { expected }) }],
    fixes,
  });
}
