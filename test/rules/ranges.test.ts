import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findingsOf } from '../support/harness';

/** Where each finding stands: a wrong value at the value, a fault of a whole list at its key, something missing at the
 * name of the container that lacks it, a reference to something absent at each reference. */

const P = '"/var/lib/twistlock/fargate/defender","fargate","entrypoint"';
const SHARED = {
  DEFENDER_TYPE: 'fargate',
  FARGATE_TASK: 'f',
  FILESYSTEM_MONITORING: 'false',
  FIPS_ENABLED: 'false',
};
const VARIABLES = { TW_IMAGE_NAME: 'nginx', TW_CONTAINER_NAME: 'web', ...SHARED };
const env = (values: Record<string, string>): string =>
  `"environment":[${Object.entries(values)
    .map(([name, value]) => `{"name":"${name}","value":"${value}"}`)
    .join(',')}]`;
const DEPENDS = '"dependsOn":[{"containerName":"TwistlockDefender","condition":"HEALTHY"}]';
const VOLUMES = '"volumesFrom":[{"sourceContainer":"TwistlockDefender"}]';
const PTRACE = '"linuxParameters":{"capabilities":{"add":["SYS_PTRACE"]}}';
const WIRING = [env(VARIABLES), DEPENDS, VOLUMES, PTRACE].join(',');
const SIDECAR_ENV = env({
  INSTALL_BUNDLE: '${BUNDLE}',
  ...SHARED,
  WS_ADDRESS: 'wss://us-east1.cloud.twistlock.com:443',
});
const SIDECAR_ENTRY =
  '"entryPoint":["/usr/local/bin/defender","fargate","sidecar"],"healthCheck":{"command":["/usr/local/bin/defender","fargate","healthcheck"]},"image":"defender:defender_34_04_145"';
const SIDECAR = `{"name":"TwistlockDefender",${SIDECAR_ENTRY},${SIDECAR_ENV}}`;
const web = (...members: string[]): string => `{"name":"web","image":"nginx",${members.join(',')}}`;
const task = (...containers: string[]): string =>
  `{"family":"f","containerDefinitions":[${containers.join(',')}]}`;

const CASES: [name: string, text: string, findings: string[]][] = [
  [
    'a task without a sidecar, at each name',
    task(web('"entryPoint":["/web"]'), '{"name":"api","image":"a"}'),
    ['task-unprotected @ "web"', 'task-unprotected @ "api"'],
  ],
  [
    'a container without a name, at its brace',
    task('{"image":"nginx"}'),
    ['task-unprotected @ {', 'property-missing @ {'],
  ],
  [
    'a container beside the sidecar',
    task(web('"entryPoint":["/web"]'), SIDECAR),
    ['container-unwrapped @ "web"'],
  ],
  [
    'every reference to a sidecar that is not there',
    task(web(`"entryPoint":[${P},"/web"]`, WIRING)),
    [
      'sidecar-missing @ "entryPoint"',
      'sidecar-missing @ "TwistlockDefender"',
      'sidecar-missing @ "TwistlockDefender"',
    ],
  ],
  [
    'what a wired container lacks, at its name',
    task(web(`"entryPoint":[${P},"/web"]`, VOLUMES, DEPENDS), SIDECAR),
    ['wiring-partial @ "web"'],
  ],
  [
    'what the sidecar lacks, at its name',
    task(web(`"entryPoint":[${P},"/web"]`, WIRING), '{"name":"TwistlockDefender","image":"defender:1"}'),
    ['wiring-partial @ "TwistlockDefender"', 'sidecar-health-check @ "TwistlockDefender"'],
  ],
  [
    'wiring without anything to wrap: the coverage finding and the entry point’s own',
    task(web(WIRING), SIDECAR),
    ['container-unwrapped @ "web"', 'entry-point-unknown @ "web"'],
  ],
  [
    'wiring with a command alone',
    task(web('"command":["x"]', WIRING), SIDECAR),
    ['container-unwrapped @ "web"', 'command-only @ "web"'],
  ],
  [
    'a doubled prefix, at the list’s key',
    task(web(`"entryPoint":[${P},${P},"/web"]`, WIRING), SIDECAR),
    ['double-wrapped @ "entryPoint"'],
  ],
  [
    'a prefix in entryPoint and again in command, at the second',
    task(web(`"entryPoint":[${P}]`, `"command":[${P},"/web"]`, WIRING), SIDECAR),
    ['double-wrapped @ "command"'],
  ],
  [
    'a cut off prefix',
    task(web('"entryPoint":["/var/lib/twistlock/fargate/defender","/web"]', WIRING), SIDECAR),
    ['malformed-prefix @ "entryPoint"'],
  ],
  [
    'a prefix that is not first',
    task(web(`"entryPoint":["tini","--",${P},"/web"]`, WIRING), SIDECAR),
    ['malformed-prefix @ "entryPoint"'],
  ],
  [
    'a prefix with nothing after it',
    task(web(`"entryPoint":[${P}]`, WIRING), SIDECAR),
    ['nothing-to-run @ "entryPoint"'],
  ],
  [
    'another container under the sidecar’s name',
    task('{"name":"TwistlockDefender","image":"redis"}'),
    ['sidecar-foreign @ "TwistlockDefender"'],
  ],
  [
    'a wrong DEFENDER_TYPE, at the value',
    task(
      web(`"entryPoint":[${P},"/web"]`, WIRING),
      SIDECAR.replace('"DEFENDER_TYPE","value":"fargate"', '"DEFENDER_TYPE","value":"x"'),
    ),
    ['sidecar-type @ "x"'],
  ],
  [
    'a second sidecar, at its name',
    task(
      web(`"entryPoint":[${P},"/web"]`, WIRING),
      SIDECAR,
      `{"name":"two",${SIDECAR_ENTRY},${SIDECAR_ENV}}`,
    ),
    ['several-sidecars @ "two"'],
  ],
  [
    'a sidecar that waits for itself',
    task(web(`"entryPoint":[${P},"/web"]`, WIRING), SIDECAR.replace('"image"', `${DEPENDS},"image"`)),
    ['sidecar-wrapped @ "TwistlockDefender"'],
  ],
  [
    'a placeholder of ours, at the value',
    task(web(`"entryPoint":[${P},"<entry-point>"]`, WIRING), SIDECAR),
    ['placeholder-left @ "<entry-point>"'],
  ],
  [
    'a placeholder of somebody else’s is never a finding',
    task(web(`"entryPoint":[${P},"<ENTRY>"]`, WIRING), SIDECAR),
    [],
  ],
  [
    'a key in another case',
    task(web('"entrypoint":["/web"]')),
    ['task-unprotected @ "web"', 'key-case @ "entrypoint"'],
  ],
  [
    'one text for a list',
    task(web('"command":"npm start"')),
    ['task-unprotected @ "web"', 'not-a-list @ "npm start"'],
  ],
  [
    'a key that stands twice, at the one that is ignored',
    task(web('"cpu":1', '"cpu":2')),
    ['task-unprotected @ "web"', 'duplicate-key @ "cpu"'],
  ],
  [
    'FireLens routers and EC2 tasks are left alone',
    `{"family":"shop","networkMode":"bridge","containerDefinitions":[${web('"cpu":1')}]}`,
    [],
  ],
];

describe('where findings stand', () => {
  for (const [name, text, expected] of CASES) test(name, () => assert.deepEqual(findingsOf(text), expected));
  test('a missing network mode of a task that is for Fargate by the settings, at its brace', () => {
    const found = findingsOf(task(web('"entryPoint":["/web"]')), { launchType: 'FARGATE' });
    assert.deepEqual(
      found.filter((one) => one.startsWith('network-mode')),
      ['network-mode @ {'],
    );
  });
});
