/**
 * What is found out of an object once for all who ask. It is kept in the object itself: what a `WeakMap` keeps is reachable
 * for as long as the map's table is not collected, which is seldom, so that each collection of young objects would copy
 * whole documents that nobody can reach any more. No copy of the object takes it over.
 */
export function once<Subject extends object, Result>(
  find: (subject: Subject) => Result,
): (subject: Subject) => Result {
  const key = Symbol();
  return (subject) => {
    const kept = subject as { readonly [key]?: Result };
    if (!(key in kept)) Object.defineProperty(kept, key, { value: find(subject) });
    return kept[key] as Result;
  };
}

/** What is made of the last text: who looks again and again at a text that seldom changes need not read it each time. */
export function ofLast<Result>(read: (text: string) => Result): (text: string) => Result {
  let last: { readonly text: string; readonly result: Result } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, result: read(text) };
    return last.result;
  };
}
