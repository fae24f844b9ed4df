/** The path of a `file:` URI, with `/` between names; undefined for any other scheme. */
export function pathOf(uri: string): string | undefined {
  const match = /^file:\/\/(?:[^/]*)(\/.*)$/.exec(uri);
  if (!match) return undefined;
  const path = decodeURIComponent(match[1]).replace(/\/+$/, '');
  // `/c:/work` on Windows.
  return /^\/[A-Za-z]:/.test(path) ? path.slice(1) : path;
}
