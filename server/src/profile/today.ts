/** The date of a moment (milliseconds since 1970), `YYYY-MM-DD`, in UTC: an editor and a pipeline on the other side of
 * the world say the same. */
export function dateOf(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10);
}
