import { readdirSync, readFileSync, statSync } from 'node:fs';

/** What people get. The command line has a package of its own; catalogues are in the bundles already. */
const SHIPPED = [
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
  'NOTICE',
  'package.nls.json',
  'package.nls.ja.json',
  'l10n/bundle.l10n.ja.json',
  'dist/THIRD-PARTY-NOTICES.txt',
  'dist/client.js',
  'dist/server.js',
  'dist/later.js',
  'dist/ecs-defender.schema.json',
  'dist/ecs-documentation.json',
  'dist/grammars',
  'dist/rules.json',
  'examples',
  'syntaxes',
  'images/icon.png',
  'walkthrough',
];
/** What of the manifest only developers need. */
const DEVELOPERS = ['scripts', 'devDependencies', 'files', 'private', 'bin'];

/**
 * The extension's files as they are installed.
 * @returns {Map<string, Uint8Array>} by their path below the extension's folder
 */
export function contents() {
  const files = new Map([['package.json', Buffer.from(JSON.stringify(manifest(), undefined, 2))]]);
  for (const path of SHIPPED.flatMap(filesBelow)) files.set(path, readFileSync(path));
  files.set('README.md', Buffer.from(standalone(readFileSync('README.md', 'utf8'))));
  return files;
}

/**
 * A page without what lies beside it in the repository: the editor's page of an extension shows no picture and follows
 * no link that is relative. What a link says stays.
 */
export function standalone(markdown) {
  return markdown
    .replace(/^!\[[^\]]*\]\((?!https:)[^)]*\)\n\n/gm, '')
    .replace(/(?<!!)\[([^\]]*)\]\((?!https:|#)[^)]*\)/g, '$1');
}

/** The manifest without what only developers need. */
export function manifest() {
  const whole = JSON.parse(readFileSync('package.json', 'utf8'));
  return Object.fromEntries(Object.entries(whole).filter(([key]) => !DEVELOPERS.includes(key)));
}

/** The files that a path names, itself or below it. */
export function filesBelow(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`)
    .sort();
}
