import { FileType, RelativePattern, Uri, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { ReadAnswer } from '../../server/src/lsp/clientFiles';

/** What is never looked into for task definitions, besides what the user hides from searches. */
const SKIPPED = ['.git', 'node_modules', '.terraform', 'cdk.out'];

/** Answers the server, which cannot reach every file that the editor can: those of repositories on a server, of
 * archives, or in memory; and in a web worker none at all. `assets` is the folder that the server was built into. */
export function answerFileRequests(client: BaseLanguageClient, assets: Uri): void {
  client.onRequest('ecsDefender/readFile', ({ uri }: { uri: string }) => readFile(Uri.parse(uri)));
  client.onRequest('ecsDefender/stampFile', ({ uri }: { uri: string }) => stamp(Uri.parse(uri)));
  client.onRequest('ecsDefender/listFiles', ({ uri }: { uri: string }) => list(Uri.parse(uri)));
  client.onRequest('ecsDefender/listEntries', async ({ uri }: { uri: string }) =>
    (await entries(Uri.parse(uri))).map(([name]) => name),
  );
  client.onRequest('ecsDefender/readAsset', ({ path }: { path: string }) =>
    readFile(Uri.joinPath(assets, ...path.split('/').filter((name) => name !== '..'))),
  );
}

async function readFile(uri: Uri): Promise<ReadAnswer | null> {
  try {
    return { base64: base64(await workspace.fs.readFile(uri)) };
  } catch {
    // Not every file system says so when a file is only not there.
    return (await stamp(uri)) === null ? null : {};
  }
}

async function stamp(uri: Uri): Promise<string | null> {
  try {
    const { mtime, size } = await workspace.fs.stat(uri);
    return `${mtime}:${size}`;
  } catch {
    return null;
  }
}

async function list(folder: Uri): Promise<string[]> {
  const skipped = `**/{${SKIPPED.join(',')}}/**`;
  const found = await workspace.findFiles(new RelativePattern(folder, '**/*'), skipped);
  return (found.length > 0 ? found : await walk(folder)).map((uri) => uri.toString());
}

/** For file systems that cannot be searched. */
async function walk(folder: Uri): Promise<Uri[]> {
  const found = await Promise.all(
    (await entries(folder))
      .filter(([name]) => !SKIPPED.includes(name))
      .map(([name, type]) => {
        const uri = Uri.joinPath(folder, name);
        if (type === FileType.Directory) return walk(uri);
        return type === FileType.File ? [uri] : [];
      }),
  );
  return found.flat();
}

/** What lies in a folder; nothing where it cannot be read. */
async function entries(folder: Uri): Promise<[string, FileType][]> {
  try {
    return await workspace.fs.readDirectory(folder);
  } catch {
    return [];
  }
}

/** In pieces: a call takes only so many arguments. */
function base64(bytes: Uint8Array): string {
  let letters = '';
  for (let at = 0; at < bytes.length; at += 0x2000)
    letters += String.fromCharCode(...bytes.subarray(at, at + 0x2000));
  return btoa(letters);
}
