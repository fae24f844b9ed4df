import { reportDuplicateKeys } from '../../findings/duplicateKeys';
import type { Rule } from '../../findings/rule';
import { message } from '../../l10n/message';
import { isIntrinsic } from '../../syntax/intrinsics';
import { hasPlaceholder } from '../../syntax/placeholders';
import { Kind, type NodeId } from '../../syntax/tree';
import type { Member } from '../model/shapes';
import { eachMember } from '../model/survey';
import { describeOnlyKeys, nullKeys } from '../registration';
import type { TaskDefinition } from '../task';

/** What is wrong with a task definition as ECS reads it, wherever our own reading and writing depends on it. */

const keyCase: Rule<TaskDefinition> = {
  code: 'key-case',
  category: 'task',
  severity: 'warning',
  summary: 'rule.key-case',
  isLocal: true,
  check: (task, report) => {
    const { tree } = task;
    const isOther = ({ spelled }: Member, name: string): boolean => name !== spelled;
    eachMember(task, isOther, (key, _value, member, object) => {
      const expected = member.spelled;
      const isTaken = tree.layoutOf(object).names.includes(expected);
      report({
        start: tree.start(key),
        end: tree.end(key),
        // CloudFormation takes no other spelling, the vendor's own output included (section 3.7).
        severity: tree.dialect === 'cloudformation' ? 'error' : undefined,
        message: message(tree.dialect === 'cloudformation' ? 'found.keyCaseTemplate' : 'found.keyCase', {
          written: tree.string(key),
          expected,
        }),
        fixes: isTaken
          ? []
          : [
              {
                title: message('fix.renameKey', { expected }),
                changes: () => [{ op: 'rename', key, name: expected }],
              },
            ],
      });
    });
  },
};

const wrongType: Rule<TaskDefinition> = {
  code: 'not-a-list',
  category: 'schema',
  severity: 'error',
  summary: 'rule.not-a-list',
  isLocal: true,
  check: (task, report) => {
    const { tree } = task;
    const holdsMore = ({ type: { kind } }: Member): boolean =>
      kind === 'list' || kind === 'struct' || kind === 'map';
    eachMember(task, holdsMore, (_key, value, { type, spelled }) => {
      const wanted = type.kind;
      const kind = tree.kind(value);
      const isValue =
        kind === Kind.String || kind === Kind.Number || kind === Kind.True || kind === Kind.False;
      const wrong = isValue || (wanted === 'list' && kind === Kind.Object && !isIntrinsic(tree, value));
      // What is filled in later may well be a list, quotes or not.
      if (!wrong || hasPlaceholder(tree.source(value))) return;
      report({
        start: tree.start(value),
        end: tree.end(value),
        message: message(wanted === 'list' ? 'found.notAList' : 'found.notAnObject', {
          property: spelled,
        }),
      });
    });
  },
};

const duplicateKey: Rule<TaskDefinition> = {
  code: 'duplicate-key',
  category: 'task',
  severity: 'warning',
  summary: 'rule.duplicate-key',
  isLocal: true,
  check: (task, report) => {
    reportDuplicateKeys(task.tree, task.struct?.node ?? task.containersNode, report, task.passedOver);
  },
};

/** In a description of what runs, what could not be registered again is worth knowing, and no fault. */
function registrationRule(
  code: 'describe-only-keys' | 'null-values',
  keysOf: (task: TaskDefinition) => NodeId[],
): Rule<TaskDefinition> {
  return {
    code,
    category: 'task',
    severity: 'warning',
    summary: `rule.${code}`,
    check: (task, report) => {
      const { tree } = task;
      const keys = keysOf(task);
      // Terraform leaves out what is null.
      if (keys.length === 0 || tree.dialect === 'terraform') return;
      const names = [...new Set(keys.map((key) => tree.string(key)))].join(', ');
      report({
        start: tree.start(keys[0]),
        end: tree.end(keys[0]),
        isGrouped: true,
        // CloudFormation takes no template with a null in it.
        severity: task.isDescribed ? 'information' : tree.dialect === 'cloudformation' ? 'error' : undefined,
        message: message(tree.dialect === 'cloudformation' ? 'found.nullsInTemplate' : `found.${code}`, {
          names,
          count: keys.length,
        }),
        fixes: [
          {
            title: message(`fix.${code}`),
            changes: () => keys.map((node) => ({ op: 'remove', node })),
          },
        ],
      });
    },
  };
}

const describeOnly = registrationRule('describe-only-keys', describeOnlyKeys);
const nullValues = registrationRule('null-values', nullKeys);

export const writtenRules = [keyCase, wrongType, duplicateKey, describeOnly, nullValues];
