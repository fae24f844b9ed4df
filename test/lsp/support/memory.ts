import { resolve } from 'node:path';
import type { Editor, EditorOptions } from './editor';
import { eventually } from './wait';

/** A server that can be asked for its memory. */
export const MEASURED: EditorOptions = {
  alone: true,
  environment: { NODE_OPTIONS: `--require ${resolve('test/lsp/support/memory.cjs')}` },
};

/** What a server holds once its garbage is collected, in bytes. */
export interface Memory {
  /** JavaScript's, with buffers. */
  readonly heap: number;
  /** That of the grammars. */
  readonly wasm: number;
}

export async function memoryOf(editor: Editor): Promise<Memory> {
  editor.errors = '';
  editor.server.kill('SIGUSR2');
  await eventually(() => editor.errors.endsWith('\n'), 'the server’s memory');
  const { memory } = JSON.parse(editor.errors);
  editor.errors = '';
  return memory;
}
