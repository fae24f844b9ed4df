// `npm start`: installs what is missing, builds, and opens an editor with the extension on examples/.
//   --check   serve, see that the page answers with the extension in it, and stop
import { execFileSync, spawn } from 'node:child_process';
import { cpSync } from 'node:fs';
import { resolve } from 'node:path';
import { ensurePackages } from './setup.mjs';

const check = process.argv.includes('--check');
const PORT = Number(process.env.PORT ?? 8123);

if (!ensurePackages()) execFileSync(process.execPath, ['scripts/build.mjs', '--dev'], { stdio: 'inherit' });

// Only now: these may need the packages.
const { findCommand } = await import('./lib/debian.mjs');
const { serveEditor } = await import('./editors/serve.mjs');

const code = check ? undefined : findCommand('code');
if (code) {
  spawn(code, [`--extensionDevelopmentPath=${resolve('.')}`, resolve('examples')], { stdio: 'inherit' });
} else {
  // VS Code in a browser saves by itself: a copy, so that playing does not change the checkout.
  cpSync('examples', 'out/examples', { recursive: true });
  const { url, version, stop } = await serveEditor({
    editor: 'newest',
    extension: resolve('.'),
    port: check ? 0 : PORT,
  });
  const address = `${url}?folder=${encodeURIComponent(resolve('out/examples'))}`;
  console.log(`\nVS Code ${version} with ECS Defender, on a copy of examples/:\n\n  ${address}\n`);
  if (check) {
    const page = await (await fetch(address)).text();
    const loaded = page.includes('developmentOptions');
    console.log(
      loaded ? 'The page answers, and loads the extension.' : 'The page answers, but without the extension.',
    );
    await stop();
    process.exitCode = loaded ? 0 : 1;
  } else {
    console.log('Open task-definition.json there. Ctrl+C ends it.');
    for (const signal of ['SIGINT', 'SIGTERM'])
      process.once(signal, () => stop().then(() => process.exit(0)));
  }
}
