import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { english, findingsOf, protectText } from '../support/harness';

/** What other tools lose, break or do twice (each named after the behaviour that it guards). */

const P = '"/var/lib/twistlock/fargate/defender","fargate","entrypoint"';
const task = (...containers: string[]): string =>
  `{"family":"f","containerDefinitions":[${containers.join(',')}]}`;
// biome-ignore lint/suspicious/noExplicitAny: the test reads what a consumer would
const containersOf = (text: string): any[] => JSON.parse(text).containerDefinitions;

describe('what is there is added to, never replaced', () => {
  const rich = `{
    "name": "web", "image": "nginx", "entryPoint": ["/web"],
    "environment": [{ "name": "PORT", "value": "80" }],
    "dependsOn": [{ "containerName": "db", "condition": "START" }],
    "volumesFrom": [{ "sourceContainer": "db", "readOnly": true }],
    "linuxParameters": { "initProcessEnabled": true, "tmpfs": [], "capabilities": { "drop": ["NET_RAW"] } }
  }`;
  const [web] = containersOf(protectText(task(rich, '{"name":"db","image":"db","entryPoint":["/db"]}')).text);

  test('environment', () => assert.deepEqual(web.environment[0], { name: 'PORT', value: '80' }));
  test('dependsOn', () =>
    assert.deepEqual(web.dependsOn, [
      { containerName: 'db', condition: 'START' },
      { condition: 'HEALTHY', containerName: 'TwistlockDefender' },
    ]));
  test('volumesFrom', () =>
    assert.deepEqual(web.volumesFrom, [
      { sourceContainer: 'db', readOnly: true },
      { readOnly: false, sourceContainer: 'TwistlockDefender' },
    ]));
  test('linuxParameters, with the init process and the capabilities that are dropped', () =>
    assert.deepEqual(web.linuxParameters, {
      initProcessEnabled: true,
      tmpfs: [],
      capabilities: { drop: ['NET_RAW'], add: ['SYS_PTRACE'] },
    }));
});

test('every container is wired, not only the first one', () => {
  const names = ['a', 'b', 'c', 'd'];
  const { text } = protectText(
    task(...names.map((name) => `{"name":"${name}","image":"i","entryPoint":["/x"]}`)),
  );
  const containers = containersOf(text);
  assert.deepEqual(
    containers.map((one) => one.name),
    [...names, 'TwistlockDefender'],
  );
  for (const one of containers.slice(0, 4))
    assert.equal(one.entryPoint.join(' '), '/var/lib/twistlock/fargate/defender fargate entrypoint /x');
});

test('two hundred containers share one sidecar', () => {
  const many = Array.from(
    { length: 200 },
    (_, place) => `{"name":"c${place}","image":"i","entryPoint":["/x"]}`,
  );
  const containers = containersOf(protectText(task(...many)).text);
  assert.equal(containers.length, 201);
  assert.equal(containers.filter((one) => one.name === 'TwistlockDefender').length, 1);
});

test('running twice wraps nothing twice', () => {
  const once = protectText(task('{"name":"a","image":"i","entryPoint":["/x"]}')).text;
  assert.equal(protectText(once).text, once);
});

test('booleans are written as booleans, and the log of the sidecar is not null', () => {
  const [web, sidecar] = containersOf(protectText(task('{"name":"a","image":"i","entryPoint":["/x"]}')).text);
  assert.equal(web.volumesFrom[0].readOnly, false);
  assert.equal(sidecar.essential, true);
  assert.ok(!('logConfiguration' in sidecar));
});

describe('the sidecar is known by its name, and its variables by theirs', () => {
  const sidecar = `{"name":"TwistlockDefender","image":"registry.example.com/defender:defender_34_04_145",
    "entryPoint":["/usr/local/bin/defender","fargate","sidecar"],
    "environment":[{"name":"MY_OWN","value":"1"},{"name":"FIPS_ENABLED","value":"true"},{"name":"WS_ADDRESS","value":"wss://kept.example.com:8084"},
      {"name":"FILESYSTEM_MONITORING","value":"true"},{"name":"FARGATE_TASK","value":"f"},{"name":"DEFENDER_TYPE","value":"fargate"}],
    "healthCheck":{"command":["/usr/local/bin/defender","fargate","healthcheck"]},
    "secrets":[{"name":"INSTALL_BUNDLE","valueFrom":"arn:aws:ssm:us-east-1:123456789012:parameter/kept"}]}`;
  const { text } = protectText(task(sidecar, '{"name":"a","image":"i","entryPoint":["/x"]}'));
  const [first, second, ...more] = containersOf(text);

  test('it stays first, and no second one is added', () => {
    assert.equal(first.name, 'TwistlockDefender');
    assert.deepEqual(more, []);
  });
  test('nothing of it is changed', () => assert.ok(text.includes(sidecar)));
  test('the switches of a new container follow it', () => {
    const values = Object.fromEntries(
      second.environment.map((one: { name: string; value: string }) => [one.name, one.value]),
    );
    assert.deepEqual([values.FILESYSTEM_MONITORING, values.FIPS_ENABLED], ['true', 'true']);
  });
});

describe('nothing else moves', () => {
  const untouched: [name: string, text: string][] = [
    ['numbers that JavaScript cannot hold', '"big": 12345678901234567890, "huge": 1e400, "minus": -0'],
    ['escapes', '"note": "\\u0041\\/\\u00e9"'],
    ['unknown keys', '"x-team": {"a": [1, 2, {}]}'],
    ['a key that stands twice', '"cpu": 1, "cpu": 2'],
    ['comments', '/* one */ "cpu": 1 // two\n'],
  ];
  for (const [name, members] of untouched) {
    test(name, () => {
      const { text, refusals } = protectText(
        task(`{${members}, "name":"a","image":"i","entryPoint":["/x"]}`),
      );
      assert.deepEqual(refusals, []);
      assert.ok(text.includes(`{${members}, "name":"a","image":"i"`));
    });
  }

  test('a byte order mark, CRLF and a missing final newline', () => {
    const before =
      '\ufeff{\r\n\t"family": "f",\r\n\t"containerDefinitions": [\r\n\t\t{ "name": "a", "image": "i", "entryPoint": ["/x"] }\r\n\t]\r\n}';
    const { text } = protectText(before);
    assert.ok(text.startsWith('\ufeff{\r\n\t"family"') && text.endsWith('\r\n\t]\r\n}'));
    assert.doesNotMatch(text, /[^\r]\n/);
  });

  test('read-only keys of a description', () => {
    const described = `{"taskDefinition":{"taskDefinitionArn":"arn:x","revision":3,"family":"f","containerDefinitions":[{"name":"a","image":"i","entryPoint":["/x"]}],"status":"ACTIVE"}}`;
    const { text } = protectText(described);
    assert.ok(text.startsWith('{"taskDefinition":{"taskDefinitionArn":"arn:x","revision":3,"family":"f"'));
    assert.ok(text.endsWith('],"status":"ACTIVE"}}'));
  });
});

describe('text of the document is copied, never run or guessed', () => {
  test('an image that looks like a shell command', () => {
    const [web] = containersOf(
      protectText(task('{"name":"a","image":"$(touch /tmp/x)`id`","entryPoint":["/x"]}')).text,
    );
    assert.deepEqual(web.environment[0], { name: 'TW_IMAGE_NAME', value: '$(touch /tmp/x)`id`' });
  });

  test('names with quotes, backslashes and escapes are copied as they are written', () => {
    const { text } = protectText(task('{"name":"\\u0061\\"\\\\b","image":"i","entryPoint":["/x"]}'));
    assert.ok(text.includes('"value":"\\u0061\\"\\\\b"'));
  });

  test('a placeholder stays one', () => {
    const { text } = protectText(task('{"name":"a","image":"${REPOSITORY}:${TAG}","entryPoint":["/x"]}'));
    assert.ok(text.includes('"name":"TW_IMAGE_NAME","value":"${REPOSITORY}:${TAG}"'));
  });

  test('an entry point that is one text is refused: ECS does not split it', () => {
    const { refusals, edits } = protectText(task('{"name":"a","image":"i","entryPoint":"/x --all"}'));
    assert.deepEqual(edits, []);
    assert.match(english(refusals[0]), /entryPoint/);
  });

  test('a container without entry point is refused, although the others could be done', () => {
    const { refusals } = protectText(
      task('{"name":"a","image":"i"}', '{"name":"b","image":"i","entryPoint":["/x"]}'),
    );
    assert.deepEqual(
      refusals.map((one) => one.message.key),
      ['refused.entryPointUnknown'],
    );
  });
});

test('SYS_PTRACE of the author’s own is not added again', () => {
  const own = '"linuxParameters":{"capabilities":{"add":["SYS_PTRACE"]}}';
  const { text } = protectText(task(`{"name":"a","image":"i","entryPoint":["/x"],${own}}`));
  assert.equal(text.match(/SYS_PTRACE/g)?.length, 1);
});

test('the sidecar alone protects nothing, and that is said', () => {
  const text = protectText(task('{"name":"a","image":"i","entryPoint":["/x"]}')).text.replace(`${P},`, '');
  assert.ok(findingsOf(text).includes('container-unwrapped @ "a"'));
});

test('the vendor’s health check without CMD is right', () => {
  const { text } = protectText(task('{"name":"a","image":"i","entryPoint":["/x"]}'));
  assert.deepEqual(
    findingsOf(text).filter((one) => one.includes('health')),
    [],
  );
});
