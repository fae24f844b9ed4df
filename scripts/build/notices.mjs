// The licences of the packages of others that the bundles hold, as those packages state them.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

/** Packages that are not bundled but lie beside the bundles. */
const BESIDE = [
  'web-tree-sitter',
  '@tree-sitter-grammars/tree-sitter-yaml',
  '@tree-sitter-grammars/tree-sitter-hcl',
];
/** Its licence is ours, and stands in NOTICE. */
const IN_NOTICE = /^@aws-sdk\//;
const HEAD = `ECS Defender contains the following packages. Their licences are:
`;

/**
 * Writes dist/THIRD-PARTY-NOTICES.txt.
 * @param {readonly string[]} inputs the files that were bundled, as the bundler names them
 */
export function writeNotices(inputs) {
  const folders = new Set([...inputs.flatMap(folderOf), ...BESIDE.map((name) => `node_modules/${name}`)]);
  const notices = new Map();
  for (const folder of [...folders].sort()) {
    const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
    if (!IN_NOTICE.test(name))
      notices.set(`${name} ${version} (${license})`, textOf(folder, `${name} ${version}`));
  }
  const parts = [...notices].map(([title, text]) => `${'-'.repeat(80)}\n${title}\n\n${text.trim()}\n`);
  writeFileSync('dist/THIRD-PARTY-NOTICES.txt', [HEAD, ...parts].join('\n'));
}

/** The innermost package that a bundled file belongs to. */
function folderOf(input) {
  const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
  return match ? [match[1]] : [];
}

function textOf(folder, package_) {
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice|thirdpartynotices)/i.test(file));
  if (!files.some((file) => /^(licen[cs]e|copying)/i.test(file)))
    throw new Error(`${package_} is bundled, but says nothing of its licence`);
  return files.map((file) => readFileSync(`${folder}/${file}`, 'utf8').replaceAll('\r\n', '\n').trim()).join('\n\n');
}
