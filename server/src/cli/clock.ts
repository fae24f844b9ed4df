/** Milliseconds since 1970; `SOURCE_DATE_EPOCH` (seconds) stands in for the clock where a run has to be repeatable
 * (https://reproducible-builds.org/specs/source-date-epoch/). */
export function now(): number {
  const epoch = process.env.SOURCE_DATE_EPOCH ?? '';
  return /^\d{1,11}$/.test(epoch) ? Number(epoch) * 1000 : Date.now();
}
