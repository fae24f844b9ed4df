/** What colours can tell apart, by the names that the protocol has for them, in the order by which it counts them. */
export const SEMANTIC_KINDS = [
  'comment',
  'keyword',
  'operator',
  'string',
  'number',
  'regexp',
  'property',
  'function',
  'macro',
] as const;
export type SemanticKind = (typeof SEMANTIC_KINDS)[number];
