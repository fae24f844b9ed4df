import type { Fix } from '../../findings/finding';
import type { Rule } from '../../findings/rule';
import { message } from '../../l10n/message';
import type { ProfileUse } from '../../profile/rules';
import type { Value } from '../../syntax/edits';
import { type Field, Struct } from '../../syntax/view';
import type { Judged, TaskAnalysis } from '../analysis';
import { wiredContainers } from '../drift';
import { addressProblem, isSaas, portOf } from '../wsAddress';

/** Variables that the Defender cannot read, or that stand where it does not look (fargate-defender.md section 7.4). */

const FLAGS = ['FILESYSTEM_MONITORING', 'FIPS_ENABLED'];

const booleanText: Rule<TaskAnalysis> = {
  code: 'boolean-text',
  category: 'variables',
  severity: 'warning',
  summary: 'rule.boolean-text',
  isLocal: true,
  check: (analysis, report) => {
    for (const judged of wiredContainers(analysis)) {
      const { container, wiring } = judged;
      const say = (field: Field, key: 'found.booleanVariable' | 'found.booleanProperty', to?: Value): void =>
        report({
          ...field.span,
          container: container.id,
          message: message(key, { name: container.name ?? '', value: field.tree.source(field.node) }),
          fixes:
            to === undefined
              ? []
              : [
                  {
                    title: message('fix.boolean'),
                    changes: () => [{ op: 'replace', node: field.node, value: to }],
                  },
                ],
        });
      for (const name of FLAGS) {
        const variable = wiring.variables.get(name);
        if (!variable || variable.isSecret || variable.value.isAbsent || variable.value.isPlaceholder)
          continue;
        const { text } = variable.value;
        if (text === 'true' || text === 'false' || text === '') continue;
        const read = variable.value.tree.source(variable.value.node).replace(/"/g, '').trim().toLowerCase();
        say(variable.value, 'found.booleanVariable', read === 'true' || read === 'false' ? read : undefined);
      }
      const properties = [wiring.volumesFrom?.field('readOnly')];
      if (judged.state === 'sidecar') properties.push(container.field('essential'));
      for (const field of properties) {
        const read = field?.text?.trim().toLowerCase();
        if (field && (read === 'true' || read === 'false'))
          say(field, 'found.booleanProperty', read === 'true');
      }
    }
  },
};

const WS_ADDRESS_ROW = {
  code: 'ws-address',
  category: 'variables',
  severity: 'error',
  summary: 'rule.ws-address',
} as const;

const wsAddress: Rule<TaskAnalysis> = {
  ...WS_ADDRESS_ROW,
  check: ({ sidecar }, report) => {
    const value = plain(sidecar, 'WS_ADDRESS');
    if (value?.text === undefined || value.text === '') return;
    const problem = addressProblem(value.text);
    if (!problem) return;
    const { mended } = problem;
    const fixes: Fix[] =
      mended === undefined
        ? []
        : [
            {
              title: message('fix.wsAddress', { address: mended }),
              changes: () => [{ op: 'replace', node: value.node, value: mended }],
            },
          ];
    report({
      ...value.span,
      container: sidecar!.container.id,
      message: message('found.wsAddress', { value: value.text }),
      fixes,
    });
  },
};

/** The address that a profile gives, before it is written anywhere. */
export const profileWsAddress: Rule<ProfileUse> = {
  ...WS_ADDRESS_ROW,
  check: ({ read: { tree, profile } }, report) => {
    if (!profile) return;
    const root = new Struct(tree, 0);
    for (const part of [root, ...root.field('overrides').structs]) {
      const given = part.field('defender').struct?.field('wsAddress');
      for (const value of given?.struct ? GIVEN.map((name) => given.struct!.field(name)) : [given]) {
        if (!value?.text || value.isPlaceholder || !addressProblem(value.text)) continue;
        report({ ...value.span, message: message('found.wsAddress', { value: value.text }) });
      }
    }
  },
};
/** What a profile says for each syntax, as far as it is a text. */
const GIVEN = ['value', 'cloudformation'];

const wsPort: Rule<TaskAnalysis> = {
  code: 'ws-port',
  category: 'variables',
  severity: 'information',
  summary: 'rule.ws-port',
  check: ({ sidecar }, report) => {
    const value = plain(sidecar, 'WS_ADDRESS');
    if (!value?.text || addressProblem(value.text)) return;
    const port = portOf(value.text);
    const isUsual = isSaas(value.text)
      ? port === undefined || port === 443
      : port !== undefined && port !== 443;
    if (isUsual) return;
    report({
      ...value.span,
      container: sidecar!.container.id,
      message: message(isSaas(value.text) ? 'found.wsPortSaas' : 'found.wsPortOwn', { value: value.text }),
    });
  },
};

/** Which of the Defender's names belong on the other kind of container. */
const ONLY_SIDECAR = ['INSTALL_BUNDLE', 'WS_ADDRESS'];
const ONLY_APPLICATION = ['TW_IMAGE_NAME', 'TW_CONTAINER_NAME'];

const misplacedVariable: Rule<TaskAnalysis> = {
  code: 'misplaced-variable',
  category: 'variables',
  severity: 'warning',
  summary: 'rule.misplaced-variable',
  isLocal: true,
  check: (analysis, report) => {
    for (const { container, wiring, state } of wiredContainers(analysis)) {
      const isSidecar = state === 'sidecar';
      for (const name of isSidecar ? ONLY_APPLICATION : ONLY_SIDECAR) {
        const variable = wiring.variables.get(name);
        if (!variable) continue;
        report({
          ...variable.struct.field('name').span,
          container: container.id,
          message: message(isSidecar ? 'found.variableOnSidecar' : 'found.variableOnApplication', {
            variable: name,
            name: container.name ?? '',
          }),
          fixes: [
            {
              title: message('fix.removeVariable', { variable: name }),
              changes: () => [{ op: 'remove', node: variable.struct.node }],
            },
          ],
        });
      }
    }
  },
};

/** Names that circulate for the Defender, or belong to other kinds of it; the Fargate sidecar reads none of them. */
const UNKNOWN =
  /^(?:TWISTLOCK_\w+|PRISMA_CLOUD_\w+|DEFENDER_APP_ID|DEFENDER_CLUSTER|DEFENDER_LISTENER_TYPE|DATA_FOLDER|DOCKER_CLIENT_ADDRESS|HOST_CUSTOM_COMPLIANCE_ENABLED|CLUSTER_ID)$/;

const unknownVariable: Rule<TaskAnalysis> = {
  code: 'unknown-variable',
  category: 'variables',
  severity: 'information',
  summary: 'rule.unknown-variable',
  check: ({ sidecar }, report) => {
    for (const [name, { struct }] of sidecar?.wiring.variables ?? []) {
      if (!UNKNOWN.test(name)) continue;
      report({
        ...struct.field('name').span,
        container: sidecar!.container.id,
        message: message('found.unknownVariable', { variable: name }),
      });
    }
  },
};

export const variableRules = [booleanText, wsAddress, wsPort, misplacedVariable, unknownVariable];

/** A variable of the sidecar in clear text, unless a template decides it. */
function plain(sidecar: Pick<Judged, 'wiring'> | undefined, name: string): Field | undefined {
  const variable = sidecar?.wiring.variables.get(name);
  return !variable || variable.isSecret || variable.value.isPlaceholder ? undefined : variable.value;
}
