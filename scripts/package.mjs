// `npm run package`: builds, and writes ecs-defender-VERSION.vsix, which `code --install-extension` installs.
import { execFileSync } from 'node:child_process';
import { ensurePackages } from './setup.mjs';

ensurePackages();
execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });

// Only now: this needs the packages.
const { writePackage } = await import('./package/write.mjs');
const { file, size, count } = writePackage();
console.log(`${file}: ${count} files, ${Math.ceil(size / 1024)} KB`);
