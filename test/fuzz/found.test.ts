import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { actionsAt } from '../../server/src/service/codeActions';
import { completionsAt } from '../../server/src/service/completion/completion';
import { Models } from '../../server/src/service/model';
import { applyEdits } from '../../server/src/syntax/edits';
import { loadTestGrammars } from '../support/grammars';
import { configOf, english, modelOf, protectText, unprotectText, VALUES } from '../support/harness';
import { assertLaws, documentOf } from './laws';
import type { Syntax } from './seeds';

/** What random documents have brought to light, as small as it could be made. */

before(loadTestGrammars);

const NAMES = ['__proto__', 'constructor', 'toString'];

function lawful(text: string, syntax: Syntax): void {
  assertLaws(documentOf(text, syntax), new Models(), syntax, text.length / 2);
}

for (const name of NAMES) {
  test(`a block of a Terraform resource may be called ${name}`, () => {
    const text = `resource "aws_ecs_task_definition" "web" {
  family                = "web"
  container_definitions = jsonencode([{ name = "web", image = "nginx", entryPoint = ["/web"] }])
  ${name} {
    name = "cache"
  }
}
`;
    lawful(text, 'terraform');
    const codes = modelOf(text, {}, 'terraform').findings.map(({ code }) => code);
    assert.ok(codes.includes('task-unprotected'));
  });

  test(`a log driver and its option may be called ${name}`, () => {
    const log = `"logConfiguration": { "logDriver": "${name}", "options": { "${name}": "" } }`;
    const text = `{ "family": "f", "containerDefinitions": [{ "name": "a", "image": "i", ${log} }] }`;
    lawful(text, 'json');
    assert.deepEqual(completionsAt(text, text.indexOf('""') + 1, configOf(), { snippets: false }), []);
  });
}

test('an image may be called constructor', () => {
  const text = '{ "family": "f", "containerDefinitions": [{ "name": "a", "image": "constructor" }] }';
  const [task] = modelOf(text).set.members.flatMap(({ tasks }) => tasks);
  assert.equal(task.containers[0].workload.image, 'constructor');
});

test('a container whose name is empty has none', () => {
  const { edits, refusals } = protectText(
    '{ "family": "f", "containerDefinitions": [{ "name": "", "image": "nginx", "entryPoint": ["/x"] }] }',
  );
  assert.deepEqual(edits, []);
  assert.deepEqual(refusals.map(english), [
    'Container number 1 has no name, which the Defender reports it by.',
  ]);
});

test('a prefix that is cut off with nothing behind it is completed with what the image runs, at once', () => {
  const text = (...words: string[]): string =>
    `{"family":"f","containerDefinitions":[{"name":"a","image":"i","entryPoint":${JSON.stringify(words)}}]}`;
  const path = '/var/lib/twistlock/fargate/defender';
  const processes = new Map([['a', { entryPoint: ['/app'] }]]);
  for (const words of [[path], [path, 'fargate'], [path, 'fargate', 'entrypoint']]) {
    const once = protectText(text(...words), VALUES, { processes });
    assert.match(once.text, /defender", ?"fargate", ?"entrypoint", ?"\/app"\]/, words.join(' '));
    assert.deepEqual(protectText(once.text, VALUES, { processes }).edits, []);
    // Nobody has said what it runs.
    assert.match(
      protectText(text(...words))
        .refusals.map(english)
        .join(),
      /^Container "a" states no entryPoint/,
    );
  }
});

test('what is wrapped and then cut off is unwrapped at once, and not half', () => {
  const wrapped = (...words: string[]): string =>
    `{"family":"f","containerDefinitions":[{"name":"a","image":"i","entryPoint":${JSON.stringify(words)}}]}`;
  const path = '/var/lib/twistlock/fargate/defender';
  const bare = wrapped('/b');
  for (const words of [
    [path, 'fargate', 'entrypoint', 'fargate', 'entrypoint', '/b'],
    [path, 'fargate', 'fargate', 'entrypoint', path, 'fargate', 'entrypoint', '/b'],
    ['fargate', 'entrypoint', 'fargate', 'entrypoint', '/b'],
    ['fargate', path, 'entrypoint', '/b'],
  ]) {
    const { text } = unprotectText(wrapped(...words));
    assert.equal(text.replace(/,\s+"/g, ',"'), bare, words.join(' '));
    assert.deepEqual(unprotectText(text).edits, []);
  }
});

test('wiring that stands twice is not taken away: the one that did not count would come to life', () => {
  const dependsOn = '"dependsOn": [{ "condition": "HEALTHY", "containerName": "TwistlockDefender" }]';
  const text = `{ "family": "f", "containerDefinitions": [
  { ${dependsOn}, "name": "a", "image": "i", "entryPoint": ["/a"], ${dependsOn} }
] }`;
  const { edits, refusals } = unprotectText(text);
  assert.deepEqual(edits, []);
  assert.deepEqual(refusals.map(english), [
    'Container "a": dependsOn stands twice. Without the one that counts, the other would come to life. Remove one of the two first (duplicate-key).',
  ]);
});

const PROTECTED = '"/var/lib/twistlock/fargate/defender", "fargate", "entrypoint"';

test('a sidecar that states no image is none to point to', () => {
  const { findings } = modelOf(`{ "family": "f", "containerDefinitions": [
  { "name": "a", "image": "i", "entryPoint": ["/twistlock/fargate_defender.sh", "fargate", "entrypoint", "/a"] },
  { "name": "TwistlockDefender", "entryPoint": ["/usr/local/bin/defender", "fargate", "sidecar"] }
] }`);
  const outdated = findings.find(({ code }) => code === 'wiring-outdated');
  assert.ok(outdated);
  assert.equal(outdated.related, undefined);
});

/** Protects a text, takes the wiring back, and holds that nothing else has changed. */
function thereAndBack(text: string): void {
  const { text: there, refusals } = protectText(text);
  assert.deepEqual(refusals.map(english), []);
  assert.match(there, /TwistlockDefender/);
  const { text: back, refusals: against } = unprotectText(there);
  assert.deepEqual(against.map(english), []);
  assert.equal(back, text);
}

for (const [name, members] of [
  ['command', '"command": [{% if x %} "-v", {% endif %} "-g"]'],
  [
    'secrets',
    '"secrets": [{% if x %} { "name": "A", "valueFrom": "b" }, {% endif %} { "name": "C", "valueFrom": "d" }]',
  ],
  [
    'environment',
    '"environment": [{% if x %} { "name": "A", "value": "b" }, {% endif %} { "name": "C", "value": "d" }]',
  ],
])
  test(`a template that fills ${name} in front of the last item keeps nobody from taking back what stands behind it`, () =>
    thereAndBack(
      `{ "family": "f", "containerDefinitions": [{ "name": "a", "image": "i", "entryPoint": ["/a"], ${members} }] }`,
    ));

test('what stands in front of a template’s words is not taken from between them', () => {
  const { edits, refusals } = unprotectText(`{ "family": "f", "containerDefinitions": [
  { "name": "a", "image": "i", "entryPoint": [${PROTECTED}, "/a"],
    "dependsOn": [{ "containerName": "TwistlockDefender", "condition": "HEALTHY" }, {% if x %} { "containerName": "b", "condition": "START" } {% endif %}] }
] }`);
  assert.deepEqual(edits, []);
  assert.deepEqual(
    refusals.map(({ message }) => message.key),
    ['refused.computed'],
  );
});

test('a bracket that closes behind the last item closes there again', () => {
  thereAndBack(`{ "family": "f", "containerDefinitions": [
  { "name": "a", "image": "i", "entryPoint": ["/a"] },
  { "name": "b",
    "image": "i",
    "entryPoint": ["/b"] } ]
}
`);
});

test('blanks at the end of a line stay with it, behind a comment too', () => {
  thereAndBack(
    [
      '{ "family": "f",  ',
      '  "containerDefinitions": [ ',
      '    { "name": "a", "image": "i", ',
      '      "entryPoint": ["/a"], // why \t',
      '      "environment": [ ',
      '        { "name": "A", "value": "b" } // not ',
      '      ], ',
      '      "dependsOn": [ ',
      '        { "containerName": "c", "condition": "START" } \t ',
      '      ] ',
      '    } ',
      '  ] ',
      '} ',
      '',
    ].join('\n'),
  );
});

test('a comment that accepts what stands on the first line goes behind the byte order mark', () => {
  const text = '\ufeffproc.name = "a" and proc.name = "b"\n';
  const model = new Models().of(documentOf(text, 'pcrule'), configOf())!;
  const [finding] = model.findings;
  const actions = actionsAt(model, [{ start: finding.start, end: finding.end }]);
  const accept = actions.find(({ title }) => title.key === 'fix.suppressLine');
  assert.equal(
    applyEdits(text, accept?.edits ?? []),
    `\ufeff// ecs-defender-disable-next-line ${finding.code} -- \n${text.slice(1)}`,
  );
});

test('a comment behind what is taken out of a block of YAML stays', () => {
  const { text } = unprotectText(`Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: f
      ContainerDefinitions:
        - Name: a
          Image: i
          EntryPoint: [/var/lib/twistlock/fargate/defender, fargate, entrypoint, /a]
          DependsOn: [{ Condition: HEALTHY, ContainerName: TwistlockDefender }] # why
`);
  assert.match(text, /EntryPoint: \[\/a\]\n +# why\n$/);
});

test('what stands behind a NUL in YAML is not taken for the end of what stands before it', () => {
  const text = (value: string): string => `Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: shop
      ContainerDefinitions:
        - Name: web
          Image: nginx:1.27
          EntryPoint: [/web]
          LogConfiguration:
            LogDriver: ${value}
            Options: { awslogs-group: shop }
`;
  assert.equal(protectText(text('awslogs')).refusals.length, 0);
  for (const value of ['\0', 'a\0', '"\0"', '|\n              \0', '# \0']) {
    const { text: after, refusals } = protectText(text(value));
    assert.equal(after, text(value));
    assert.equal(refusals.length, 1);
    const [found] = modelOf(text(value), {}, 'yaml').findings;
    assert.deepEqual([found.code, text(value)[found.start]], ['syntax', '\0']);
    lawful(text(value), 'yaml');
  }
});

test('a property that is there under its name is not called so a second time', () => {
  const inYaml = `Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - entrypoint: web
          Image: nginx
          EntryPoint: [/web]
`;
  lawful(inYaml, 'yaml');
  const texts = [
    inYaml,
    '{ "family": "f", "containerDefinitions": [{ "name": "a", "image": "i", "entrypoint": ["/x"], "entryPoint": ["/y"] }] }',
    `{ "_id": "appEmbeddedRuntime", "rules": [{ "name": "web", "collections": [{ "name": "All" }],
      "processes": { "effect": "alert", "checkCryptoMiner": true, "checkCryptoMiners": false } }] }`,
  ];
  for (const [place, code] of ['key-case', 'key-case', 'policy-unknown-field'].entries()) {
    const found = modelOf(texts[place]).findings.filter((one) => one.code === code);
    assert.deepEqual(
      found.map(({ fixes }) => fixes?.length ?? 0),
      [0],
      code,
    );
  }
});
