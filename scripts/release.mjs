// `npm run release -- FOLDER`: builds, and writes what the tag of a release holds: the files of the npm package, built, with a manifest
// that needs nothing further. A commit of this folder is what GitHub Actions and pre-commit take.
//   --built FOLDER   of what is built already
import { execFileSync } from 'node:child_process';
import { ensurePackages } from './setup.mjs';

const isBuilt = process.argv[2] === '--built';
const folder = process.argv[isBuilt ? 3 : 2];
if (!folder) {
  console.error('npm run release -- FOLDER');
  process.exit(2);
}
// Installing builds too.
if (!isBuilt && !ensurePackages())
  execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });

// Only now: this needs the packages.
const { writeRelease } = await import('./package/release.mjs');
console.log(`${folder}: ${writeRelease(folder)} files`);
