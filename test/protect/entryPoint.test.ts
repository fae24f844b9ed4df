import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { words } from '../../server/src/l10n/catalogue';
import type { ImageProcess } from '../../server/src/profile/settings';
import { protectText, VALUES } from '../support/harness';

/** The law of fargate-defender.md section 3.5: what is written for each way of saying what a container runs. */

interface Case {
  name: string;
  /** What the container states. */
  states: string;
  /** What is said of its image. */
  image?: Partial<ImageProcess>;
  entryPoint?: string[];
  command?: string[];
  refused?: RegExp;
}

const P = ['/var/lib/twistlock/fargate/defender', 'fargate', 'entrypoint'];
const CASES: Case[] = [
  { name: 'a stated entry point is prefixed', states: '"entryPoint":["/web"]', entryPoint: [...P, '/web'] },
  {
    name: 'its command is kept',
    states: '"entryPoint":["/web"],"command":["-v"]',
    entryPoint: [...P, '/web'],
    command: ['-v'],
  },
  {
    name: 'what is said of the image never replaces it',
    states: '"entryPoint":["/web"]',
    image: { entryPoint: ['/other'], command: ['x'] },
    entryPoint: [...P, '/web'],
  },
  {
    name: 'ENTRYPOINT alone',
    states: '"cpu":1',
    image: { entryPoint: ['/init'] },
    entryPoint: [...P, '/init'],
  },
  {
    name: 'ENTRYPOINT and CMD',
    states: '"cpu":1',
    image: { entryPoint: ['/init'], command: ['run'] },
    entryPoint: [...P, '/init'],
    command: ['run'],
  },
  {
    name: 'ENTRYPOINT, and a command that stands instead of CMD',
    states: '"command":["serve"]',
    image: { entryPoint: ['/init'], command: ['run'] },
    entryPoint: [...P, '/init'],
    command: ['serve'],
  },
  {
    name: 'no ENTRYPOINT but CMD: the wrapper starts the command, so that overrides still replace it',
    states: '"cpu":1',
    image: { entryPoint: [], command: ['run'] },
    entryPoint: P,
    command: ['run'],
  },
  {
    name: 'no ENTRYPOINT, and a command',
    states: '"command":["serve"]',
    image: { entryPoint: [] },
    entryPoint: P,
    command: ['serve'],
  },
  {
    name: 'no ENTRYPOINT, and a command that a template makes',
    states: '"command":${cmd}',
    image: { entryPoint: [] },
    entryPoint: P,
  },
  {
    name: 'neither ENTRYPOINT nor CMD',
    states: '"cpu":1',
    image: { entryPoint: [] },
    refused: /nothing would run/,
  },
  {
    name: 'CMD alone says nothing about ENTRYPOINT',
    states: '"cpu":1',
    image: { command: ['run'] },
    refused: /states no entryPoint/,
  },
  {
    name: 'null and [] are filled',
    states: '"entryPoint":null,"command":[]',
    image: { entryPoint: ['/init'], command: ['run'] },
    entryPoint: [...P, '/init'],
    command: ['run'],
  },
  {
    name: 'a prefix with nothing after it gets what the image runs',
    states: `"entryPoint":${JSON.stringify(P)}`,
    image: { entryPoint: ['/init'] },
    entryPoint: [...P, '/init'],
  },
  {
    name: 'a cut off prefix is completed',
    states: `"entryPoint":${JSON.stringify([P[0], '/web'])}`,
    entryPoint: [...P, '/web'],
  },
  {
    name: 'a wrapper inside a shell command counts',
    states: `"command":["/bin/sh","-c","${P.join(' ')} php-fpm"]`,
    command: ['/bin/sh', '-c', `${P.join(' ')} php-fpm`],
  },
];

function container(states: string): string {
  return `{"family":"f","containerDefinitions":[{"name":"web","image":"i",${states}}]}`;
}

describe('what a container runs afterwards', () => {
  for (const { name, states, image, entryPoint, command, refused } of CASES) {
    test(name, () => {
      const processes = image && new Map([['web', image]]);
      const result = protectText(container(states), VALUES, { processes });
      if (refused) {
        assert.match(result.refusals.map((one) => words(one.message, 'en')).join(), refused);
        return;
      }
      assert.deepEqual(result.refusals, []);
      const [web] = JSON.parse(result.text.replace('${cmd}', '[]')).containerDefinitions;
      assert.deepEqual(web.entryPoint ?? undefined, entryPoint);
      if (!states.includes('${cmd}')) assert.deepEqual(web.command ?? undefined, command);
    });
  }
});

test('a name wins over *, flags over the profile, and the most specific row over others', () => {
  const text =
    '{"family":"f","containerDefinitions":[{"name":"a","image":"i:1"},{"name":"b","image":"i:1"},{"name":"c","image":"j"}]}';
  const rows = [
    { image: 'i', entryPoint: ['/by-image'] },
    { container: 'b', image: 'i:*', entryPoint: ['/by-both'] },
    { entryPoint: ['/by-none'] },
  ];
  const entryPoints = (processes?: ReadonlyMap<string, ImageProcess>): string[] =>
    JSON.parse(protectText(text, { ...VALUES, entryPoints: rows }, { processes }).text)
      .containerDefinitions.slice(0, 3)
      .map((one: { entryPoint: string[] }) => one.entryPoint[3]);
  assert.deepEqual(entryPoints(), ['/by-image', '/by-both', '/by-none']);
  const flags = new Map([
    ['a', { entryPoint: ['/flag'] }],
    ['*', { entryPoint: ['/star'] }],
  ]);
  assert.deepEqual(entryPoints(flags), ['/flag', '/star', '/star']);
});

test('in an editor, what nobody has said becomes a placeholder, and is reported until it is filled in', () => {
  const { text } = protectText(container('"cpu":1'), {}, { placeholders: true });
  const [web, sidecar] = JSON.parse(text).containerDefinitions;
  assert.deepEqual(web.entryPoint, [...P, '<entry-point>']);
  assert.equal(sidecar.image, '<defender-image>');
  assert.deepEqual(sidecar.secrets, [{ name: 'INSTALL_BUNDLE', valueFrom: '<install-bundle>' }]);
  assert.equal(
    sidecar.environment.find((one: { name: string }) => one.name === 'WS_ADDRESS').value,
    '<ws-address>',
  );
});

test('what an earlier edit left as a placeholder is filled once it is known, and refused until then', () => {
  const left = protectText(container('"cpu":1'), {}, { placeholders: true }).text;
  const unknown = protectText(left, {});
  assert.equal(unknown.text, left);
  assert.deepEqual(
    unknown.refusals.map((one) => one.message.key),
    Array(4).fill('refused.placeholder'),
  );
  const processes = new Map([['web', { entryPoint: ['/init', '-v'], command: ['run'] }]]);
  const filled = protectText(left, VALUES, { processes });
  assert.deepEqual(filled.refusals, []);
  assert.deepEqual(
    JSON.parse(filled.text),
    JSON.parse(protectText(container('"cpu":1'), VALUES, { processes }).text),
  );
  assert.equal(protectText(filled.text, VALUES, { processes }).text, filled.text);
});
