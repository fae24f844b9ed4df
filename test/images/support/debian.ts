import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Installs programs where that is allowed; else the reason why they are not here. */
export async function without(...commands: string[]): Promise<string | false> {
  const { ensureDebianPackages } = await import(pathToFileURL(resolve('scripts/lib/debian.mjs')).href);
  try {
    ensureDebianPackages(commands.map((command) => ({ pkg: command, command })));
    return false;
  } catch (error) {
    return (error as Error).message;
  }
}
