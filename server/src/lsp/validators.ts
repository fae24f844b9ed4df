import picomatch from 'picomatch';
import * as z from 'zod/mini';
import type { Dialect } from '../syntax/dialect';

const DIALECTS = ['api', 'cloudformation', 'terraform'] as const;

/** Another program of the editor that holds documents against a schema of task definitions: those of a dialect whose
 * file names match. */
export const schemaValidator = z.object({
  /** A glob over the file's name, such as `*ecs-task-def.json`. */
  pattern: z.string(),
  dialect: z.enum(DIALECTS),
});
export type SchemaValidator = z.infer<typeof schemaValidator>;

/** What a client says when that changes; what is of a wrong type counts as nobody. */
export function readValidators(params: unknown): readonly SchemaValidator[] {
  const read = z.object({ validators: z.array(schemaValidator) }).safeParse(params);
  return read.success ? read.data.validators : [];
}

/** The dialects in which somebody else validates a document; in all of them where the user wants nothing of it. */
export function validatedElsewhere(
  path: string,
  mode: 'auto' | 'on' | 'off',
  validators: readonly SchemaValidator[],
): readonly Dialect[] {
  if (mode !== 'auto') return mode === 'on' ? [] : DIALECTS;
  return validators
    .filter(({ pattern }) => picomatch.isMatch(path, pattern, { basename: true, dot: true }))
    .map(({ dialect }) => dialect);
}
