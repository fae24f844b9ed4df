import type { Fix, Span } from '../../findings/finding';
import type { Rule } from '../../findings/rule';
import { type Message, message } from '../../l10n/message';
import { Kind } from '../../syntax/tree';
import { Field } from '../../syntax/view';
import type { TaskFacts } from '../facts';
import { type FargateSize, sizesFor, UNSUPPORTED } from '../model/fargate';
import type { Member } from '../model/shapes';
import { eachMember } from '../model/survey';
import { numberOf, sizeOf } from '../numbers';
import { ModuleTask } from '../terraform';

/** What Fargate takes of a task definition. */

const fargateSize: Rule<TaskFacts> = {
  code: 'fargate-size',
  category: 'task',
  severity: 'error',
  summary: 'rule.fargate-size',
  check: (facts, report) => {
    const { task, isFargate, isWindows } = facts;
    if (!isFargate || !task.struct) return;
    const cpu = task.field('cpu');
    const memory = task.field('memory');
    const absent = [cpu, memory].filter((field) => field.isAbsent).map((field) => field.name);
    // A module has a size of its own; what is described has been registered.
    const canTell = !(task instanceof ModuleTask) && !task.isDescribed;
    if (absent.length > 0 && canTell && !task.struct.templateDecides(absent))
      report({ ...asks(facts), message: message('found.sizeMissing', { names: absent.join(', ') }) });

    const units = cpu.isPlaceholder ? undefined : sizeOf('cpu', cpu);
    const size = memory.isPlaceholder ? undefined : sizeOf('memory', memory);
    const sizes = sizesFor(isWindows);
    const own = sizes.find((one) => one.cpu === units);
    const known = cpu.isAbsent || cpu.isPlaceholder ? undefined : cpu;
    if (known && !own) {
      const values = sizes.map((one) => one.cpu).join(', ');
      report({
        ...cpu.span,
        message: message(isWindows ? 'found.windowsCpu' : 'found.fargateCpu', { values }),
        fixes:
          units === undefined
            ? []
            : setters(cpu, 'cpu', [
                nextOf(
                  units,
                  sizes.map((one) => one.cpu),
                ),
              ]),
      });
      return;
    }
    if (memory.isAbsent || memory.isPlaceholder) return;
    const allowed = own ? own.memory : sizes.flatMap((one) => one.memory);
    if (size !== undefined && allowed.includes(size)) return;
    if (!own) {
      report({ ...memory.span, message: message('found.fargateMemoryAlone') });
      return;
    }
    const fits = sizes.find((one) => size !== undefined && one.memory.includes(size));
    report({
      ...memory.span,
      message: memoryOf(own),
      related: [{ ...cpu.span, message: message('related.size') }],
      fixes:
        size === undefined
          ? []
          : [
              ...setters(memory, 'memory', [nextOf(size, own.memory)], fits !== undefined),
              ...(fits ? setters(cpu, 'cpu', [fits.cpu], true) : []),
            ],
    });
  },
};

/** The memory that goes with a size of CPU: the few one by one, the many by their steps. */
function memoryOf({ cpu, memory }: FargateSize): Message {
  if (memory.length <= 4) return message('found.fargateMemorySmall', { cpu, values: memory.join(', ') });
  const step = memory[1] - memory[0];
  return message('found.fargateMemory', { cpu, from: memory[0], to: memory.at(-1)!, step });
}

/** Where a task asks for Fargate. */
function asks({ task }: TaskFacts): Span {
  const field = task.field('requiresCompatibilities');
  return field.key < 0 ? { start: task.start, end: task.start + 1 } : field.keySpan;
}

/** The smallest that is not smaller, else the largest. */
function nextOf(value: number, all: readonly number[]): number {
  return all.find((one) => one >= value) ?? all.at(-1)!;
}

/** Fixes that set a size, in the way that the author writes numbers. */
function setters(field: Field, property: string, values: readonly number[], isChoice = false): Fix[] {
  return values.map((value) => ({
    title: message('fix.setSize', { property, value }),
    isChoice,
    changes: () => [
      {
        op: 'replace',
        node: field.node,
        value: field.tree.kind(field.node) === Kind.Number ? value : String(value),
      },
    ],
  }));
}

const unsupportedParameter: Rule<TaskFacts> = {
  code: 'unsupported-parameter',
  category: 'task',
  severity: 'error',
  summary: 'rule.unsupported-parameter',
  isLocal: true,
  check: ({ task, isFargate, networkMode }, report) => {
    if (!isFargate && networkMode !== 'awsvpc') return;
    const { tree } = task;
    const isRefused = ({ id }: Member): boolean =>
      UNSUPPORTED[id] !== undefined && (isFargate || UNSUPPORTED[id].where !== 'fargate');
    eachMember(task, isRefused, (key, value, member, object) => {
      const row = UNSUPPORTED[member.id];
      const field = new Field(tree, member.spelled, key, value);
      if (!asksForSomething(field)) return;
      const { text } = field;
      if (row.takes && (text === undefined || field.isPlaceholder || row.takes.includes(text))) return;
      if (row.refuses && (text === undefined || !row.refuses.includes(text))) return;
      const isValue = row.takes !== undefined || row.refuses !== undefined;
      report({
        ...(isValue ? field.span : field.keySpan),
        message: message(row.where === 'awsvpc' && !isFargate ? 'found.notInAwsvpc' : 'found.notOnFargate', {
          what: isValue ? `${member.spelled}: ${text}` : member.spelled,
        }),
        fixes: [
          {
            title: message('fix.remove', { property: member.spelled }),
            changes: () => [{ op: 'remove', node: row.refuses ? object : key }],
          },
        ],
      });
    });
  },
};

/** Whether a value is more than a way of leaving it out. */
function asksForSomething(field: Field): boolean {
  if (field.isAbsent || field.isOpaque || field.boolean === false || field.text === '') return false;
  if (field.isPlaceholder || /^false$/i.test(field.text ?? '') || numberOf(field) === 0) return false;
  if (field.isArray) return field.items.length > 0;
  return true;
}

export const fargateRules = [fargateSize, unsupportedParameter];
