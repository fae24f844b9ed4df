/** Two letters at least: `c:/project` is a path on Windows. */
const ELSEWHERE = /^((?!file:|untitled:)[a-z][\w+.-]+:(?:\/\/[^/]*)?)(\/.*)$/i;

/** The path of a URI, with `/` between names. Outside the machine's own file system what stands before the path stays
 * there: `memfs:/project/task.json`, `vscode-vfs://github/org/project/task.json`. Undefined for what has no folders. */
export function pathOf(uri: string): string | undefined {
  const match = /^file:\/\/([^/]*)(\/.*)$/.exec(uri);
  if (!match) {
    const [, head, encoded] = ELSEWHERE.exec(uri) ?? [];
    return head && head + decoded(encoded).replace(/\/+$/, '');
  }
  const [, host, encoded] = match;
  const path = decoded(encoded).replace(/\/+$/, '');
  // A share on Windows.
  if (host !== '' && host !== 'localhost') return `//${host}${path}`;
  // `/c:/project` on Windows.
  return /^\/[A-Za-z]:/.test(path) ? path.slice(1) : path;
}

/** Editors write the same URI in more than one way: what is the same for all of them. */
export function keyOf(uri: string): string {
  return pathOf(uri) ?? uri;
}

/** The URI of such a path. */
export function uriOf(path: string): string {
  const [, head, rest] = ELSEWHERE.exec(path) ?? [];
  if (head) return head + encoded(rest);
  return fileUri(encoded(path));
}

function fileUri(path: string): string {
  if (path.startsWith('//')) return `file:${path}`;
  return `file://${path.startsWith('/') ? '' : '/'}${path}`;
}

/** The path of the folder that something lies in. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** Where a document stands below a folder; undefined where it does not. */
export function placeBelow(folder: string, uri: string): string | undefined {
  const base = keyOf(folder).replace(/\/+$/, '');
  const full = keyOf(uri);
  return full.startsWith(`${base}/`) ? full.slice(base.length + 1) : undefined;
}

function encoded(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

/** Some editors do not encode a percent sign: it then stands for itself. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
