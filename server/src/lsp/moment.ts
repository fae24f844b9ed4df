/** Long work lets requests about open documents through. A web worker has no `setImmediate`. */
export function aMoment(): Promise<void> {
  return new Promise<void>((resolve) =>
    'setImmediate' in globalThis ? setImmediate(resolve) : setTimeout(resolve),
  );
}

/** Before work that cannot be divided: what was asked before is read, answered and written, each in a turn of its own. */
export async function afterOthers(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) await aMoment();
}

/** So many milliseconds later; nobody's process goes on for that. */
export function after(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref?.());
}

/** How long work on one document may keep the others waiting, in milliseconds: a quarter of a frame, since a message takes
 * three turns to be read, answered and written. */
const TURN = 4;

/** Counts one piece of long work: a moment for others wherever its turn is over, nothing to wait for before. */
export function inTurns(): () => Promise<void> | undefined {
  let end = performance.now() + TURN;
  const next = async (): Promise<void> => {
    await aMoment();
    end = performance.now() + TURN;
  };
  return () => (performance.now() < end ? undefined : next());
}
