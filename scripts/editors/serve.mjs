import { execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { EXTENSION_PATH, serveFolder } from './folder.mjs';
import { ensureEditor } from './install.mjs';
import { writeLanguagePack } from './languagePack.mjs';
import { startProxy } from './proxy.mjs';

/**
 * Serves VS Code with an extension from its source folder.
 * @param {{editor: 'oldest'|'newest', host?: 'node'|'web', extension: string, suite?: string, port?: number,
 *   trust?: boolean, settings?: object, installed?: string[], locale?: string}} options
 *   `host`: the extension host, a process beside the server or a worker in the browser;
 *   `installed`: packages that are installed, as people do it; without `extension` nothing of ours is loaded from a folder;
 *   `settings`: the user's; `locale`: the display language, without translations of the editor's own words;
 *   `suite`: a CommonJS file that exports `run()`, run inside the extension host once a page is open
 * @returns {Promise<{url: string, version: string, stop: () => Promise<void>}>}
 */
export async function serveEditor({
  editor,
  host = 'node',
  extension,
  suite,
  port = 0,
  trust = false,
  settings = {},
  installed = [],
  locale,
}) {
  const { node, entry, version } = await ensureEditor(editor);
  const home = mkdtempSync(join(tmpdir(), 'ecs-defender-editor-'));
  const inner = await freePort();
  mkdirSync(join(home, 'user', 'User'), { recursive: true });
  writeFileSync(join(home, 'user', 'User', 'settings.json'), JSON.stringify(settings));
  if (locale) writeLanguagePack(join(home, 'user'), locale);
  const folders = ['--user-data-dir', join(home, 'user'), '--extensions-dir', join(home, 'extensions')];
  for (const file of installed)
    await promisify(execFile)(node, [entry, ...folders, '--install-extension', file], {
      env: cleanEnvironment(),
    });
  const server = spawn(
    node,
    [
      entry,
      ...folders,
      '--auth',
      'none',
      '--bind-addr',
      `127.0.0.1:${inner}`,
      ...(locale ? ['--locale', locale] : []),
      '--disable-telemetry',
      '--disable-update-check',
      ...(trust ? [] : ['--disable-workspace-trust']),
    ],
    // A group of its own, so that stopping it stops the extension host too.
    { detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: cleanEnvironment() },
  );
  let log = '';
  for (const stream of [server.stdout, server.stderr]) {
    stream.on('data', (text) => {
      log = (log + text).slice(-20_000);
    });
  }
  const folder = extension ?? (suite && emptyExtension(join(home, 'empty')));
  const development = (authority) => developmentOptions(authority, host, folder, suite);
  const proxy = await startProxy(port, inner, development, serveFolder(extension ?? '.'));
  const stop = async () => {
    proxy.close();
    try {
      process.kill(-server.pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await untilItAnswers(inner, server);
  } catch (error) {
    await stop();
    throw new Error(`${error.message}\n${log}`);
  }
  return { url: `http://127.0.0.1:${proxy.port}/`, version, stop };
}

/** An extension that does nothing: a workbench runs a suite only where it loads some extension from a folder. */
function emptyExtension(folder) {
  const manifest = {
    name: 'empty',
    publisher: 'ecs-defender-tests',
    version: '1.0.0',
    engines: { vscode: '*' },
  };
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  return folder;
}

/** What the workbench must know to load an extension from a folder, and a suite to run in it. */
function developmentOptions(authority, host, extension, suite) {
  const uri = (path) =>
    host === 'web'
      ? { $mid: 1, scheme: 'http', authority, path: join(EXTENSION_PATH, relative(extension, path)) }
      : { $mid: 1, scheme: 'vscode-remote', authority, path };
  return {
    ...(extension ? { extensions: [uri(extension)] } : {}),
    ...(suite ? { extensionTestsPath: uri(suite) } : {}),
  };
}

/** Variables of an editor that we may run in would make the served one believe it is that editor's child. */
function cleanEnvironment() {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VSCODE|CODE_SERVER|NODE_TEST)/.test(name)),
  );
}

async function untilItAnswers(port, server) {
  for (const end = Date.now() + 60_000; Date.now() < end; ) {
    if (server.exitCode !== null) throw new Error(`the editor's server ended with ${server.exitCode}`);
    const answers = await new Promise((resolve) => {
      get({ host: '127.0.0.1', port, path: '/healthz' }, (response) => resolve(response.resume() && true)).on(
        'error',
        () => resolve(false),
      );
    });
    if (answers) return;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  throw new Error("the editor's server did not answer within a minute");
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
