/** The path of a `file:` URI, with `/` between names; undefined for any other scheme. */
export function pathOf(uri: string): string | undefined {
  const match = /^file:\/\/([^/]*)(\/.*)$/.exec(uri);
  if (!match) return undefined;
  const [, host, encoded] = match;
  const path = decoded(encoded).replace(/\/+$/, '');
  // A share on Windows.
  if (host !== '' && host !== 'localhost') return `//${host}${path}`;
  // `/c:/project` on Windows.
  return /^\/[A-Za-z]:/.test(path) ? path.slice(1) : path;
}

/** The `file:` URI of such a path. */
export function uriOf(path: string): string {
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  if (path.startsWith('//')) return `file:${encoded}`;
  return `file://${path.startsWith('/') ? '' : '/'}${encoded}`;
}

/** The path of the folder that something lies in. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** Where a document stands below a folder; undefined where it does not. */
export function placeBelow(folder: string, uri: string): string | undefined {
  const base = (pathOf(folder) ?? folder).replace(/\/+$/, '');
  const full = pathOf(uri) ?? uri;
  return full.startsWith(`${base}/`) ? full.slice(base.length + 1) : undefined;
}

/** Some editors do not encode a percent sign: it then stands for itself. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
