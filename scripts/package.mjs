// `npm run package`: builds, and writes ecs-defender-VERSION.vsix, which `code --install-extension` installs.
//   --built [FILE]   pack what is built already, into FILE
import { execFileSync } from 'node:child_process';
import { ensurePackages } from './setup.mjs';

const [flag, file] = process.argv.slice(2);
const installed = flag === '--built' ? true : ensurePackages();
// Installing builds too.
if (!installed) execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });

// Only now: this needs the packages.
const { writePackage } = await import('./package/write.mjs');
const { path, size, count } = writePackage(file);
console.log(`${path}: ${count} files, ${Math.ceil(size / 1024)} KB`);
