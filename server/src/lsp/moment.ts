/** Long work lets requests about open documents through. A web worker has no `setImmediate`. */
export function aMoment(): Promise<void> {
  return new Promise<void>((resolve) =>
    'setImmediate' in globalThis ? setImmediate(resolve) : setTimeout(resolve),
  );
}
