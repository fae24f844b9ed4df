// Runs the command line that ships inside of a thread, time after time: a process of its own takes longer to start than to
// work. Each run evaluates the bundle anew, so that nothing of one is there in the next.
const fs = require('node:fs');
const { createRequire } = require('node:module');
const { dirname } = require('node:path');
const vm = require('node:vm');
const { parentPort, workerData } = require('node:worker_threads');

const { cli, turn, port } = workerData;
const NAMES = ['require', 'module', 'exports', '__filename', '__dirname', 'process'];
const source = fs.readFileSync(cli, 'utf8').replace(/^#!.*/, '');
const script = new vm.Script(
  `(function (${NAMES.join(', ')}) {${source}
})`,
  { filename: cli, importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER },
);
const requireOwn = createRequire(cli);

/** How a command ends that nobody has caught an error of. */
let crashed = () => {};
for (const event of ['uncaughtException', 'unhandledRejection']) process.on(event, (error) => crashed(error));

function run({ args, env, input }) {
  return new Promise((resolve) => {
    const said = { out: [], err: [] };
    const end = (code) => {
      const text = (parts) => Buffer.concat(parts).toString('utf8');
      resolve({ code, out: text(said.out), err: text(said.err) });
    };
    const stream = (parts) => ({ write: (part) => parts.push(Buffer.from(part)) > 0, on: () => {} });
    const own = {
      argv: [process.execPath, cli, ...args],
      env,
      stdout: stream(said.out),
      stderr: stream(said.err),
      exit: end,
      // The command line says at its end how it has ended, and no sooner.
      set exitCode(code) {
        end(code);
      },
    };
    crashed = (error) => {
      said.err.push(Buffer.from(`${error?.stack ?? error}\n`));
      end(1);
    };
    const ownProcess = Object.create(process, Object.getOwnPropertyDescriptors(own));
    const readFile = (path, ...rest) => (path === 0 ? Buffer.from(input) : fs.readFileSync(path, ...rest));
    const ownFs = { ...fs, readFileSync: readFile };
    const required = (name) => (/^(?:node:)?fs$/.test(name) ? ownFs : requireOwn(name));
    const module = { exports: {} };
    script.runInThisContext()(required, module, module.exports, cli, dirname(cli), ownProcess);
  });
}

parentPort.on('message', async (asked) => {
  port.postMessage(await run(asked));
  Atomics.store(turn, 0, 1);
  Atomics.notify(turn, 0);
});
