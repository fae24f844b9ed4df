import { ensureDebianPackages, findCommand } from '../lib/debian.mjs';

/** A headless Chromium, driven by Playwright. */
export async function launchBrowser() {
  ensureDebianPackages([{ pkg: 'chromium', command: 'chromium' }]);
  const { chromium } = await import('playwright-core');
  return chromium.launch({
    executablePath: findCommand('chromium'),
    args: [
      // Root has no sandbox; the rest keeps Chromium from calling home.
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
