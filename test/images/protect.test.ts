import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type Ran, run, VALUES } from '../cli/run';
import { without } from './support/debian';
import { environmentOf, temporaryFolder } from './support/folder';
import { INDEX, type Recipe, Registry } from './support/registry';

const NOBODY = environmentOf() as Record<string, string>;
const PREFIX = ['/var/lib/twistlock/fargate/defender', 'fargate', 'entrypoint'];

interface Words {
  readonly entryPoint?: readonly string[];
  readonly command?: readonly string[];
}

/** What a container says, what its image says, and what the container says once it is wrapped. */
const TABLE: [name: string, image: Recipe, container: Words, wrapped: Words][] = [
  [
    'an image with both: CMD is written out too, since entryPoint makes ECS drop it',
    { entryPoint: ['/entry.sh'], command: ['serve', '--all'] },
    {},
    { entryPoint: [...PREFIX, '/entry.sh'], command: ['serve', '--all'] },
  ],
  [
    'an image with both, and a command that the task states',
    { entryPoint: ['/entry.sh'], command: ['serve'] },
    { command: ['migrate'] },
    { entryPoint: [...PREFIX, '/entry.sh'], command: ['migrate'] },
  ],
  ['an entry point alone', { entryPoint: ['/app', '--x'] }, {}, { entryPoint: [...PREFIX, '/app', '--x'] }],
  [
    'a CMD alone runs behind the wrapper',
    { command: ['node', 'server.js'] },
    {},
    { entryPoint: PREFIX, command: ['node', 'server.js'] },
  ],
  [
    'a CMD alone, and a command that the task states',
    { command: ['node', 'server.js'] },
    { command: ['node', 'job.js'] },
    { entryPoint: PREFIX, command: ['node', 'job.js'] },
  ],
  [
    'shell form comes as the image has it',
    { entryPoint: ['/bin/sh', '-c', 'exec app "$PORT"'] },
    {},
    { entryPoint: [...PREFIX, '/bin/sh', '-c', 'exec app "$PORT"'] },
  ],
  [
    'neither, and a command that the task states',
    {},
    { command: ['/job'] },
    { entryPoint: PREFIX, command: ['/job'] },
  ],
];

describe('protect with images that a registry knows', async () => {
  const reason = await without('docker-registry', 'skopeo', 'umoci');
  const options = { skip: reason };
  let registry: Registry;
  before(async () => {
    if (!reason) registry = await Registry.start();
  });
  after(() => registry?.stop());

  const document = (image: string, words: Words = {}, more: object = {}): string =>
    JSON.stringify({ family: 'shop', ...more, containerDefinitions: [{ name: 'web', image, ...words }] });
  const protect = (input: string, ...args: string[]): Ran =>
    run(['protect', '-', ...VALUES, ...args], { input, env: NOBODY, cwd: temporaryFolder() });
  const webOf = ({ out }: Ran): Words => {
    const [{ entryPoint, command }] = JSON.parse(out).containerDefinitions;
    return { entryPoint, ...(command ? { command } : {}) };
  };

  for (const [place, [name, recipe, words, wrapped]] of TABLE.entries()) {
    test(name, options, () => {
      registry.push(`table:${place}`, recipe);
      const ran = protect(document(`${registry.host}/table:${place}`, words), '--resolve-images');
      assert.equal(ran.code, 0, ran.err);
      assert.deepEqual(webOf(ran), wrapped);
    });
  }

  test('an image with neither, and no command: nothing would run, so nothing is written', options, () => {
    registry.push('empty:1', {});
    const { code, out, err } = protect(document(`${registry.host}/empty:1`), '--resolve-images');
    assert.deepEqual([code, out], [1, '']);
    assert.match(err, /nothing would run/);
  });

  test('without the flag no registry is asked, and the ways out are named', options, () => {
    registry.push('web:1', { entryPoint: ['/web'] });
    const { code, out, err } = protect(document(`${registry.host}/web:1`));
    assert.deepEqual([code, out], [1, '']);
    assert.match(err, /Nothing was guessed/);
  });

  test('what cannot be read is said, with the ways out; the document stays', options, () => {
    const { code, out, err } = protect(document(`${registry.host}/gone:1`), '--resolve-images');
    assert.deepEqual([code, out], [1, '']);
    assert.match(err, new RegExp(`${registry.host}/gone:1`));
    assert.match(err, /--entry-point 'web=\["\.\.\."\]'/);
  });

  test('the lock speaks offline, for editor and pipeline alike', options, () => {
    registry.push('locked:1', { entryPoint: ['/locked'], command: ['--now'] });
    const cwd = temporaryFolder();
    const file = join(cwd, 'task.json');
    writeFileSync(file, document(`${registry.host}/locked:1`));
    assert.equal(run(['images', 'update'], { cwd, env: NOBODY }).code, 0);
    registry.push('locked:1', { entryPoint: ['/moved'] });
    const ran = run(['protect', 'task.json', ...VALUES], { cwd, env: NOBODY });
    assert.equal(ran.code, 0, ran.err);
    assert.deepEqual(webOf(ran), { entryPoint: [...PREFIX, '/locked'], command: ['--now'] });
    const resolved = run(['protect', 'task.json', '--resolve-images', ...VALUES], { cwd, env: NOBODY });
    assert.equal(resolved.out, ran.out, 'what the lock says comes first');
    const back = run(['unprotect', '-', '--as', file], { cwd, env: NOBODY, input: ran.out });
    assert.equal(back.out, document(`${registry.host}/locked:1`), 'the lock tells what was supplied');
    writeFileSync(join(cwd, '.ecs-defender.images.json'), '{');
    const broken = run(['check', 'task.json'], { cwd, env: NOBODY });
    assert.match(broken.out, /The lock of resolved images .* cannot be used/);
  });

  test('the task’s platform decides, and a difference is said', options, async () => {
    const amd64 = registry.push('many:amd64', { entryPoint: ['/amd64'] });
    const arm64 = registry.push('many:arm64', { entryPoint: ['/arm64'], architecture: 'arm64' });
    const manifests = [
      await registry.entry('many', amd64, { os: 'linux', architecture: 'amd64' }),
      await registry.entry('many', arm64, { os: 'linux', architecture: 'arm64' }),
    ];
    await registry.put('many', '1', INDEX, { manifests });
    const image = `${registry.host}/many:1`;
    const arm = { runtimePlatform: { cpuArchitecture: 'ARM64' } };
    const onArm = protect(document(image, {}, arm), '--resolve-images');
    assert.deepEqual(webOf(onArm), { entryPoint: [...PREFIX, '/arm64'] });
    const onDefault = protect(document(image), '--resolve-images');
    assert.deepEqual(webOf(onDefault), { entryPoint: [...PREFIX, '/amd64'] });
    assert.match(
      onDefault.err,
      /runs something else on other platforms; what it runs on linux\/amd64 was taken/,
    );
    const bare = JSON.stringify([{ name: 'web', image, essential: true }]);
    const unknown = protect(bare, '--resolve-images', '--family', 'shop');
    assert.deepEqual(
      [unknown.code, unknown.out],
      [1, ''],
      'a list without its task does not say where it runs',
    );
  });

  test('a wrapper in command moves to entryPoint once the image’s own is known', options, () => {
    registry.push('php:8', { entryPoint: ['docker-php-entrypoint'], command: ['php-fpm'] });
    const command = ['/bin/sh', '-c', `${PREFIX.join(' ')} php-fpm`];
    const input = document(`${registry.host}/php:8`, { command });
    const upgrade = (...args: string[]): Ran =>
      run(['upgrade', '-', ...VALUES, ...args], { input, env: NOBODY, cwd: temporaryFolder() });
    assert.deepEqual([upgrade().code, upgrade().out], [1, '']);
    assert.deepEqual(webOf(upgrade('--resolve-images')), {
      entryPoint: [...PREFIX, 'docker-php-entrypoint'],
      command: ['/bin/sh', '-c', 'php-fpm'],
    });
  });
});

test('helpers with well-known images are left alone, with the reason, unless the profile includes them', () => {
  const image = 'public.ecr.aws/aws-observability/aws-for-fluent-bit:stable';
  const input = JSON.stringify({
    family: 'shop',
    containerDefinitions: [
      { name: 'web', image: 'web:1', entryPoint: ['/web'] },
      { name: 'log', image },
      { name: 'xray', image: 'amazon/aws-xray-daemon' },
    ],
  });
  const { code, out, err } = run(['protect', '-', ...VALUES], { input, env: NOBODY });
  assert.equal(code, 0);
  assert.deepEqual(JSON.parse(out).containerDefinitions.slice(1, 3), [
    { name: 'log', image },
    { name: 'xray', image: 'amazon/aws-xray-daemon' },
  ]);
  assert.match(err, /Left alone: "log" is a log router\. To wrap it, add it to containers\.include\./);
  assert.match(err, /Left alone: "xray" is a tracing daemon\./);
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, '.ecs-defender.json'), '{ "containers": { "include": [{ "container": "log" }] } }');
  const included = run(['protect', '-', ...VALUES], { input, env: NOBODY, cwd });
  assert.equal(included.code, 1);
  assert.match(included.err, /Container "log" states no entryPoint/);
});
