import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { documents, layouts, write } from '../protect/documents';
import {
  english,
  findingsOf,
  fixText,
  protectText,
  unprotectText,
  upgradeText,
  VALUES,
} from '../support/harness';

const RUNS = { numRuns: 500 };
const DECISIONS = { ...VALUES, family: 'app' };
const PROCESSES = { processes: new Map([['*', { entryPoint: ['/app'] }]]) };

/** What only shows once a task is wired: a role and a size that the task should have had. */
const OF_THE_TASK = ['secrets-without-execution-role', 'no-headroom'];
const codesOf = (text: string): string[] => findingsOf(text, DECISIONS).map((one) => one.split(' ')[0]);

/** A text of today's wiring as a Defender of 21.04 would have written it. */
function firstGeneration(text: string): string {
  return text
    .replaceAll('/var/lib/twistlock/fargate/defender', '/var/lib/twistlock/fargate/fargate_defender.sh')
    .replace('defender_34_04_145', 'defender_21_04_421');
}

test('wiring of the first generation ends as if it had been protected anew', () => {
  fc.assert(
    fc.property(documents, layouts, (value, layout) => {
      const today = protectText(write(value, layout), DECISIONS, PROCESSES).text;
      assert.equal(upgradeText(firstGeneration(today), DECISIONS).text, today);
    }),
    RUNS,
  );
});

test('today’s wiring is left as it is, and nothing is found in it that the input did not deserve', () => {
  fc.assert(
    fc.property(documents, layouts, (value, layout) => {
      const before = write(value, layout);
      const { text } = protectText(before, DECISIONS, PROCESSES);
      assert.equal(upgradeText(text, DECISIONS).text, text);
      assert.equal(fixText(text, DECISIONS).text, text);
      const deserved = [...codesOf(before), ...OF_THE_TASK];
      assert.deepEqual(
        codesOf(text).filter((code) => !deserved.includes(code)),
        [],
      );
    }),
    RUNS,
  );
});

test('one pass of fix leaves nothing to fix, and never converts', () => {
  const drift = fc.record({
    variable: fc.constantFrom(
      'TW_IMAGE_NAME',
      'TW_CONTAINER_NAME',
      'FARGATE_TASK',
      'FILESYSTEM_MONITORING',
      'FIPS_ENABLED',
    ),
    value: fc.constantFrom('true', 'stale', '', '${LATER}'),
  });
  fc.assert(
    fc.property(
      documents,
      layouts,
      fc.array(drift, { maxLength: 4 }),
      fc.boolean(),
      (value, layout, drifts, stated) => {
        const decisions = stated
          ? { ...DECISIONS, defender: { ...VALUES.defender, filesystemMonitoring: false, fips: true } }
          : DECISIONS;
        let text = protectText(write(value, layout), DECISIONS, PROCESSES).text;
        for (const { variable, value: stale } of drifts) {
          const pattern = new RegExp(`("name": ?"${variable}",\\s*"value": ?)"(?:[^"\\\\]|\\\\.)*"`);
          text = text.replace(pattern, (_, head: string) => head + JSON.stringify(stale));
        }
        const once = fixText(text, decisions).text;
        assert.equal(fixText(once, decisions).text, once);
        assert.equal(fixText(once, decisions).done.length, 0);
        const open = write(value, layout);
        assert.equal(fixText(open, decisions).text, open);
      },
    ),
    RUNS,
  );
});

test('an upgrade can be taken away like any other wiring', () => {
  const old = firstGeneration(
    protectText('{"family":"f","containerDefinitions":[{"name":"a","image":"b","entryPoint":["/a"]}]}').text,
  );
  assert.equal(
    unprotectText(upgradeText(old).text).text,
    '{"family":"f","containerDefinitions":[{"name":"a","image":"b","entryPoint":["/a"]}]}',
  );
});

describe('what an upgrade refuses', () => {
  const task = (...containers: string[]) => `{"family":"f","containerDefinitions":[${containers.join(',')}]}`;
  const OLD = '"/var/lib/twistlock/fargate/fargate_defender.sh","fargate","entrypoint"';
  const SIDECAR =
    '{"name":"TwistlockDefender","image":"registry.example.com/defender:defender_21_04_421","environment":[{"name":"DEFENDER_TYPE","value":"fargate"},{"name":"FARGATE_TASK","value":"f"},{"name":"WS_ADDRESS","value":"wss://c.example.com:8084"},{"name":"INSTALL_BUNDLE","value":"${B}"}]}';
  const refusals = (text: string, decisions = VALUES) => upgradeText(text, decisions).refusals.map(english);

  test('an old image without a new one: the new wrapper is not in it', () => {
    const text = task(`{"name":"a","image":"b","entryPoint":[${OLD},"/a"]}`, SIDECAR);
    assert.deepEqual(refusals(text, {}), [
      'Nothing was changed, because something is missing: the Defender image (--image, or defender.image in .ecs-defender.json);',
    ]);
    assert.equal(upgradeText(text, {}).text, text);
  });

  test('one container of an older generation that cannot be upgraded keeps the whole task as it is', () => {
    const fine = `{"name":"a","image":"b","entryPoint":[${OLD},"/a"]}`;
    const behind = `{"name":"c","image":"d","command":[${OLD},"/c"]}`;
    const text = task(fine, behind, SIDECAR);
    const { refusals: refused, edits } = upgradeText(text);
    assert.deepEqual(edits, []);
    assert.deepEqual(
      refused.map((one) => one.message.key),
      ['refused.wrapperInCommand'],
    );
  });

  test('an image that a template fills in is kept', () => {
    const text = task(
      `{"name":"a","image":"b","entryPoint":[${OLD},"/a"]}`,
      SIDECAR.replace(/"registry[^"]*"/, '"${DEFENDER}"'),
    );
    const upgraded = upgradeText(text, {});
    assert.deepEqual(upgraded.refusals, []);
    assert.match(upgraded.text, /"image":"\$\{DEFENDER\}"/);
  });

  test('a task that carries no wiring is left alone', () => {
    const text = task('{"name":"a","image":"b","entryPoint":["/a"]}');
    const { leftAlone, edits } = upgradeText(text);
    assert.deepEqual(edits, []);
    assert.deepEqual(
      leftAlone.map((one) => one.key),
      ['leftAlone.notWired'],
    );
  });

  test('an entry point that a template makes', () => {
    const text = task(
      '{"name":"a","image":"b","entryPoint":${ENTRY},"command":["/var/lib/twistlock/fargate/defender","fargate","entrypoint","/a"]}',
      SIDECAR,
    );
    assert.deepEqual(refusals(text), [
      'Container "a": its entryPoint is made by a template, so it cannot be wrapped here. Protect the rendered file, or write the list out.',
    ]);
  });

  test('a bundle that is kept as a secret is never made plain', () => {
    const text = protectText(task('{"name":"a","image":"b","entryPoint":["/a"]}')).text;
    const plain = {
      defender: { ...VALUES.defender, installBundle: { environment: 'eyJzZWNyZXRzIjp7fX0=' } },
    };
    assert.equal(upgradeText(text, plain).text, text);
  });
});
