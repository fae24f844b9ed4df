import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import { secretsIn } from './support/secrets';

const MEGABYTE = 1024 * 1024;
const folder = mkdtempSync(join(tmpdir(), 'ecs-defender-package-'));
after(() => rmSync(folder, { recursive: true }));

const file = join(folder, 'packed.vsix');
execFileSync(process.execPath, ['scripts/package.mjs', '--built', file]);
const bytes = readFileSync(file);
const entries = unzipSync(bytes);
const names = Object.keys(entries);
const text = (name: string): string => strFromU8(entries[name]);
const manifest = JSON.parse(text('extension/package.json'));

test('the package holds what is used, and nothing of how it is made', () => {
  const kinds = new Set(
    names.map((name) => name.replace(/^(extension\/(?:dist\/[^/]+|(?!dist)[^/]+)\/).*/, '$1')),
  );
  assert.deepEqual([...kinds].sort(), [
    '[Content_Types].xml',
    'extension.vsixmanifest',
    'extension/CHANGELOG.md',
    'extension/LICENSE',
    'extension/NOTICE',
    'extension/README.md',
    'extension/dist/THIRD-PARTY-NOTICES.txt',
    'extension/dist/client.js',
    'extension/dist/ecs-defender.schema.json',
    'extension/dist/ecs-documentation.json',
    'extension/dist/grammars/',
    'extension/dist/later.js',
    'extension/dist/rules.json',
    'extension/dist/server.js',
    'extension/examples/',
    'extension/images/',
    'extension/l10n/',
    'extension/package.json',
    'extension/package.nls.ja.json',
    'extension/package.nls.json',
    'extension/syntaxes/',
    'extension/walkthrough/',
  ]);
  assert.deepEqual(
    names.filter((name) => /\.(?:ts|map|mjs|test\.\w+)$|node_modules|\/test\//.test(name)),
    [],
  );
  for (const key of ['scripts', 'devDependencies', 'private']) assert.ok(!(key in manifest), key);
});

test('every file that the manifest names is there', () => {
  const { main, browser, icon, l10n, contributes } = manifest;
  const { walkthroughs, jsonValidation, grammars, languages } = contributes;
  const steps = walkthroughs.flatMap((one: { steps: { media: { markdown: string } }[] }) => one.steps);
  const media = steps.map((step: { media: { markdown: string } }) => step.media.markdown);
  const named = [
    ...[main, browser, icon, `${l10n}/bundle.l10n.ja.json`],
    ...media,
    ...media.map((path: string) => path.replace(/\.md$/, '.nls.ja.md')),
    ...jsonValidation.map((one: { url: string }) => one.url),
    ...grammars.map((one: { path: string }) => one.path),
    ...languages.flatMap((one: { configuration?: string }) => one.configuration ?? []),
  ];
  const missing = named.filter((path) => !names.includes(`extension/${path.replace(/^\.\//, '')}`));
  assert.deepEqual(missing, []);
});

test('its page leads nowhere that is not in it', () => {
  const page = text('extension/README.md');
  const targets = [...page.matchAll(/\]\(([^)]*)\)/g)].map(([, target]) => target);
  assert.deepEqual(
    targets.filter((target) => !target.startsWith('https:')),
    [],
  );
  assert.match(page, /See policy documents\.\s/);
  assert.doesNotMatch(page, /!\[/);
});

test('the licences of what is bundled are in it', () => {
  const notices = text('extension/dist/THIRD-PARTY-NOTICES.txt');
  for (const name of [
    'vscode-languageclient',
    'vscode-languageserver',
    'web-tree-sitter',
    'zod',
    'picomatch',
  ])
    assert.match(notices, new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, 'm'));
  assert.match(notices, /Permission is hereby granted, free of charge/);
  assert.match(text('extension/LICENSE'), /Apache License\s+Version 2\.0/);
  assert.match(text('extension/NOTICE'), /AWS SDK/);
});

test('the format’s manifest says who it is', () => {
  const format = text('extension.vsixmanifest');
  assert.match(
    format,
    /<Identity Language="en-US" Id="ecs-defender" Version="\d+\.\d+\.\d+" Publisher="ecs-defender" \/>/,
  );
  assert.match(format, /<DisplayName>ECS Defender<\/DisplayName>/);
  assert.match(format, /Id="Microsoft\.VisualStudio\.Code\.Engine" Value="\^1\.93\.0"/);
  for (const [, path] of format.matchAll(/Path="([^"]+)"/g)) assert.ok(names.includes(path), path);
});

const isDevelopment =
  existsSync('dist/server.js.map') && 'dist/ holds a development build, which is not minified';

test('no key and no token is in it', () => {
  const example = `aws_access_key_id = AKIA${'QWERTYUIOPASDFGH'}\nurl = https://me:hunter22@registry.example.com/\n`;
  assert.equal(secretsIn(example).length, 2, 'what there is to be found is found');
  assert.deepEqual(
    names.flatMap((name) =>
      secretsIn(Buffer.from(entries[name]).toString('latin1')).map((one) => [name, one]),
    ),
    [],
  );
});

test('it is smaller than a megabyte', { skip: isDevelopment }, () => {
  assert.ok(bytes.length < MEGABYTE, `${bytes.length} bytes`);
});

test('the same files make the same package', () => {
  execFileSync(process.execPath, ['scripts/package.mjs', '--built', file]);
  assert.ok(bytes.equals(readFileSync(file)));
});
