import { spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { resolve } from 'node:path';
import { PassThrough, type Readable, Writable } from 'node:stream';
import { MessageChannel, Worker } from 'node:worker_threads';

const CLI = resolve('dist/cli.js');

/** A server that runs, as much of a process as an editor needs. */
export interface Server extends EventEmitter {
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  readonly exitCode: number | null;
  readonly signalCode: NodeJS.Signals | null;
  kill(signal?: NodeJS.Signals): boolean;
}

/** Starts the server that ships in a process of its own, as an editor does. */
export function startAlone(args: readonly string[], env: NodeJS.ProcessEnv): Server {
  return spawn(process.execPath, [CLI, ...args], { env });
}

/** The same bundle, evaluated anew for each server inside of one thread: a process takes many times as long to start. */
export function startInside(args: readonly string[], env: NodeJS.ProcessEnv): Server {
  inside ??= startThread();
  const { thread, servers } = inside;
  const { port1: near, port2: port } = new MessageChannel();
  const server = new Inside(near);
  servers.add(server);
  server.once('exit', () => servers.delete(server));
  thread.postMessage({ args, env, port }, [port]);
  return server;
}

class Inside extends EventEmitter implements Server {
  exitCode: number | null = null;
  signalCode: NodeJS.Signals | null = null;
  readonly stdout = new PassThrough();
  readonly stderr = new PassThrough();
  readonly stdin: Writable;

  constructor(private readonly port: MessageChannel['port1']) {
    super();
    this.stdin = new Writable({
      write(part, _encoding, done) {
        port.postMessage(part);
        done();
      },
      final(done) {
        port.postMessage(null);
        done();
      },
    });
    port.on('message', ({ stdout, stderr, code }) => {
      if (stdout) this.stdout.write(stdout);
      else if (stderr) this.stderr.write(stderr);
      else this.end(code);
    });
  }

  /** Nothing more is heard of it. */
  kill(signal: NodeJS.Signals = 'SIGTERM'): boolean {
    this.signalCode = signal;
    this.port.close();
    return this.emit('exit', null, signal);
  }
  end(code: number): void {
    this.exitCode = code;
    this.port.close();
    this.emit('exit', code);
  }
}

let inside: ReturnType<typeof startThread> | undefined;

function startThread() {
  const servers = new Set<Inside>();
  const thread = new Worker(resolve('test/lsp/support/inside.cjs'), {
    workerData: { cli: CLI },
    // The way in which a script imports modules of Node is new.
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  thread.unref();
  // What nobody has caught ends a process with 1; here it ends all servers of the thread.
  thread.on('error', (error) => {
    inside = undefined;
    for (const server of servers) {
      server.stderr.write(`${error.stack}\n`);
      server.end(1);
    }
  });
  return { thread, servers };
}
