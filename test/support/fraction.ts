import fc from 'fast-check';

/** A place in something, from its start (0) to its end (1), any as likely as another. Among the numbers of `fc.double` nearly
 * all are next to nothing, and nearly all places the start. */
export const fraction: fc.Arbitrary<number> = fc.nat(1_000_000).map((part) => part / 1_000_000);
