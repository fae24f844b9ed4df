// `npm run screenshots [NAME]...`: the pictures of the README, taken in a real VS Code. Each is one scenario.
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { launchBrowser } from './editors/browser.mjs';
import { serveEditor } from './editors/serve.mjs';
import { PLAIN } from './editors/settings.mjs';

const FOLDER = 'docs/images';
const SIZE = { width: 1120, height: 640 };
const SETTINGS = { ...PLAIN, 'files.autoSave': 'off', 'workbench.colorTheme': 'Default Light Modern' };
const PATIENCE = 120_000;

const SCENARIOS = {
  'quick-fix': async (page) => {
    await openFile(page, 'task-definition.json');
    await page.waitForSelector('.squiggly-warning');
    await page
      .locator('.view-line', { hasText: /"name":\s"web"/ })
      .first()
      .click({ position: { x: 150, y: 8 } });
    await page.keyboard.press('Control+.');
    await page.waitForSelector('.action-widget:has-text("Protect with Defender")');
  },
  lens: async (page) => {
    await openFile(page, 'task-definition.json');
    await page.waitForSelector('.codelens-decoration:has-text("protected")');
  },
  preview: async (page) => {
    await openFile(page, 'task-definition.json');
    await page.waitForSelector('.codelens-decoration:has-text("protected")');
    await run(page, 'ECS Defender: Preview Protection');
    await page.waitForSelector('.monaco-diff-editor .line-insert');
    await frameSays(page, 'Nothing is written yet.');
  },
  walkthrough: async (page) => {
    await openOurWalkthrough(page);
    await page.waitForSelector('.getting-started-step:has-text("Open an example")');
    await frameSays(page, 'Three containers');
  },
};

/** A view's own page is a frame in a frame, whose text comes last. */
async function frameSays(page, text) {
  for (const end = Date.now() + PATIENCE; Date.now() < end; await page.waitForTimeout(500)) {
    for (const frame of page.frames()) {
      const texts = await frame
        .locator('body')
        .allInnerTexts()
        .catch(() => []);
      if (frame !== page.mainFrame() && texts.join().includes(text)) return;
    }
  }
  throw new Error(`no frame says: ${text}`);
}

/** Extensions' walkthroughs are offered a while after the editor's own. */
async function openOurWalkthrough(page) {
  const row = page.locator('.quick-input-list .monaco-list-row', {
    hasText: 'Get started with ECS Defender',
  });
  for (const end = Date.now() + PATIENCE; Date.now() < end; await page.keyboard.press('Escape')) {
    await run(page, 'Welcome: Open Walkthrough');
    await page.waitForTimeout(1000);
    await page.keyboard.type('Get started with ECS');
    await page.waitForTimeout(1000);
    if ((await row.count()) > 0) return row.first().click();
  }
  throw new Error('the walkthrough is not offered');
}

/** Opens a file by its name, as Ctrl+P does. */
async function openFile(page, name) {
  await page.keyboard.press('Control+P');
  await page.waitForSelector('.quick-input-widget input');
  await page.keyboard.type(name);
  await page.waitForSelector(`.quick-input-list .monaco-list-row:has-text("${name}")`);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.monaco-editor .view-lines');
}

/** Runs a command by its title. */
async function run(page, title) {
  await page.keyboard.press('F1');
  await page.waitForSelector('.quick-input-widget input');
  await page.keyboard.type(title);
  await page.waitForSelector(`.quick-input-list .monaco-list-row:has-text("${title}")`);
  await page.keyboard.press('Enter');
}

async function take(browser, served, workspace, name) {
  const page = await browser.newPage({ locale: 'en', viewport: SIZE });
  page.setDefaultTimeout(PATIENCE);
  await page.goto(`${served.url}?folder=${encodeURIComponent(workspace)}`);
  await page.waitForSelector('.monaco-workbench .explorer-folders-view .monaco-list-row');
  // The side bar shows nothing that the pictures are about.
  await page.keyboard.press('Control+B');
  try {
    await SCENARIOS[name](page);
    // What appears last has to be drawn.
    await page.waitForTimeout(2500);
    // Nothing of it is ours, and it covers what is.
    await page.addStyleTag({ content: '.notifications-toasts { display: none !important }' });
    await page.screenshot({ path: join(FOLDER, `${name}.png`) });
    console.log(`${FOLDER}/${name}.png`);
  } finally {
    await page.close();
  }
}

const names = process.argv.slice(2);
const workspace = mkdtempSync(join(tmpdir(), 'ecs-defender-pictures-'));
cpSync('examples/task-definition.json', join(workspace, 'task-definition.json'));
mkdirSync(FOLDER, { recursive: true });
const served = await serveEditor({ editor: 'newest', extension: resolve('.'), settings: SETTINGS });
const browser = await launchBrowser();
try {
  for (const name of names.length > 0 ? names : Object.keys(SCENARIOS))
    await take(browser, served, workspace, name);
} finally {
  await browser.close();
  await served.stop();
  rmSync(workspace, { recursive: true, force: true });
}
