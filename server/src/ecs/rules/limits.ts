import type { Rule } from '../../findings/rule';
import { message } from '../../l10n/message';
import { Field } from '../../syntax/view';
import type { TaskFacts } from '../facts';
import { MOST_ITEMS, RANGES } from '../model/limits';
import type { Member } from '../model/shapes';
import { eachMember } from '../model/survey';
import { numberOf } from '../numbers';

/** Numbers that ECS holds within bounds: those of the health check, ports, times and sizes. */
const outOfRange: Rule<TaskFacts> = {
  code: 'out-of-range',
  category: 'task',
  severity: 'error',
  summary: 'rule.out-of-range',
  isLocal: true,
  check: ({ task, isFargate }, report) => {
    const { tree } = task;
    const isHeld = ({ id }: Member): boolean => RANGES[id] !== undefined || MOST_ITEMS[id] !== undefined;
    eachMember(task, isHeld, (key, value, member) => {
      const range = RANGES[member.id];
      const most = MOST_ITEMS[member.id];
      const field = new Field(tree, member.spelled, key, value);
      if (range && (isFargate || !range.onFargate)) {
        const number = numberOf(field);
        if (number === undefined || (number >= range.min && number <= range.max)) return;
        const nearest = number < range.min ? range.min : range.max;
        report({
          ...field.span,
          message: message('found.outOfRange', {
            property: member.spelled,
            value: number,
            min: range.min,
            max: range.max,
          }),
          fixes: [
            {
              title: message('fix.useValue', { value: nearest }),
              changes: () => [
                { op: 'replace', node: value, value: field.text === undefined ? nearest : String(nearest) },
              ],
            },
          ],
        });
      } else if (most !== undefined && field.items.length > most) {
        report({
          ...field.keySpan,
          message: message('found.tooMany', { property: member.spelled, count: field.items.length, most }),
        });
      }
    });
  },
};

export const limitRules = [outOfRange];
