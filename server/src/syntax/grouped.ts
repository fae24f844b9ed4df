/** What has a key in common, in the order in which it comes. */
export function grouped<Key, One>(pairs: Iterable<readonly [Key, One]>): Map<Key, One[]> {
  const groups = new Map<Key, One[]>();
  for (const [key, one] of pairs) {
    const others = groups.get(key);
    if (others) others.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}
