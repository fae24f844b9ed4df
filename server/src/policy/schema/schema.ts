/**
 * What may stand in a policy document. One declaration for each object, in the order in which the Console writes its
 * properties; values that a rule of its own speaks of are left to that rule.
 */
export type Schema = Shape & Traits;

type Shape =
  | { readonly type: 'object'; readonly properties: Properties }
  | { readonly type: 'list'; readonly items: Schema; readonly least: number }
  | { readonly type: 'text'; readonly isFilled: boolean }
  | { readonly type: 'oneOf'; readonly values: readonly string[] }
  | { readonly type: 'integer'; readonly least: number; readonly most: number }
  | { readonly type: 'number' | 'flag' | 'anything' }
  | { readonly type: 'either'; readonly types: readonly JsonType[] };

export type JsonType = 'object' | 'array' | 'string' | 'integer' | 'boolean';
export type Properties = Readonly<Record<string, Schema>>;

interface Traits {
  /** Without it the Console refuses the document, or takes it for something else. */
  readonly isRequired?: boolean;
  /** The Console release, such as `22.12`, that first knew the property. */
  readonly since?: string;
  /** The first release that no longer knows it. */
  readonly removedIn?: string;
  /** Set by the Console, whatever is sent. */
  readonly isReadOnly?: boolean;
  readonly isSecret?: boolean;
  /** A copy of what stands elsewhere, which the Console writes beside the key that counts. */
  readonly isCopy?: boolean;
  /** Known to the type, but without a control in the dialogs of App-Embedded Defenders. */
  readonly isForeign?: boolean;
  /** What the Console begins with, as JSON. */
  readonly initial?: string;
  /** Written by nearly every author, though not required. */
  readonly isUsual?: boolean;
  /** What an author probably means to write, as JSON, where that is not what the Console begins with. */
  readonly likely?: string;
  /** Values of other effects that a rule of its own speaks of. */
  readonly elsewhere?: readonly string[];
}

export const object = (properties: Properties): Schema => ({ type: 'object', properties });
/** A list; the Console writes null for an empty one. */
export const list = (items: Schema, least = 0): Schema => ({ type: 'list', items, least });
export const text = (): Schema => ({ type: 'text', isFilled: false });
export const filled = (): Schema => ({ type: 'text', isFilled: true });
export const oneOf = (...values: readonly string[]): Schema => ({ type: 'oneOf', values });
export const integer = (least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY): Schema => ({
  type: 'integer',
  least,
  most,
});
export const number = (): Schema => ({ type: 'number' });
export const flag = (): Schema => ({ type: 'flag' });
export const anything = (): Schema => ({ type: 'anything' });
export const either = (...types: readonly JsonType[]): Schema => ({ type: 'either', types });

export const need = (schema: Schema): Schema => ({ ...schema, isRequired: true });
export const since = (release: string, schema: Schema): Schema => ({ ...schema, since: release });
export const removed = (release: string, schema: Schema): Schema => ({ ...schema, removedIn: release });
export const readOnly = (schema: Schema): Schema => ({ ...schema, isReadOnly: true });
export const secret = (schema: Schema): Schema => ({ ...schema, isSecret: true });
export const copy = (schema: Schema): Schema => ({ ...schema, isCopy: true });
export const foreign = (schema: Schema): Schema => ({ ...schema, isForeign: true });
export const usual = (schema: Schema, likely?: unknown): Schema => ({
  ...schema,
  isUsual: true,
  ...(likely === undefined ? {} : { likely: JSON.stringify(likely) }),
});
export const initially = (value: unknown, schema: Schema): Schema => ({
  ...schema,
  initial: JSON.stringify(value),
});
export const elsewhere = (values: readonly string[], schema: Schema): Schema => ({
  ...schema,
  elsewhere: values,
});

/** Properties of what the Console's web interface leaves in its exports; a rule of its own speaks of them. */
export const LEFTOVERS = ['$$hashKey', 'expandDetails', 'selected'];
export const EXPORT_MARKS = ['exportTime', 'exportBy'];
