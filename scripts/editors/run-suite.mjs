// Runs a suite inside the extension host of a served VS Code.
//   node scripts/editors/run-suite.mjs oldest|newest SUITE.cjs WORKSPACE [node|web]
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launchBrowser } from './browser.mjs';
import { serveEditor } from './serve.mjs';
import { PLAIN } from './settings.mjs';

/** A suite that says nothing for so long has hung. */
const TIMEOUT = 240_000;
/** What a suite says; the workbench logs a great deal besides. */
const SUITE_LINE = /^(?:ok|not ok|suite:)/;

/** Nobody looks, except at pictures: what is seen through costs a browser no painting. It is all there, and takes focus. */
const UNSEEN = 'html { opacity: 0 }';
const SEEN = 'html { opacity: 1 !important }';

/**
 * @param {{editor: 'oldest'|'newest', host?: 'node'|'web', suite: string, workspace: string, locale?: string,
 *   installed?: string[], screenshots?: string, say?: (line: string) => void}} options
 *   `installed`: packages to test in place of the extension in this folder; `say`: where what the suite says is shown
 * @returns {Promise<{code: number, lines: string[]}>} the suite's exit code and what it printed
 */
export async function runSuite({
  editor,
  host = 'node',
  suite,
  workspace,
  locale = 'en',
  installed,
  screenshots = 'out/screenshots',
  say = (line) => console.log(`  ${line}`),
}) {
  // A copy: whatever the suite saves must not reach the repository.
  const folder = mkdtempSync(join(tmpdir(), 'ecs-defender-workspace-'));
  cpSync(workspace, folder, { recursive: true });
  const served = await serveEditor({
    editor,
    host,
    ...(installed ? { installed } : { extension: resolve('.') }),
    suite: resolve(suite),
    settings: PLAIN,
    locale: locale === 'en' ? undefined : locale,
  });
  const browser = await launchBrowser();
  let finished;
  const exit = new Promise((done) => {
    finished = done;
  });
  const timer = setTimeout(() => finished(-1), TIMEOUT);
  try {
    const viewport = { width: 1280, height: 800 };
    const page = await browser.newPage({ locale, viewport, reducedMotion: 'reduce' });
    const lines = [];
    await page.exposeFunction('codeAutomationLog', async (_type, args) => {
      const line = args.map(String).join(' ');
      // `@@screenshot NAME` is how a suite, which has no page, asks for one.
      const [, name] = /^@@screenshot (\S+)/.exec(line) ?? [];
      if (name) await screenshot(page, screenshots, `${editor}-${host}-${name}`);
      else {
        lines.push(line);
        if (!SUITE_LINE.test(line)) return;
        timer.refresh();
        say(line);
      }
    });
    await page.addInitScript((style) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(style);
      document.adoptedStyleSheets.push(sheet);
    }, UNSEEN);
    await page.exposeFunction('codeAutomationExit', (code) => finished(code));
    // A machine with other work to do takes its time.
    await page.goto(`${served.url}?folder=${encodeURIComponent(folder)}`, { timeout: 120_000 });
    const code = await exit;
    if (code !== 0) await screenshot(page, screenshots, `${editor}-${host}-failed`);
    if (code === -1) say(`nothing was said for ${TIMEOUT / 1000} s; see ${screenshots}`);
    return { code, lines };
  } finally {
    clearTimeout(timer);
    await browser.close();
    await served.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function screenshot(page, folder, name) {
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), style: SEEN });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [editor, suite, workspace, host] = process.argv.slice(2);
  process.exitCode = (await runSuite({ editor, host, suite, workspace })).code;
}
