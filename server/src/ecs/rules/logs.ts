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
      const missing = wanted.filter((one) => !given.names.includes(one));
      const at = { container: container.id };
      if (missing.length > 0)
        report({
          ...at,
          ...driver!.span,
          message: message('found.logOptionsMissing', { driver: name!, names: missing.join(', ') }),
        });
      for (const [place, option] of given.names.entries()) {
        // Where it stands twice, the last one counts.
        const isOther = place >= given.written || given.names.lastIndexOf(option) !== place;
        if (isOther || !row.known || row.known.has(option)) continue;
        const meant = closest(option, missing) ?? closest(option, [...row.known]);
        const isFree = meant !== undefined && !given.names.includes(meant);
        const key = log.field('options').struct!.keys[place];
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

/** The options by name, and how many of them are written out: the others come from secrets. */
interface Options {
  readonly names: readonly string[];
  readonly written: number;
}

/** Undefined where not all can be seen. */
function optionsIn(log: Struct): Options | undefined {
  const options = log.field('options');
  const secret = log.field('secretOptions');
  if (log.templateDecides(['options', 'secretOptions']) || options.isOpaque || secret.isOpaque)
    return undefined;
  if (options.struct?.templateDecides([])) return undefined;
  const written = options.struct?.names ?? [];
  const secrets = secret.structs.map((item) => known(item.field('name')));
  // One of them may be any of the options.
  if (secret.items.length > secrets.length || secrets.includes(undefined)) return undefined;
  const names = secrets.length === 0 ? written : [...written, ...secrets.map((name) => name!)];
  return { names, written: written.length };
}

export const logRules = [logDriver, logOptions];
