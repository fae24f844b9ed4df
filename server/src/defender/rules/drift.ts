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
    code,
    category: 'drift',
    severity: 'warning',
    summary: `rule.${code}` as MessageKey,
    check: (analysis, report) => {
      for (const drift of copiedDrifts(analysis, name)) {
        const { wanted, value } = drift;
        const isHidden = wanted === undefined && drift.source?.isPlaceholder;
        const key = isHidden
          ? 'found.driftHidden'
          : drift.source?.name === 'value'
            ? 'found.familyDiffers'
            : found;
        tell(
          drift,
          key,
          report,
          wanted === undefined
            ? []
            : [
                {
                  title: message('fix.drift', { variable: name, expected: drift.expected }),
                  changes: () => [{ op: 'replace', node: value.node, value: wanted }],
                  isSafe: true,
                },
              ],
        );
      }
    },
  };
}

function shared(code: string, name: SharedVariable): Rule<TaskAnalysis> {
  return {
    code,
    category: 'drift',
    severity: 'warning',
    summary: `rule.${code}` as MessageKey,
    check: (analysis, report) => {
      for (const drift of sharedDrifts(analysis, name)) {
        const { wanted, value } = drift;
        const choice = (to: boolean): Fix => ({
          title: message(to ? 'fix.sharedOn' : 'fix.sharedOff', { variable: name }),
          changes: () => setShared(analysis, name, to),
          isChoice: true,
        });
        const fixes: Fix[] =
          wanted === undefined
            ? [choice(true), choice(false)]
            : [
                {
                  title: message('fix.drift', { variable: name, expected: drift.expected }),
                  changes: () => [{ op: 'replace', node: value.node, value: wanted }],
                  isSafe: true,
                },
              ];
        tell(drift, wanted === undefined ? 'found.sharedDrift' : 'found.settingDrift', report, fixes);
      }
    },
  };
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
    container: container.index,
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
