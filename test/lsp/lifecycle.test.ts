import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createProtocolConnection, type ProtocolConnection } from 'vscode-languageserver/node';
import { PULLING, PUSHED } from './support/capabilities';
import { Editor } from './support/editor';
import { JOB } from './support/texts';
import { within } from './support/wait';

const run = (args: string[], input = ''): { status: number | null; stdout: string; stderr: string } =>
  spawnSync(process.execPath, ['dist/cli.js', 'lsp', ...args], {
    input,
    encoding: 'utf8',
    timeout: 20_000,
    env: { ...process.env, LC_ALL: 'C' },
  });

test('shutdown and exit end the server with 0, and it has said nothing on standard error', async (t) => {
  const editor = await Editor.start(t, { alone: true });
  await (await editor.open('file:///project/task.json', JOB)).pull();
  assert.equal(await editor.end(), 0);
  assert.equal(editor.errors, '');
});

test('exit without shutdown ends it with 1', async (t) => {
  const editor = await Editor.start(t, { alone: true });
  await editor.notify('exit');
  assert.equal(await editor.exited(), 1);
});

test('an editor that goes away takes the server with it', async (t) => {
  const editor = await Editor.start(t, { alone: true });
  await editor.open('file:///project/task.json', JOB);
  editor.server.stdin.end();
  assert.equal(await editor.exited(), 1);
});

test('standard input that is closed from the start ends it at once', () => {
  assert.equal(run(['--stdio']).status, 1);
});

test('a message that is cut off ends with the input', () => {
  const { status, stderr } = run(['--stdio'], 'Content-Length: 4\r\n\r\n{"a');
  assert.deepEqual([status, stderr], [1, '']);
});

const framed = (body: string): string => `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

for (const header of [
  'hello',
  'Content-Type: x',
  'Content-Length: x',
  'Content-Length: -5',
  'Content-Length: 7',
])
  test(`${header}: a server that could never answer again says so and ends with 1, so that it is started anew`, async (t) => {
    const editor = await Editor.start(t, { arguments: ['--lang', 'ja'] });
    const document = await editor.open('file:///project/task.json', JOB);
    assert.equal((await document.pull()).length, 1);
    const { stdin } = editor.server;
    stdin.write(`${header}\r\n\r\n{"jsonrpc":"2.0","method":"x"}`);
    // What comes next shows that the one before was cut where no message ends.
    stdin.write(framed('{"jsonrpc":"2.0","method":"x"}'));
    assert.equal(await within(editor.exited(), 'the end'), 1);
    assert.match(editor.errors, /^ECS Defender: 標準入力.*終了します。\n$/);
  });

test('a use that cannot be served is explained, with exit 2', () => {
  const without = run([]);
  assert.equal(without.status, 2);
  assert.match(without.stderr, /ecs-defender lsp --stdio/);
  const unreadable = run(['--stdio', '--config', 'nowhere.json']);
  assert.equal(unreadable.status, 2);
  assert.match(unreadable.stderr, /--config nowhere\.json: the file cannot be read/);
  assert.equal(without.stdout + unreadable.stdout, '');
});

test('a server whose service cannot be evaluated ends, so that whoever watches over it sees it', async (t) => {
  const NODE_OPTIONS = `--require ${resolve('test/lsp/support/unserved.cjs')}`;
  const editor = await Editor.start(t, { alone: true, environment: { NODE_OPTIONS } });
  assert.equal(await editor.exited(), 1);
});

test('what is sent before the first answer has come is answered in its turn', async (t) => {
  const connection = strange(t);
  const uri = 'file:///project/task.json';
  const said = [
    connection.sendRequest('initialize', HELLO),
    connection.sendNotification('initialized', {}),
    connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'json', version: 1, text: JOB },
    }),
    connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } }),
  ];
  const [hello, , , report] = (await within(Promise.all(said), 'the answers')) as [
    { serverInfo: { name: string } },
    unknown,
    unknown,
    { items: { code: string }[] },
  ];
  assert.equal(hello.serverInfo.name, 'ecs-defender');
  assert.deepEqual(
    report.items.map(({ code }) => code),
    ['task-unprotected'],
  );
});

/** A server that nobody has said hello to. */
function started(t: TestContext): { server: ChildProcess; connection: ProtocolConnection } {
  const server = spawn(process.execPath, ['dist/cli.js', 'lsp', '--stdio']);
  t.after(() => server.kill('SIGKILL'));
  const connection = createProtocolConnection(server.stdout, server.stdin);
  connection.listen();
  return { server, connection };
}
const strange = (t: TestContext): ProtocolConnection => started(t).connection;
const HELLO = { processId: null, rootUri: null, capabilities: PULLING };

test('what is asked before initialize is told that it is too early, and then answered', async (t) => {
  const connection = strange(t);
  const ask = () => within(connection.sendRequest('ecsDefender/state', { uri: '' }), 'the answer');
  await assert.rejects(ask(), { code: -32002 });
  await within(connection.sendRequest('initialize', HELLO), 'the answer to initialize');
  assert.equal(await ask(), null);
  await assert.rejects(connection.sendRequest('nobody/knows', {}), { code: -32601 });
});

test('before initialize nothing is begun or ended by what is told, but by exit', async (t) => {
  const { server, connection } = started(t);
  await assert.rejects(within(connection.sendRequest('shutdown'), 'the answer'), { code: -32002 });
  await connection.sendNotification('initialized', {});
  await connection.sendNotification('textDocument/didOpen', { textDocument: null });
  await connection.sendNotification('exit');
  assert.deepEqual(await within(once(server, 'exit'), 'the end'), [1, null]);
});

test('a second initialize is refused and changes nothing', async (t) => {
  const editor = await Editor.start(t, { alone: true, locale: 'en' });
  const document = await editor.open('file:///project/task.json', JOB);
  const [before] = await document.pull();
  const again = { ...HELLO, locale: 'ja', trace: 'verbose' };
  await assert.rejects(editor.request('initialize', again), { code: -32600 });
  assert.deepEqual(await document.pull(), [before]);
  assert.equal(await editor.end(), 0);
});

test('after shutdown every request is refused, what is told is passed over, and exit ends with 0', async (t) => {
  const editor = await Editor.start(t, { alone: true, capabilities: PUSHED });
  const uri = 'file:///project/task.json';
  await editor.open(uri, JOB);
  await editor.publishedFor(uri, 1);
  assert.equal(await editor.request('shutdown'), null);
  const said = editor.published.length;
  const other = await editor.open('file:///project/other.json', JOB);
  await other.close();
  for (const method of ['textDocument/hover', 'ecsDefender/state', 'nobody/knows', 'initialize', 'shutdown'])
    await assert.rejects(editor.request(method, { uri }), { code: -32600 }, method);
  assert.equal(editor.published.length, said);
  await editor.notify('exit');
  assert.equal(await editor.exited(), 0);
});

test('what was asked before shutdown is answered still', async (t) => {
  const editor = await Editor.start(t, { alone: true });
  const document = await editor.open('file:///project/task.json', JOB);
  const [codes] = await Promise.all([document.codes(), editor.request('shutdown')]);
  assert.deepEqual(codes, ['task-unprotected @ "job"']);
});

test('a hello that makes no sense is refused or taken as far as it can be, and the next one is heard', async (t) => {
  const connection = strange(t);
  const hello = (params: unknown) => within(connection.sendRequest('initialize', params), 'the answer');
  await assert.rejects(hello({ capabilities: null }));
  const nonsense = {
    capabilities: 7,
    workspaceFolders: [null, { uri: 7 }],
    rootUri: 5,
    locale: { toString: 0, valueOf: 0 },
    initializationOptions: [1],
  };
  await hello(nonsense);
  await connection.sendNotification('initialized', {});
  const uri = 'file:///project/task.json';
  const textDocument = { uri, languageId: 'json', version: 1, text: JOB };
  await connection.sendNotification('textDocument/didOpen', { textDocument });
  const params = { textDocument: { uri } };
  const report = await within(connection.sendRequest('textDocument/diagnostic', params), 'the report');
  assert.equal((report as { items: unknown[] }).items.length, 1);
});

test('messages that are none, and one that is nested without end, are passed over', async (t) => {
  const editor = await Editor.start(t, { alone: true });
  const deep = `{"jsonrpc":"2.0","id":"deep","method":"textDocument/hover","params":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
  const text = '"params":{"text":"a document of somebody"}';
  const near = [
    `{"jsonrpc":"2.0","id":null,"method":"textDocument/didOpen",${text}}`,
    `{"jsonrpc":"2.0","id":{"a document of somebody":1},"method":"x",${text}}`,
    `{"jsonrpc":"2.0",${text}}`,
    '{"jsonrpc":"2.0","id":null,"error":{"code":1,"message":"a document of somebody"}}',
  ];
  const none = ['{"a":', 'null', '5', '[]', '{"jsonrpc":"2.0","id":{},"method":7}', deep];
  for (const body of [...none, ...near, `{"a document of somebody":`])
    editor.server.stdin.write(framed(body));
  const document = await editor.open('file:///project/task.json', JOB);
  assert.deepEqual(await document.codes(), ['task-unprotected @ "job"']);
  assert.equal(editor.errors, '');
  assert.doesNotMatch(editor.log.join('\n'), /somebody/);
  assert.match(editor.log.join('\n'), /neither a response nor a notification/);
});
