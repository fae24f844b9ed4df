import { Copy, Expression, Raw, type Value } from './edits';

/** Who reads the document, and so how it spells the properties of a task definition: the ECS API and its tools
 * (`entryPoint`), CloudFormation (`EntryPoint`), or Terraform, which spells containers as the API does. */
export type Dialect = 'api' | 'cloudformation' | 'terraform';

/** Properties whose members are the author's own names. */
const MAPS = new Set(['options', 'dockerLabels']);

/** A property's name as the dialect spells it. */
export function spell(dialect: Dialect, name: string): string {
  return dialect === 'cloudformation' ? name.charAt(0).toUpperCase() + name.slice(1) : name;
}

/** A value with its properties spelled as the dialect does. */
export function spellValue(dialect: Dialect, value: Value): Value {
  if (dialect !== 'cloudformation' || value === null || typeof value !== 'object') return value;
  if (value instanceof Raw || value instanceof Copy || value instanceof Expression) return value;
  if (Array.isArray(value)) return (value as readonly Value[]).map((item) => spellValue(dialect, item));
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      spell(dialect, key),
      MAPS.has(key) ? inner : spellValue(dialect, inner),
    ]),
  );
}
