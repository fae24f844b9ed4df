import * as z from 'zod/mini';
import { type Message, message } from '../../l10n/message';

const VERSION = 1;
const text = () => z.string();
const maybe = () => z.optional(z.string());

const place = { file: text(), line: z.int(), task: text() };
const moment = { version: z.literal(VERSION), generated: text(), commit: maybe() };
const counts = z.object({
  tasks: z.int(),
  protected: z.int(),
  open: z.int(),
  leftAlone: z.int(),
  hidden: z.optional(z.int()),
});

const row = z.object({
  ...place,
  /** Which registered one it is of its family, where that is described. */
  revision: z.optional(z.int()),
  /** Empty where `state` is `hidden`: the row is then about all that cannot be seen of its task. */
  container: text(),
  state: z.enum(['protected', 'partial', 'unprotected', 'sidecar', 'excluded', 'hidden']),
  /** What is found about it, by rule. */
  findings: z.array(text()),
  /** Whose decision it is to leave it alone. */
  by: z.optional(z.enum(['profile', 'built-in'])),
  reason: maybe(),
  approvedBy: maybe(),
  until: maybe(),
  expired: z.optional(z.boolean()),
  /** The first Defender release that wires tasks in this way. */
  generation: maybe(),
});

const accepted = z.object({ ...place, container: maybe(), code: text(), by: text(), reason: maybe() });

/** Why a file could not be read as a whole, or not as its team decided. */
const fault = z.object({ file: text(), line: z.int(), code: text(), message: text() });

/** How the containers of a run stand, for whoever has to account for them; its JSON is a contract
 * (docs/command-line.md). */
const schema = z.object({
  ...moment,
  tool: text(),
  counts,
  containers: z.array(row),
  accepted: z.array(accepted),
  faults: z.optional(z.array(fault)),
});

export type Audit = z.infer<typeof schema>;
export type AuditRow = z.infer<typeof row>;
export type AcceptedRow = z.infer<typeof accepted>;
export type FaultRow = z.infer<typeof fault>;
export const AUDIT_VERSION = VERSION;

/** Reads what `report --format json` has written; half of it is never used. */
export function readAudit(content: string): Audit | Message {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    return message('lock.notJson');
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const { version } = Object(value);
  if (typeof version === 'number' && version > VERSION) return message('lock.newer');
  return message('lock.wrongShape', {
    place: result.error.issues[0].path.map(String).join(' > ') || 'version',
  });
}
