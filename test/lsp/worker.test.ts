import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createContext, runInContext } from 'node:vm';
import { workerScript } from '../../client/src/workerScript';
import { eventually } from './support/wait';

const FOLDER = 'memfs:/project';
const TEMPLATE = `Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: shop
      ContainerDefinitions:
        - Name: web
          Image: nginx:1.27
          EntryPoint: [/run]
`;

interface Message {
  jsonrpc?: string;
  id?: number | string;
  method?: string;
  params?: unknown;
  result?: unknown;
  error?: { readonly code: number };
}

const SCRIPT = workerScript(
  new Map(['server.js', 'later.js'].map((name) => [name, readFileSync(`dist/${name}`, 'utf8')])),
).join('');

/** The bundles of the server among what a worker of a browser has, and nothing of Node; files are texts. */
function startWorker(files: Record<string, string>) {
  const worker = {
    ...{ TextDecoder, TextEncoder, URL, atob, performance, setTimeout, clearTimeout },
    WorkerGlobalScope: class {},
    addEventListener: () => {},
    onmessage: undefined as ((event: { data: Message }) => void) | undefined,
    postMessage,
  };
  const answers = new Map<number | string, Message>();
  let ids = 0;

  function postMessage(message: Message): void {
    // A worker's messages are copies.
    const copy: Message = structuredClone(message);
    const { id, method, params } = copy;
    if (method === undefined) answers.set(id!, copy);
    else if (id !== undefined)
      setTimeout(() => send({ id, result: answerTo(method, params as { uri: string; path: string }) }));
  }
  function answerTo(method: string, { uri, path }: { uri: string; path: string }): unknown {
    if (method === 'ecsDefender/readAsset') return { base64: readFileSync(`dist/${path}`, 'base64') };
    if (method === 'ecsDefender/readFile' && uri in files) return { base64: btoa(files[uri]) };
    return null;
  }
  function send(message: Message): void {
    worker.onmessage?.({ data: { jsonrpc: '2.0', ...message } });
  }
  async function request<T>(method: string, params: unknown): Promise<T> {
    const id = ++ids;
    send({ id, method, params });
    await eventually(() => answers.has(id), `the answer to ${method}`);
    const { result, error } = answers.get(id)!;
    if (error) throw error;
    return result as T;
  }
  const context = createContext(worker);
  runInContext(SCRIPT, context);
  const listens = (): boolean => worker.onmessage !== undefined;
  /** Takes from the worker what the service begins with. */
  const cripple = (): unknown => runInContext('WeakMap = undefined', context);
  const notify = (method: string, params: unknown): void => send({ method, params });
  return { listens, request, notify, cripple };
}

test('the server runs in a worker: grammars and profiles come from the client', async () => {
  const profile = '{ "rules": { "task-unprotected": "error" } }';
  const { listens, request, notify } = startWorker({ [`${FOLDER}/.ecs-defender.json`]: profile });
  await eventually(listens, 'the worker listens');
  const { serverInfo } = await request<{ serverInfo: { name: string } }>('initialize', {
    processId: null,
    rootUri: null,
    capabilities: { textDocument: { diagnostic: {} } },
    locale: 'ja',
    initializationOptions: { readsFiles: true, rulesBaseUri: 'https://example.com/rules' },
    workspaceFolders: [{ uri: FOLDER, name: 'project' }],
  });
  assert.equal(serverInfo.name, 'ecs-defender');
  notify('initialized', {});
  const uri = `${FOLDER}/template.yaml`;
  notify('textDocument/didOpen', {
    textDocument: { uri, languageId: 'yaml', version: 1, text: TEMPLATE },
  });
  const { items } = await request<{ items: { severity: number; message: string; code: string }[] }>(
    'textDocument/diagnostic',
    { textDocument: { uri } },
  );
  assert.deepEqual(
    items.map(({ code, severity }) => [code, severity]),
    [['task-unprotected', 1]],
  );
  assert.match(items[0].message, /^タスク/);
  // The library knows an error by its class, which both files must have from one of them.
  await assert.rejects(request('workspace/executeCommand', { command: 'nobody' }), { code: -32803 });
});

test('a worker whose service does not come about answers with an error what it is asked, and does not keep it for ever', async (t) => {
  // The failure itself is for the browser's console; here it would be one of the test.
  const own = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection');
  const faults: unknown[] = [];
  process.on('unhandledRejection', (fault) => void faults.push(fault));
  t.after(() => {
    process.removeAllListeners('unhandledRejection');
    for (const listener of own) process.on('unhandledRejection', listener);
  });
  const { listens, request, cripple } = startWorker({});
  await eventually(listens, 'the worker listens');
  cripple();
  await request('initialize', { processId: null, rootUri: null, capabilities: {} });
  const textDocument = { uri: `${FOLDER}/task.json` };
  for (let n = 0; n < 2; n++)
    await assert.rejects(request('textDocument/diagnostic', { textDocument }), { code: -32002 });
  assert.match(String(faults), /TypeError/);
});
