import type { ExtensionContext } from 'vscode';

/** What the time that activation takes is called in the host's timeline. */
const ACTIVATION = 'ecs-defender: activation';

/** One bundle for every extension host; of the two entries only the one that this host can run is evaluated. */
export async function activate(context: ExtensionContext): Promise<void> {
  const begin = performance.now();
  const isNode = globalThis.process?.versions?.node !== undefined;
  const host = await (isNode ? import('./node') : import('./browser'));
  await host.activate(context);
  performance.measure(ACTIVATION, { start: begin, end: performance.now() });
}
