import { closest } from '../../findings/closest';
import type { Rule } from '../../findings/rule';
import { message } from '../../l10n/message';
import type { Struct } from '../../syntax/view';
import { known, type TaskFacts } from '../facts';
import { FARGATE_LOG_DRIVERS } from '../model/fargate';
import { driverOf } from '../model/logDrivers';

/** Where containers send their logs. */

const logDriver: Rule<TaskFacts> = {
  code: 'log-driver',
  category: 'task',
  severity: 'error',
  summary: 'rule.log-driver',
  isLocal: true,
  check: ({ task, isFargate }, report) => {
    if (!isFargate) return;
    for (const container of task.containers) {
      const field = container.field('logConfiguration').struct?.field('logDriver');
      const driver = field && known(field);
      if (!driver || FARGATE_LOG_DRIVERS.has(driver)) continue;
      report({
        ...field.span,
        container: container.id,
        message: message('found.logDriver', { driver, drivers: [...FARGATE_LOG_DRIVERS].join(', ') }),
      });
    }
  },
};

const logOptions: Rule<TaskFacts> = {
  code: 'log-options',
  category: 'task',
  severity: 'error',
  summary: 'rule.log-options',
  isLocal: true,
  check: ({ task, isFargate }, report) => {
    for (const container of task.containers) {
      const log = container.field('logConfiguration').struct;
      const driver = log?.field('logDriver');
      const name = driver && known(driver);
      const row = name === undefined ? undefined : driverOf(name);
      if (!log || !row) continue;
      const given = optionsIn(log);
      if (!given) continue;
      const wanted = isFargate && row.onFargate ? [...row.required, ...row.onFargate] : row.required;
      const missing = wanted.filter((one) => !given.has(one));
      const at = { container: container.id };
      if (missing.length > 0)
        report({
          ...at,
          ...driver!.span,
          message: message('found.logOptionsMissing', { driver: name!, names: missing.join(', ') }),
        });
      for (const [option, key] of given) {
        if (key < 0 || !row.known || row.known.has(option)) continue;
        const meant = closest(option, missing) ?? closest(option, [...row.known]);
        const isFree = meant !== undefined && !given.has(meant);
        report({
          ...at,
          start: log.tree.start(key),
          end: log.tree.end(key),
          severity: 'warning',
          message: message('found.logOption', { driver: name!, option }),
          fixes: isFree
            ? [
                {
                  title: message('fix.renameKey', { expected: meant }),
                  changes: () => [{ op: 'rename', key, name: meant }],
                },
              ]
            : [],
        });
      }
    }
  },
};

/** The options by name, each with its key, and those that come from a secret (without one); undefined where not all can
 * be seen. */
function optionsIn(log: Struct): Map<string, number> | undefined {
  const options = log.field('options');
  const secret = log.field('secretOptions');
  if (log.templateDecides(['options', 'secretOptions']) || options.isOpaque || secret.isOpaque)
    return undefined;
  if (options.struct?.templateDecides([])) return undefined;
  const given = new Map<string, number>();
  if (options.struct) {
    const { tree, node } = options.struct;
    let key = tree.firstChild(node);
    for (const name of tree.layoutOf(node).names) {
      given.set(name, key);
      key = tree.nextKey(key);
    }
  }
  for (const item of secret.structs) {
    const name = item.field('name');
    const text = known(name);
    // One of them may be any of the options.
    if (text === undefined) return undefined;
    given.set(text, -1);
  }
  return secret.items.length === secret.structs.length ? given : undefined;
}

export const logRules = [logDriver, logOptions];
