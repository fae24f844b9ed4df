import { readFileSync, writeFileSync } from 'node:fs';
import { contents, manifest } from './contents.mjs';
import { vsix } from './vsix.mjs';

/**
 * Writes the extension's package of what is built.
 * @param {string} [file] where to
 */
export function writePackage(file) {
  const own = manifest();
  const files = contents();
  const bytes = vsix(files, own, JSON.parse(readFileSync('package.nls.json', 'utf8')));
  const path = file ?? `${own.name}-${own.version}.vsix`;
  writeFileSync(path, bytes);
  return { path, size: bytes.length, count: files.size };
}
