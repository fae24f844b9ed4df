import { resolve } from 'node:path';
import { launchBrowser } from './browser.mjs';
import { serveEditor } from './serve.mjs';

/**
 * A workbench with the extension, to be driven as a person would.
 * @param {{editor: 'oldest'|'newest', workspace: string, locale?: string}} options
 * @returns {Promise<{page: import('playwright-core').Page, stop: () => Promise<void>}>}
 */
export async function openWorkbench({ editor, workspace, locale = 'en' }) {
  const served = await serveEditor({ editor, extension: resolve('.') });
  const browser = await launchBrowser();
  const page = await browser.newPage({ locale, viewport: { width: 1280, height: 800 } });
  await page.goto(`${served.url}?folder=${encodeURIComponent(resolve(workspace))}`);
  await page.waitForSelector('.monaco-workbench');
  const stop = async () => {
    await browser.close();
    await served.stop();
  };
  return { page, stop };
}

/** Opens a file by its name, as Ctrl+P does. */
export async function openFile(page, name) {
  await page.keyboard.press('Control+P');
  await page.waitForSelector('.quick-input-widget input');
  await page.keyboard.type(name);
  await page.waitForTimeout(800);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.monaco-editor .view-lines');
}
