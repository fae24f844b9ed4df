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
/** Published without the licence file that they share with another package of their repository. */
const SHARING = { 'proxy-agent-negotiate': 'https-proxy-agent' };
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
      notices.set(
        `${name} ${version} (${license})`,
        textOf(SHARING[name] ? `node_modules/${SHARING[name]}` : folder, name),
      );
  }
  const parts = [...notices].map(([title, text]) => `${'-'.repeat(80)}\n${title}\n\n${text.trim()}\n`);
  writeFileSync('dist/THIRD-PARTY-NOTICES.txt', [HEAD, ...parts].join('\n'));
}

/** The innermost package that a bundled file belongs to. */
function folderOf(input) {
  const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
  return match ? [match[1]] : [];
}

function textOf(folder, name) {
  const files = readdirSync(folder).filter((file) =>
    /^(licen[cs]e|copying|notice|thirdpartynotices)/i.test(file),
  );
  if (!files.some((file) => /^(licen[cs]e|copying)/i.test(file)))
    throw new Error(`${name} is bundled, but says nothing of its licence`);
  return files
    .map((file) => readFileSync(`${folder}/${file}`, 'utf8').replaceAll('\r\n', '\n').trim())
    .join('\n\n');
}
