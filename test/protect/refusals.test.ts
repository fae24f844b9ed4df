import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { words } from '../../server/src/l10n/catalogue';
import type { Decisions } from '../../server/src/profile/schema';
import { protectText, VALUES } from '../support/harness';

/** What is refused, and in whose words. (That the command line then writes nothing is tested with it.) */

const FARGATE = '"family":"shop","requiresCompatibilities":["FARGATE"]';
const task = (...containers: string[]): string =>
  `{${FARGATE},"containerDefinitions":[${containers.join(',')}]}`;
const WEB = '{"name":"web","image":"nginx","entryPoint":["/web"]}';

function refusal(text: string, decisions: Decisions = VALUES): string {
  return protectText(text, decisions)
    .refusals.map((one) => words(one.message, 'en'))
    .join(' | ');
}

const CASES: [name: string, text: string, words: RegExp][] = [
  [
    'an entry point that only the image knows',
    task('{"name":"web","image":"nginx"}'),
    /states no entryPoint.*Nothing was guessed/,
  ],
  ['a command alone', task('{"name":"web","image":"nginx","command":["x"]}'), /states no entryPoint/],
  [
    'an entry point that is null',
    task('{"name":"web","image":"nginx","entryPoint":null}'),
    /states no entryPoint/,
  ],
  [
    'an entry point that is empty',
    task('{"name":"web","image":"nginx","entryPoint":[]}'),
    /states no entryPoint/,
  ],
  [
    'an entry point that a template makes',
    task('{"name":"web","image":"nginx","entryPoint":${ep}}'),
    /made by a template/,
  ],
  [
    'an entry point that is one text',
    task('{"name":"web","image":"nginx","entryPoint":"sh -c x"}'),
    /entryPoint must be a list/,
  ],
  [
    'variables that a template makes',
    task('{"name":"web","image":"nginx","entryPoint":["/web"],"environment":${env}}'),
    /environment is made by a template/,
  ],
  [
    'a list that one placeholder fills',
    task('{"name":"web","image":"nginx","entryPoint":["/web"],"environment":[${env}]}'),
    /environment is made by a template/,
  ],
  [
    'members that a template brings',
    task('{"name":"web","image":"nginx","entryPoint":["/web"],${more}}'),
    /template control flow/,
  ],
  [
    'an entry point inside control flow',
    task('{"name":"web","image":"nginx",%{ if x }\n"entryPoint":["/web"],\n%{ endif }"cpu":1}'),
    /template control flow/,
  ],
  ['a container without an image', task('{"name":"web","entryPoint":["/web"]}'), /has no image/],
  ['a container without a name', task('{"image":"nginx","entryPoint":["/web"]}'), /number 1 has no name/],
  ['a task without containers', task(), /has no containers/],
  ['containers that a template makes', `{${FARGATE},"containerDefinitions":\${all}}`, /made by a template/],
  [
    'another container with the sidecar’s name',
    task(WEB, '{"name":"TwistlockDefender","image":"redis"}'),
    /not the Defender/,
  ],
  [
    'the daemon for ECS on EC2 under the sidecar’s name',
    task(
      WEB,
      '{"name":"TwistlockDefender","image":"x","environment":[{"name":"DEFENDER_TYPE","value":"ecs"}]}',
    ),
    /not the Defender/,
  ],
  [
    'Windows',
    `{${FARGATE},"runtimePlatform":{"operatingSystemFamily":"WINDOWS_SERVER_2022_CORE"},"containerDefinitions":[${WEB}]}`,
    /Windows/,
  ],
  ['text that is not valid JSON', task(`${WEB} ${WEB}`), /The document has faults/],
  [
    'a sidecar that waits for the application',
    task(
      WEB,
      '{"name":"TwistlockDefender","image":"r/defender:defender_34_04_145","entryPoint":["/usr/local/bin/defender","fargate","sidecar"],"environment":[{"name":"FIPS_ENABLED","value":"false"}],"dependsOn":[{"containerName":"web","condition":"START"}]}',
    ),
    /waits for it/,
  ],
  [
    'a variable of the application’s own under one of the Defender’s names',
    task(
      '{"name":"web","image":"nginx","entryPoint":["/web"],"environment":[{"name":"FIPS_ENABLED","value":"1"}]}',
    ),
    /variable FIPS_ENABLED for something of its own/,
  ],
  [
    'a secret under one of the Defender’s names',
    task(
      '{"name":"web","image":"nginx","entryPoint":["/web"],"secrets":[{"name":"DEFENDER_TYPE","valueFrom":"arn:x"}]}',
    ),
    /variable DEFENDER_TYPE/,
  ],
  [
    'wiring of the oldest generation',
    task(
      '{"name":"a","image":"a","entryPoint":["/twistlock/fargate_defender.sh","fargate","entrypoint","/a"]}',
      WEB,
    ),
    /release that cannot be told/,
  ],
  [
    'an image of another generation than the wiring',
    task(
      '{"name":"a","image":"a","entryPoint":["/var/lib/twistlock/fargate/fargate_defender.sh","fargate","entrypoint","/a"]}',
    ),
    /of Defender 21.04.*generation of 22.12/,
  ],
  [
    'a doubled prefix',
    task(
      '{"name":"a","image":"a","entryPoint":["/var/lib/twistlock/fargate/defender","fargate","entrypoint","/var/lib/twistlock/fargate/defender","fargate","entrypoint","/a"]}',
    ),
    /starts the Defender twice/,
  ],
];

describe('refused', () => {
  for (const [name, text, expected] of CASES) test(name, () => assert.match(refusal(text), expected));
});

test('what is missing is named with its flag', () => {
  assert.equal(
    refusal(`[{"name":"web","image":"nginx","entryPoint":["/web"]}]`, {}),
    'Nothing was changed, because something is missing: the Defender image (--image, or defender.image in .ecs-defender.json); ' +
      'the address of the Console (--ws-address, or defender.wsAddress); ' +
      'the install bundle (--install-bundle-secret with the ARN of its secret, or defender.installBundle); ' +
      'the family of the task, which this document does not name (--family, or family in .ecs-defender.json);',
  );
});
