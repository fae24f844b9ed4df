import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CancellationToken, type Connection, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { Guard } from '../../server/src/lsp/guard';

/** No input of ours makes the server fail, so its last net is tested by itself. */
function guarded() {
  const log: string[] = [];
  const shown: string[] = [];
  const connection = {
    console: { error: (text: string) => log.push(text) },
    sendNotification: (_: unknown, { message }: { message: string }) => Promise.resolve(shown.push(message)),
  } as unknown as Connection;
  return { guard: new Guard(connection, () => 'en'), log, shown };
}
const SECRET = 'eyJzZWNyZXRzIjp7';

function fail(text: string): never {
  throw new RangeError(text);
}

test('work that succeeds is answered, and nothing is said', async () => {
  const { guard, log, shown } = guarded();
  assert.equal(await guard.run('here', () => 7, 0), 7);
  assert.deepEqual([log, shown], [[], []]);
});

test('work that fails is answered with nothing; the log says where, without the error’s text', async () => {
  const { guard, log } = guarded();
  assert.equal(
    await guard.run('codeAction', () => fail(`cannot read ${SECRET}\n    at "${SECRET}" in\n${SECRET}`), 0),
    0,
  );
  const [first, ...frames] = log.join('\n').split('\n');
  assert.equal(first, 'codeAction: RangeError');
  assert.ok(frames.length > 0 && frames.every((line) => /^ +at /.test(line)));
  assert.match(frames[0], /at fail /);
  assert.ok(!log.join().includes(SECRET));
});

test('an error whose text was changed, or that is none, is logged by its kind alone', async () => {
  const { guard, log } = guarded();
  const changed = new TypeError(`old ${SECRET}`);
  // Its stack is made when it is first asked for.
  assert.ok(changed.stack?.includes(SECRET));
  changed.message = 'new';
  await guard.run('here', () => Promise.reject(changed), 0);
  await guard.run('there', () => Promise.reject(SECRET), 0);
  assert.deepEqual(log, ['here: TypeError', 'there: string']);
});

test('the user is told once, every failure is logged', async () => {
  const { guard, log, shown } = guarded();
  for (let n = 0; n < 3; n++) await guard.run('here', () => fail('x'), undefined);
  assert.deepEqual(shown, [
    'ECS Defender: an internal error in here. The log has the details; no document text is in it.',
  ]);
  assert.equal(log.length, 3);
});

test('a cancelled request does no work', async () => {
  const { guard } = guarded();
  const answer = await guard.answer('here', CancellationToken.Cancelled, () => fail('never run'), 0);
  assert.ok(answer instanceof ResponseError && answer.code === LSPErrorCodes.RequestCancelled);
});
