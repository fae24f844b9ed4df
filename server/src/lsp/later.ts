import type { Host } from './host';
import type { StdioOptions } from './node';

/** What is evaluated only once `initialize` has been answered. The server that editors start has it in a file of its own,
 * `dist/later.js`, which is not even read before. */
export { clientHost } from './clientHost';
export { serve } from './server';

/** The machine that Node runs on: in a browser there is none. */
export async function machine(options?: StdioOptions): Promise<Host> {
  return (await import('./machine')).machine(options);
}
