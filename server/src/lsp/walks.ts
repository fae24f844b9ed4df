/** A walk that takes no longer than this is simply made again. */
const SHORT = 100;
/** How many times as long as it took the result of a long walk counts. */
const SHARE = 20;

/**
 * Walking over many files keeps everything else waiting, and editors ask for the workspace every other second. So what a
 * long walk has found counts for a while: walking never takes more than a small share of the time.
 */
export function keepingLongWalks<T>(walk: (folder: string) => T, now: () => number): (folder: string) => T {
  const kept = new Map<string, { readonly found: T; readonly until: number }>();
  return (folder) => {
    const start = now();
    const last = kept.get(folder);
    if (last && start < last.until) return last.found;
    const found = walk(folder);
    const took = now() - start;
    if (took > SHORT) kept.set(folder, { found, until: start + took * SHARE });
    else kept.delete(folder);
    return found;
  };
}
