// Runs the command line that ships inside of a thread, time after time.
const fs = require('node:fs');
const { parentPort, workerData } = require('node:worker_threads');
const { evaluated } = require('../support/evaluated.cjs');

const { cli, turn, port } = workerData;
const evaluate = evaluated(cli);

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
    crashed = (error) => {
      said.err.push(Buffer.from(`${error?.stack ?? error}\n`));
      end(1);
    };
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
    const readFile = (path, ...rest) => (path === 0 ? Buffer.from(input) : fs.readFileSync(path, ...rest));
    evaluate(own, { fs: { ...fs, readFileSync: readFile } });
  });
}

parentPort.on('message', async (asked) => {
  port.postMessage(await run(asked));
  Atomics.store(turn, 0, 1);
  Atomics.notify(turn, 0);
});
