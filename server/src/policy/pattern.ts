/**
 * The patterns of collections, as the documentation of Prisma Cloud defines them: an exact text, a wildcard in front
 * (ends with), behind (starts with) or on both sides (contains), in any case of letters. A wildcard inside is not defined.
 */
export interface Pattern {
  readonly kind: 'exact' | 'starts' | 'ends' | 'contains' | 'any' | 'undefined';
  readonly text: string;
}

/** What of a value can be told: it fits, it does not, or that depends on what is not known here. */
export type Match = 'yes' | 'no' | 'maybe';

export function parsePattern(written: string): Pattern {
  const lower = written.toLowerCase();
  if (/^\*+$/.test(lower)) return { kind: 'any', text: '' };
  const opens = lower.startsWith('*');
  const closes = lower.endsWith('*');
  const text = lower.slice(opens ? 1 : 0, closes ? -1 : undefined);
  if (text.includes('*')) return { kind: 'undefined', text };
  if (opens && closes) return { kind: 'contains', text };
  if (opens) return { kind: 'ends', text };
  return { kind: closes ? 'starts' : 'exact', text };
}

/** Whether everything that `inner` stands for fits `outer` too. */
export function covers(outer: Pattern, inner: Pattern): boolean {
  if (outer.kind === 'undefined' || inner.kind === 'undefined')
    return outer.kind === inner.kind && outer.text === inner.text;
  switch (outer.kind) {
    case 'any':
      return true;
    case 'exact':
      return inner.kind === 'exact' && inner.text === outer.text;
    case 'starts':
      return (inner.kind === 'exact' || inner.kind === 'starts') && inner.text.startsWith(outer.text);
    case 'ends':
      return (inner.kind === 'exact' || inner.kind === 'ends') && inner.text.endsWith(outer.text);
    case 'contains':
      return inner.kind !== 'any' && inner.text.includes(outer.text);
  }
}

/** Whether a value, itself perhaps only known as a pattern, fits. */
export function matchPattern(pattern: Pattern, value: Pattern): Match {
  if (covers(pattern, value)) return 'yes';
  return areApart(pattern, value) ? 'no' : 'maybe';
}

/** Whether nothing fits both. */
function areApart(a: Pattern, b: Pattern): boolean {
  if (a.kind === 'undefined' || b.kind === 'undefined') return false;
  if (a.kind === 'exact') return !covers(b, a);
  if (b.kind === 'exact') return !covers(a, b);
  if (a.kind === 'starts' && b.kind === 'starts')
    return !a.text.startsWith(b.text) && !b.text.startsWith(a.text);
  if (a.kind === 'ends' && b.kind === 'ends') return !a.text.endsWith(b.text) && !b.text.endsWith(a.text);
  return false;
}
