import type { TaskDefinition } from '../../ecs/task';
import type { Span } from '../../findings/finding';
import type { Rule } from '../../findings/rule';
import { message } from '../../l10n/message';
import type { Change } from '../../syntax/edits';
import { type TaskAnalysis, wiredApplications } from '../analysis';
import { copyOf } from '../entryPoint';
import { limitsOf } from '../headroom';
import { logsToAws } from '../logging';

/** What the task around the wiring must be like (fargate-defender.md sections 7.5 and 7.6). */

const networkMode: Rule<TaskAnalysis> = {
  code: 'network-mode',
  category: 'task',
  severity: 'error',
  summary: 'rule.network-mode',
  check: ({ task, statesFargate }, report) => {
    if (!statesFargate || !task.struct || task.struct.templateDecides(['networkMode'])) return;
    const field = task.field('networkMode');
    if (field.isPlaceholder || field.text === 'awsvpc') return;
    const { struct } = task;
    const change: Change = field.isAbsent
      ? field.key < 0
        ? { op: 'set', object: struct.node, key: 'networkMode', value: 'awsvpc' }
        : { op: 'replace', node: field.node, value: 'awsvpc' }
      : { op: 'replace', node: field.node, value: 'awsvpc' };
    report({
      ...(field.key < 0 ? whereFargateIsAsked(task) : field.span),
      message: message(field.isAbsent ? 'found.networkModeMissing' : 'found.networkMode', {
        value: field.text ?? '',
      }),
      fixes: [{ title: message('fix.networkMode'), changes: () => [change] }],
    });
  },
};

/** Where the task itself does not ask, settings do. */
function whereFargateIsAsked(task: TaskDefinition): Span {
  const { key, keySpan } = task.field('requiresCompatibilities');
  return key < 0 ? { start: task.start, end: task.start + 1 } : keySpan;
}

const windowsUnsupported: Rule<TaskAnalysis> = {
  code: 'windows-unsupported',
  category: 'task',
  severity: 'error',
  summary: 'rule.windows-unsupported',
  check: ({ task, isWindows, isWired }, report) => {
    if (!isWindows || !isWired) return;
    const field = task.field('runtimePlatform').struct!.field('operatingSystemFamily');
    report({ ...field.span, message: message('found.windows', { value: field.text ?? '' }) });
  },
};

const arm64: Rule<TaskAnalysis> = {
  code: 'arm64',
  category: 'task',
  severity: 'warning',
  summary: 'rule.arm64',
  check: ({ task, isWired }, report) => {
    const field = task.field('runtimePlatform').struct?.field('cpuArchitecture');
    if (isWired && field?.text === 'ARM64') report({ ...field.span, message: message('found.arm64') });
  },
};

const secretsWithoutExecutionRole: Rule<TaskAnalysis> = {
  code: 'secrets-without-execution-role',
  category: 'task',
  severity: 'error',
  summary: 'rule.secrets-without-execution-role',
  check: (analysis, report) => {
    if (hasExecutionRole(analysis)) return;
    const user = analysis.task.containers.find((one) => one.field('secrets').items.length > 0);
    if (!user) return;
    report({
      ...user.field('secrets').keySpan,
      container: user.id,
      message: message('found.secretsWithoutRole', { name: user.name ?? '' }),
    });
  },
};

const ECR = /^\d{12}\.dkr\.ecr\.[\w-]+\.amazonaws\.com(?:\.cn)?\//;

const executionRoleMissing: Rule<TaskAnalysis> = {
  code: 'execution-role-missing',
  category: 'task',
  severity: 'warning',
  summary: 'rule.execution-role-missing',
  check: (analysis, report) => {
    const { containers } = analysis.task;
    if (!analysis.statesFargate || hasExecutionRole(analysis)) return;
    if (containers.some((one) => one.field('secrets').items.length > 0)) return;
    for (const container of containers) {
      const image = container.field('image');
      const driver = container.field('logConfiguration').struct?.field('logDriver');
      const field = ECR.test(image.text ?? '') ? image : driver?.text === 'awslogs' ? driver : undefined;
      if (!field) continue;
      report({
        ...field.span,
        container: container.id,
        message: message(field === image ? 'found.roleForImage' : 'found.roleForLogs'),
      });
      return;
    }
  },
};

const sidecarLogging: Rule<TaskAnalysis> = {
  code: 'sidecar-logging',
  category: 'sidecar',
  severity: 'information',
  summary: 'rule.sidecar-logging',
  check: (analysis, report) => {
    const { sidecar, settings } = analysis;
    const field = sidecar?.container.field('logConfiguration');
    if (!sidecar || !field?.isAbsent) return;
    // The absence is what the Console writes and the team may want; null, or the profile's wish, says otherwise.
    const wanted = settings.defender.container?.logConfiguration === 'inherit';
    if (!wanted && field.state !== 'null') return;
    const model = logsToAws(wiredApplications(analysis).map((one) => one.container));
    if (!model) return;
    const { container } = sidecar;
    const value = copyOf(model.field('logConfiguration'));
    report({
      ...(field.key < 0 ? container.anchor : field.keySpan),
      container: container.id,
      message: message('found.sidecarLogging', { name: model.name ?? '' }),
      related: [{ ...model.field('logConfiguration').keySpan, message: message('related.logging') }],
      fixes: [
        {
          title: message('fix.sidecarLogging', { name: model.name ?? '' }),
          changes: () => [
            field.key < 0
              ? { op: 'set', object: container.struct.node, key: 'logConfiguration', value }
              : { op: 'replace', node: field.node, value },
          ],
        },
      ],
    });
  },
};

const nonRoot: Rule<TaskAnalysis> = {
  code: 'non-root',
  category: 'task',
  severity: 'information',
  summary: 'rule.non-root',
  isLocal: true,
  check: (analysis, report) => {
    for (const { container } of wiredApplications(analysis)) {
      const user = container.field('user');
      if (!user.text || user.isPlaceholder || /^(?:root|0)(?::|$)/.test(user.text)) continue;
      report({
        ...user.span,
        container: container.id,
        message: message('found.nonRoot', { name: container.name ?? '', user: user.text }),
      });
    }
  },
};

const noHeadroom: Rule<TaskAnalysis> = {
  code: 'no-headroom',
  category: 'task',
  severity: 'information',
  summary: 'rule.no-headroom',
  check: (analysis, report) => {
    if (!analysis.sidecar) return;
    for (const property of ['memory', 'cpu'] as const) {
      const limits = limitsOf(analysis, property);
      if (!limits || limits.sum < limits.total) continue;
      report({
        ...analysis.task.field(property).span,
        message: message('found.noHeadroom', { property, ...limits }),
      });
    }
  },
};

/** Images that have no shell, by what their publishers call them. */
const SHELL_LESS = /(?:^|\/)(?:distroless(?:\/|-|$)|scratch(?::|$))|[:-](?:distroless|scratch)\b/;

const shellNeeded: Rule<TaskAnalysis> = {
  code: 'shell-needed',
  category: 'task',
  severity: 'information',
  summary: 'rule.shell-needed',
  isLocal: true,
  check: (analysis, report) => {
    for (const { container } of wiredApplications(analysis)) {
      const image = container.field('image');
      // Distroless images come with a shell under the tags that end in `debug`.
      if (!image.text || !SHELL_LESS.test(image.text) || /debug(?:-|$)/.test(image.text)) continue;
      report({
        ...image.span,
        container: container.id,
        message: message('found.shellNeeded', { name: container.name ?? '' }),
      });
    }
  },
};

export const taskEnvironmentRules = [
  networkMode,
  windowsUnsupported,
  arm64,
  secretsWithoutExecutionRole,
  executionRoleMissing,
  sidecarLogging,
  nonRoot,
  noHeadroom,
  shellNeeded,
];

/** A role that a template brings in, or a list of containers without its task, counts as one. */
function hasExecutionRole({ task }: TaskAnalysis): boolean {
  if (!task.struct || task.struct.templateDecides(['executionRoleArn'])) return true;
  const role = task.field('executionRoleArn');
  return !role.isAbsent && role.text !== '';
}
