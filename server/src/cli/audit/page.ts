import { type Message, type MessageKey, message } from '../../l10n/message';
import { allRules } from '../../service/rules';
import type { Audit, AuditRow } from './audit';
import type { Comparison, Pair } from './compare';

/** What a report says, before it is Markdown or HTML. */
export interface Page {
  readonly title: string;
  readonly facts: readonly (readonly [string, string])[];
  readonly tables: readonly Table[];
}

export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What stands in the place of a table without rows. */
  readonly none: string;
}

type Say = (text: Message) => string;

export function auditPage(audit: Audit, say: Say): Page {
  const word = (key: MessageKey): string => say(message(key));
  return {
    title: word('audit.title'),
    facts: [
      ...momentOf(audit, say),
      [word('audit.sum'), say(message('audit.counts', { hidden: 0, ...audit.counts }))],
    ],
    tables: [
      {
        title: word('audit.containers'),
        head: HEAD.map((key) => word(key)),
        rows: audit.containers.map((row) => cellsOf(row, say)),
        none: word('audit.noContainers'),
      },
      {
        title: word('audit.accepted'),
        head: ACCEPTED.map((key) => word(key)),
        rows: audit.accepted.map(({ task, container = '', code, by, reason = '', ...place }) => [
          task,
          container,
          code,
          word(ACCEPTED_BY[by] ?? 'audit.byProfile'),
          reason,
          placeOf(place),
        ]),
        none: word('audit.noAccepted'),
      },
      {
        title: word('audit.faults'),
        head: FAULTS.map((key) => word(key)),
        rows: (audit.faults ?? []).map(({ message: what, code, ...place }) => [placeOf(place), code, what]),
        none: word('audit.noAccepted'),
      },
    ],
  };
}

export function comparisonPage(before: Audit, now: Audit, comparison: Comparison, say: Say): Page {
  const word = (key: MessageKey): string => say(message(key));
  const of = (name: keyof Comparison): Table => ({
    title: word(`compare.${name}`),
    head: CHANGED.map((key) => word(key)),
    rows: comparison[name].map((pair) => changeOf(pair, say)),
    none: word('compare.none'),
  });
  const states = ([label, { generated, commit = '' }]: [MessageKey, Audit]): [string, string] => [
    word(label),
    [generated, commit].filter(Boolean).join(' '),
  ];
  return {
    title: word('compare.title'),
    facts: [states(['compare.before', before]), states(['compare.now', now])],
    tables: [of('lost'), of('hidden'), of('added'), of('leftAlone'), of('gained'), of('gone')],
  };
}

const HEAD = [
  'audit.task',
  'column.container',
  'audit.state',
  'audit.reason',
  'audit.approvedBy',
  'audit.until',
  'audit.generation',
  'column.place',
] as const;
const ACCEPTED = [
  'audit.task',
  'column.container',
  'column.rule',
  'audit.acceptedBy',
  'audit.reason',
  'column.place',
] as const;
const FAULTS = ['column.place', 'column.rule', 'column.what'] as const;
const CHANGED = [
  'audit.task',
  'column.container',
  'compare.before',
  'compare.now',
  'audit.reason',
  'column.place',
] as const;
const ACCEPTED_BY: Record<string, MessageKey> = {
  comment: 'audit.byComment',
  profile: 'audit.byProfile',
};

function momentOf({ tool, generated, commit }: Audit, say: Say): [string, string][] {
  return [
    [say(message('audit.generated')), `${generated} (${tool})`],
    [say(message('audit.commit')), commit ?? say(message('audit.noCommit'))],
  ];
}

function cellsOf(row: AuditRow, say: Say): string[] {
  const { task, container, approvedBy = '', until = '', expired, generation = '' } = row;
  const end = expired ? say(message('audit.expired', { until })) : until;
  return [task, container, stateOf(row, say), reasonOf(row, say), approvedBy, end, generation, placeOf(row)];
}

function changeOf({ before, now }: Pair, say: Say): string[] {
  const { task, container } = now ?? before!;
  const state = (row: AuditRow | undefined): string => (row ? stateOf(row, say) : '');
  return [task, container, state(before), state(now), now ? reasonOf(now, say) : '', placeOf(now ?? before!)];
}

function stateOf({ state }: AuditRow, say: Say): string {
  return say(message(`audit.is.${state}`));
}

/** Why a container is left alone or cannot be seen, or what is found about one that is not protected. */
function reasonOf({ state, reason, findings }: AuditRow, say: Say): string {
  if (state === 'excluded' || state === 'hidden') return reason ?? say(message('audit.noReason'));
  return findings.map((code) => inWords(code, say)).join('; ');
}

/** A report may have been written by a release whose rules are others. */
function inWords(code: string, say: Say): string {
  const rule = allRules.find((one) => one.code === code);
  return rule ? `${say(message(rule.summary))} (${code})` : code;
}

function placeOf({ file, line }: { readonly file: string; readonly line: number }): string {
  return `${file}:${line}`;
}
