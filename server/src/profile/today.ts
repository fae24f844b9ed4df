/**
 * Today's date, `YYYY-MM-DD`, in UTC: an editor and a pipeline on the other side of the world say the same.
 * @param epoch seconds since 1970 that stand for now, where the environment says so (`SOURCE_DATE_EPOCH`,
 *   https://reproducible-builds.org/specs/source-date-epoch/)
 * @param now milliseconds since 1970
 */
export function today(epoch: string | undefined, now: number): string {
  const moment = /^\d{1,11}$/.test(epoch ?? '') ? Number(epoch) * 1000 : now;
  return new Date(moment).toISOString().slice(0, 10);
}
