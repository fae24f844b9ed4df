import { executionRoleOf } from '../../ecs/roles';
import { type Service, servicesOf } from '../../ecs/services';
import type { Rule } from '../../findings/rule';
import { message } from '../../l10n/message';
import type { NodeId } from '../../syntax/tree';
import type { TaskAnalysis } from '../analysis';
import { allowSecret, allowsSecret, secretOf } from '../secretAccess';

/** What stands beside a wired task in the same template and decides whether the wiring works. */

const secretOneAccount: Rule<TaskAnalysis> = {
  code: 'secret-one-account',
  category: 'secrets',
  severity: 'information',
  summary: 'rule.secret-one-account',
  check: (analysis, report) => {
    const { tree } = analysis.task;
    const secret = secretOf(analysis);
    if (tree.dialect !== 'cloudformation' || !secret?.text?.startsWith('arn:')) return;
    if (!tree.says('AWS::AccountId') && !tree.says('AWS::Region')) return;
    report({
      ...secret.span,
      container: analysis.sidecar?.container.id,
      message: message('found.secretOneAccount'),
    });
  },
};

const executionRoleAccess: Rule<TaskAnalysis> = {
  code: 'execution-role-access',
  category: 'secrets',
  severity: 'warning',
  summary: 'rule.execution-role-access',
  check: (analysis, report) => {
    const { task, sidecar } = analysis;
    const secret = secretOf(analysis);
    const role = secret && executionRoleOf(task);
    if (!secret || !role?.statements || allowsSecret(role.statements, secret)) return;
    const changes = allowSecret(role, secret);
    report({
      ...task.field('executionRoleArn').span,
      container: sidecar?.container.id,
      message: message('found.executionRoleAccess', { role: role.logicalId }),
      related: [{ ...secret.span, message: message('related.secret') }],
      fixes: changes && [
        { title: message('fix.executionRoleAccess', { role: role.logicalId }), changes: () => changes },
      ],
    });
  },
};

const platformVersion: Rule<TaskAnalysis> = {
  code: 'platform-version',
  category: 'task',
  severity: 'error',
  summary: 'rule.platform-version',
  check: (analysis, report) => {
    for (const { struct, name } of servicesOfWired(analysis)) {
      const version = struct.field('platformVersion');
      const [, major, minor] = /^(\d+)\.(\d+)\.\d+$/.exec(version.text ?? '') ?? [];
      if (major === undefined || Number(major) > 1 || Number(minor) >= 4) continue;
      report({
        ...version.span,
        message: message('found.platformVersion', { service: name, version: version.text! }),
        fixes: [
          {
            title: message('fix.platformVersion', { version: OLDEST_PLATFORM }),
            changes: () => [{ op: 'replace', node: version.node, value: OLDEST_PLATFORM }],
          },
        ],
      });
    }
  },
};
/** The first platform version of Linux that adds SYS_PTRACE. */
const OLDEST_PLATFORM = '1.4.0';

const gracePeriod: Rule<TaskAnalysis> = {
  code: 'grace-period',
  category: 'start-order',
  severity: 'information',
  summary: 'rule.grace-period',
  check: (analysis, report) => {
    for (const { struct, name } of servicesOfWired(analysis)) {
      const balancers = struct.field('loadBalancers');
      const grace = struct.field('healthCheckGracePeriodSeconds');
      const isZero = grace.state === 'known' && /^["']?0["']?$/.test(grace.tree.source(grace.node));
      if (balancers.items.length === 0 || !(grace.isAbsent || isZero)) continue;
      const span = grace.isAbsent ? balancers.keySpan : grace.span;
      report({ ...span, message: message('found.gracePeriod', { service: name }) });
    }
  },
};

const changesIgnored: Rule<TaskAnalysis> = {
  code: 'changes-ignored',
  category: 'task',
  severity: 'information',
  summary: 'rule.changes-ignored',
  check: (analysis, report) => {
    const { task, containers } = analysis;
    if (task.tree.dialect !== 'terraform' || containers.every(({ state }) => state === 'excluded')) return;
    const services = servicesOf(task).map(({ struct }) => ({ struct, ignored: 'task_definition' }));
    const own = task.struct ? [{ struct: task.struct, ignored: 'container_definitions' }] : [];
    for (const { struct, ignored } of [...services, ...own]) {
      const list = struct.field('lifecycle').struct?.field('ignoreChanges');
      const isIgnored = (one: NodeId): boolean => task.tree.source(one).replaceAll('"', '') === ignored;
      const isAll =
        list !== undefined && !list.isArray && list.node >= 0 && task.tree.source(list.node) === 'all';
      const item = isAll ? list.node : list?.items.find(isIgnored);
      if (item === undefined) continue;
      const { tree } = task;
      report({
        start: tree.start(item),
        end: tree.end(item),
        message: message('found.changesIgnored', { ignored }),
        related: [{ start: task.start, end: task.start + 8, message: message('related.task') }],
      });
    }
  },
};

/** The services that run this task, where wiring is in it. */
function servicesOfWired(analysis: TaskAnalysis): readonly Service[] {
  const isWired = analysis.isWired || analysis.elsewhere?.analysis.isWired;
  return isWired && !analysis.isWindows ? servicesOf(analysis.task) : [];
}

export const templateRules = [
  secretOneAccount,
  executionRoleAccess,
  platformVersion,
  gracePeriod,
  changesIgnored,
];
