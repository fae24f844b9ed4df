import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { CodeAction } from 'vscode-languageserver/node';
import { closeAll, Image, type Served, serve } from '../images/support/servers';
import { Editor, type EditorOptions } from './support/editor';

/** The editor asks registries only where the user allows it. The registry is one of ours, on this machine. */

const ALLOWED = { settings: { images: { resolve: true } } };
const task = (image: string): string =>
  JSON.stringify({ family: 'shop', containerDefinitions: [{ name: 'web', image }] });

describe('images in the editor', () => {
  after(closeAll);
  const image = new Image(['/from-the-image']);
  const registry = (): Promise<Served> => serve((request, response) => image.answer(request, response));
  const open = async (t: Parameters<typeof Editor.start>[0], host: string, options: EditorOptions) => {
    const editor = await Editor.start(t, options);
    const document = await editor.open('file:///project/task.json', task(`${host}/web:1`));
    const protect = async (): Promise<string> => {
      const actions: CodeAction[] = await document.actions(document.rangeOf('"web"'), ['quickfix']);
      const edit = actions.find((one) => one.title === 'Protect with Defender')?.edit;
      return JSON.stringify(edit);
    };
    return { editor, document, protect };
  };

  test('where it is allowed, one key is enough', async (t) => {
    const { host, seen } = await registry();
    const { protect, document, editor } = await open(t, host, { initializationOptions: ALLOWED });
    assert.match(await protect(), /\/from-the-image/);
    const asked = seen.length;
    assert.match(await protect(), /\/from-the-image/);
    assert.equal(seen.length, asked, 'once is enough');
    const [found] = await document.pull();
    assert.doesNotMatch(found.message, /Nothing was guessed/, 'the finding knows it too');
    assert.ok(editor.refreshes > 0, 'and the editor is told to ask again');
  });

  test('saving asks nobody', async (t) => {
    const { host, seen } = await registry();
    const { document } = await open(t, host, { initializationOptions: ALLOWED });
    await document.actions(document.rangeOf('"web"'), ['source.fixAll.ecsDefender']);
    assert.deepEqual(seen, []);
  });

  test('by default nobody is asked', async (t) => {
    const { host, seen } = await registry();
    const { protect } = await open(t, host, {});
    assert.match(await protect(), /<entry-point>/);
    assert.deepEqual(seen, []);
  });

  test('in a workspace that is not trusted nobody is asked, until it is', async (t) => {
    const { host, seen } = await registry();
    const initializationOptions = { ...ALLOWED, workspaceTrusted: false };
    const { protect, editor } = await open(t, host, { initializationOptions });
    assert.match(await protect(), /<entry-point>/);
    assert.deepEqual(seen, []);
    await editor.notify('ecsDefender/workspaceTrusted');
    assert.match(await protect(), /\/from-the-image/);
  });

  test('what cannot be read is said by the command, and left in peace by the light bulb', async (t) => {
    const { host, seen } = await serve((_, response) => response.writeHead(404).end());
    const { protect, editor, document } = await open(t, host, { initializationOptions: ALLOWED });
    assert.match(await protect(), /<entry-point>/);
    const asked = seen.length;
    await protect();
    assert.equal(seen.length, asked);
    const command = 'ecsDefender.server.protect';
    await editor.request('workspace/executeCommand', { command, arguments: [{ uri: document.uri }] });
    const [{ message }] = editor.messages;
    assert.ok(message.includes(`${host}/web:1`), message);
    assert.match(document.text, /<entry-point>/);
  });

  test('a registry that does not answer does not hold the light bulb up', async (t) => {
    const { host } = await serve(() => {});
    const { protect } = await open(t, host, { initializationOptions: ALLOWED });
    // The answer itself has a limit in these tests.
    assert.match(await protect(), /<entry-point>/);
  });
});
