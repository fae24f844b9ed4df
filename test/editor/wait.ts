import type * as vscode from 'vscode';

/** Waits until something holds: the editor answers in its own time. */
export async function eventually(
  holds: () => boolean | Promise<boolean>,
  what: string | (() => string),
  seconds = 60,
): Promise<void> {
  for (const end = Date.now() + seconds * 1000; !(await holds()); ) {
    if (Date.now() > end)
      throw new Error(`not within ${seconds} s: ${typeof what === 'string' ? what : what()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Waits until something holds and goes on to hold: what comes and goes, or comes twice, does not pass. */
export async function steadily(holds: () => boolean, what: string, seconds = 1.5): Promise<void> {
  let since = Date.now();
  await eventually(() => {
    if (!holds()) since = Date.now();
    return Date.now() - since > seconds * 1000;
  }, what);
}

/** Asks for a picture, of what the editor has had the time to draw. */
export async function pictured(name: string): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1000));
  console.log(`@@screenshot ${name}`);
  await new Promise((resolve) => setTimeout(resolve, 500));
}

/** The selected text. */
export function textOf(editor: vscode.TextEditor): string {
  return editor.document.getText(editor.selection);
}
