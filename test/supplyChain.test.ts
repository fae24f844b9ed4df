import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { secretsIn } from './support/secrets';

/** What of others is shipped, and where it comes from. */

const LIST = 'test/shipped.txt';
const LICENCES = /\((?:MIT|ISC|Apache-2\.0|BSD-3-Clause|BlueOak-1\.0\.0)\)$/;
/** Their install scripts build what is not used: only their WebAssembly is copied. */
const ONLY_WASM = ['@tree-sitter-grammars/tree-sitter-hcl', '@tree-sitter-grammars/tree-sitter-yaml'];
const SECRET = /(?:^|\/)(?:\.npmrc|\.env.*|.*\.(?:pem|key|p12))$/;

const json = (file: string) => JSON.parse(readFileSync(file, 'utf8'));
const { packages, lockfileVersion } = json('package-lock.json');
const manifest = json('package.json');
/** The build writes them of what the bundler has really taken. */
const shipped = [
  ...readFileSync('dist/THIRD-PARTY-NOTICES.txt', 'utf8').matchAll(/^\S+ \d+\.\d+\.\d+\S* \(.+\)$/gm),
]
  .map(([title]) => title)
  .sort();

test('what is shipped is what somebody has looked at, by name, version and licence', () => {
  const seen = readFileSync(LIST, 'utf8').trim().split('\n').sort();
  assert.deepEqual(
    shipped,
    seen,
    `What is shipped has changed. Look at what is new (its code, its maintainers, its licence), then write the lines above into ${LIST}.`,
  );
});

test('every licence of what is shipped goes with ours', () => {
  assert.deepEqual(
    shipped.filter((title) => !LICENCES.test(title)),
    [],
  );
});

test('nothing that is shipped has run a script while it was installed', () => {
  const names = new Set(shipped.map((title) => title.split(' ')[0]));
  const scripts = Object.entries<{ hasInstallScript?: boolean }>(packages)
    .filter(([, one]) => one.hasInstallScript)
    .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length));
  assert.deepEqual(scripts.filter((name) => names.has(name)).sort(), ONLY_WASM);
});

test('the lock file is that of the manifest, and every package in it has its digest', () => {
  const { '': root, ...others } = packages;
  assert.equal(lockfileVersion, 3);
  assert.deepEqual([root.name, root.version], [manifest.name, manifest.version]);
  assert.deepEqual(root.devDependencies, manifest.devDependencies);
  assert.deepEqual([root.dependencies, manifest.dependencies], [undefined, undefined]);
  const loose = Object.entries<{ integrity?: string; version?: string }>(others).filter(
    ([, one]) => !/^sha512-/.test(one.integrity ?? '') || !one.version,
  );
  assert.deepEqual(loose, []);
});

test('the npm package holds what is used: no sources, no tests, no secrets', () => {
  const windows = process.platform === 'win32';
  const said = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    shell: windows,
  });
  const [{ files }] = JSON.parse(said);
  const paths: string[] = files.map(({ path }: { path: string }) => path);
  for (const needed of ['dist/cli.js', 'dist/THIRD-PARTY-NOTICES.txt', 'LICENSE', 'NOTICE', 'README.md'])
    assert.ok(paths.includes(needed), needed);
  assert.deepEqual(
    paths.filter(
      (path) =>
        /\.(?:ts|mjs|map|vsix)$|^(?:test|bench|scripts|out)\/|node_modules/.test(path) || SECRET.test(path),
    ),
    [],
  );
  assert.deepEqual(
    paths.flatMap((path) => secretsIn(readFileSync(path, 'latin1')).map((one) => [path, one])),
    [],
  );
});
