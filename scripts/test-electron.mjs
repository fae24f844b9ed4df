// `npm run test:electron`: the same suite in the desktop VS Code, which this downloads. Not part of `npm test`, since
// not every network reaches the download.
import { resolve } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { EDITORS } from './editors/versions.mjs';
import { ensurePackages } from './setup.mjs';
import { bundleSuite } from './test/editors.mjs';

ensurePackages();
const suite = await bundleSuite('suite', 'node');
for (const version of [EDITORS.oldest.vscode, 'stable']) {
  console.log(`VS Code ${version}, desktop:`);
  try {
    await runTests({
      version,
      extensionDevelopmentPath: resolve('.'),
      extensionTestsPath: resolve(suite),
      launchArgs: [resolve('test/editor/workspace'), '--disable-extensions', '--disable-workspace-trust'],
    });
  } catch (error) {
    console.error(`${version}: ${error.message}\n(The download of the desktop build must be reachable.)`);
    process.exitCode = 1;
  }
}
