import documentation from 'ecs-model:documentation';
import model from 'ecs-model:shapes';
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { FARGATE_LOG_DRIVERS, SIZES, sizesFor, UNSUPPORTED } from '../../server/src/ecs/model/fargate';
import { CAPABILITIES, MOST_ITEMS, RANGES, REQUIRED_TOO } from '../../server/src/ecs/model/limits';
import { LOG_DRIVERS } from '../../server/src/ecs/model/logDrivers';

/** The tables that are typed in by hand, held against the documentation of the installed SDK: a number that AWS has
 * changed fails here. */

const numbers = (text: string): number[] =>
  [...text.replace(/(\d),(\d{3})/g, '$1$2').matchAll(/\d+/g)].map(([one]) => Number(one));

function says(id: string, wanted: number): void {
  assert.ok(documentation[id], `${id} is documented`);
  assert.ok(numbers(documentation[id]).includes(wanted), `${id}: ${wanted} is still said`);
}

describe('ranges', () => {
  for (const [id, { min, max, onFargate }] of Object.entries(RANGES)) {
    // Of ports only the range is documented.
    const source = id.startsWith('PortMapping.') ? 'PortMapping.containerPortRange' : id;
    test(id, () => {
      says(source, max);
      if (min > 0) says(source, min);
      if (onFargate) assert.match(documentation[id], /valid values for Fargate/);
    });
  }
});

const WORDS: Record<number, RegExp> = {
  10: /maximum of 10\b/,
  50: /(?:maximum of|-) 50\b/,
  1: /maximum number of ARNs is 1\b/,
};
test('how many items a list may have', () => {
  for (const [id, most] of Object.entries(MOST_ITEMS)) assert.match(documentation[id], WORDS[most], id);
});

test('capabilities', () => {
  for (const member of ['KernelCapabilities.add', 'KernelCapabilities.drop']) {
    const said = [...documentation[member].matchAll(/"([A-Z_]+)"/g)].map(([, name]) => name);
    assert.deepEqual([...said].sort(), [...CAPABILITIES].sort(), member);
  }
});

test('what is required besides is a member', () => {
  for (const id of REQUIRED_TOO) {
    const [shape, member] = id.split('.');
    assert.ok(model.shapes[shape][member], id);
  }
});

describe('Fargate', () => {
  test('has the sizes that the documentation lists', () => {
    const text = documentation['RegisterTaskDefinitionRequest.memory'];
    const lines = text.split('\n').filter((line) => /Available `cpu` values/.test(line));
    const listed = lines.map((line) => {
      const [memory, cpu] = line.split('Available');
      return { cpu: numbers(cpu)[0], memory };
    });
    assert.deepEqual(
      listed.map((one) => one.cpu),
      SIZES.map((one) => one.cpu),
    );
    for (const [place, { memory: said }] of listed.entries()) {
      const { memory } = SIZES[place];
      const ends = [memory[0], memory.at(-1)!];
      for (const end of ends) {
        const asWritten = numbers(said).some((one) => one === end || one * 1024 === end);
        assert.ok(asWritten, `${end} MiB in "${said}"`);
      }
      const step = /(?:increments of \d+ \((\d+) GB\)|in (\d+) GB increments)/.exec(said);
      if (step) assert.equal(memory[1] - memory[0], Number(step[1] ?? step[2]) * 1024);
      else assert.deepEqual(memory, numbers(said.replace(/\([^)]*\)/g, '')));
    }
  });

  test('has no Windows below a whole CPU', () => {
    assert.match(documentation['RegisterTaskDefinitionRequest.memory'], /cannot be less than 1 vCPU/);
    assert.deepEqual(
      sizesFor(true).map((one) => one.cpu),
      [1024, 2048, 4096],
    );
  });

  for (const [id, { where, source }] of Object.entries(UNSUPPORTED)) {
    test(`does not support ${id}`, () => {
      const [shape, member] = id.split('.');
      assert.ok(model.shapes[shape][member], 'a member');
      if (source === 'guide') return;
      const said = documentation[id];
      const names =
        where === 'awsvpc'
          ? /awsvpc|only supported if the network mode of a task definition is `bridge`/
          : /Fargate/;
      assert.match(said, names);
      assert.match(
        said,
        /not supported|n't supported|isn't valid|aren't supported|only valid value|only supported/,
      );
    });
  }

  test('has these log drivers', () => {
    const said = /tasks on Fargate, the supported log drivers are ([^.]+)\./.exec(
      documentation['LogConfiguration.logDriver'],
    )![1];
    assert.deepEqual(
      [...said.matchAll(/`([\w-]+)`/g)].map(([, name]) => name).sort(),
      [...FARGATE_LOG_DRIVERS].sort(),
    );
  });
});

test('options of log drivers', () => {
  const text = documentation['LogConfiguration.options'];
  for (const [driver, { required, onFargate = [], known = [] }] of Object.entries(LOG_DRIVERS)) {
    assert.ok(model.values.LogDriver.includes(driver));
    for (const option of [...required, ...onFargate, ...known]) assert.ok(text.includes(option), option);
  }
  const documented = [...text.matchAll(/^\*\*((?:awslogs-|mode|max-)[\w-]*)\*\*$/gm)].map(([, name]) => name);
  assert.ok(documented.length > 5);
  assert.deepEqual([...documented].sort(), [...LOG_DRIVERS.awslogs.known!].sort());
});
