import type { ExtensionContext } from 'vscode';

/** One bundle for every extension host; of the two entries only the one that this host can run is evaluated. */
export async function activate(context: ExtensionContext): Promise<void> {
  const isNode = globalThis.process?.versions?.node !== undefined;
  const host = await (isNode ? import('./node') : import('./browser'));
  await host.activate(context);
}
