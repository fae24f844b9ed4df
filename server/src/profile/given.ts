import type { Dialect } from '../syntax/dialect';
import { Expression } from '../syntax/edits';

/** A value that is written differently in each syntax: as an intrinsic function, or an expression of Terraform. */
export interface BySyntax {
  readonly value?: string;
  readonly cloudformation?: string | { readonly [name: string]: unknown };
  readonly terraform?: string;
}

/** A value as the team gives it. */
export type Given = string | BySyntax;

/** A value as it goes into a document. */
export type Written = string | Expression;

/** How a value is written in a document; undefined where the team says nothing for its syntax. */
export function writtenIn(dialect: Dialect, given: Given | undefined): Written | undefined {
  if (given === undefined || typeof given === 'string') return given;
  const { value, cloudformation, terraform } = given;
  if (dialect === 'terraform' && terraform !== undefined) return new Expression(terraform);
  if (dialect !== 'cloudformation' || cloudformation === undefined) return value;
  return typeof cloudformation === 'string' ? cloudformation : new Expression(cloudformation);
}

/** A value where it is a text that can be looked at. */
export function literal(written: Written | undefined): string | undefined {
  return typeof written === 'string' ? written : undefined;
}

/** A value as it is shown to people. */
export function shown(written: Written): string {
  if (typeof written === 'string') return written;
  return typeof written.code === 'string' ? written.code : JSON.stringify(written.code);
}
