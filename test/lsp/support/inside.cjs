// Runs servers inside of a thread: what is their standard input and output goes through a port for each. One that is killed
// is no longer heard: what it has begun comes to its end, and nothing more follows.
const { PassThrough, Writable } = require('node:stream');
const { parentPort, workerData } = require('node:worker_threads');
const { evaluated } = require('../../support/evaluated.cjs');

const { cli } = workerData;
const evaluate = evaluated(cli);

parentPort.on('message', ({ args, env, port }) => {
  const stdin = new PassThrough();
  port.on('message', (part) => (part === null ? stdin.end() : stdin.write(part)));
  const stream = (name) =>
    new Writable({
      write(part, _encoding, done) {
        port.postMessage({ [name]: part });
        done();
      },
    });
  const exit = (code) => {
    port.postMessage({ code });
    port.close();
  };
  evaluate({
    argv: [process.execPath, cli, ...args],
    env,
    stdin,
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    exit,
    // Of a command that starts no server.
    set exitCode(code) {
      exit(code);
    },
  });
});
