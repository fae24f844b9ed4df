import type { Finding } from '../findings/finding';
import { type Message, message } from '../l10n/message';
import type { Model } from './model';
import { planDocument } from './protect';

/** The rules whose finding goes away when its container is protected. */
const MENDED_BY_PROTECT = new Set([
  'task-unprotected',
  'container-unwrapped',
  'sidecar-missing',
  'wiring-partial',
  'entry-point-unknown',
  'command-only',
  'nothing-to-run',
]);

export function isMendedByProtect(finding: Finding): boolean {
  return MENDED_BY_PROTECT.has(finding.code) && finding.container !== undefined;
}

/** The rules whose finding goes away when the task's wiring is upgraded. */
const MENDED_BY_UPGRADE = new Set([
  'wiring-outdated',
  'wrapper-in-command',
  'defender-outdated',
  'double-wrapped',
  'malformed-prefix',
]);

/** Where a rule has a fix of its own, that one is closer to the fault. */
export function isMendedByUpgrade(finding: Finding): boolean {
  return MENDED_BY_UPGRADE.has(finding.code) && !finding.fixes?.length;
}

/** The titles of what can be done about a finding, the preferred one first. */
export function fixTitles(model: Model, finding: Finding): Message[] {
  const titles: Message[] = [];
  if (isMendedByProtect(finding)) {
    const { changes } = planDocument(model, {
      containers: new Set([finding.container!]),
      placeholders: true,
    });
    if (changes.length > 0) titles.push(message('fix.protect'));
  }
  if (isMendedByUpgrade(finding)) titles.push(message('fix.upgrade'));
  titles.push(...(finding.fixes ?? []).map((fix) => fix.title));
  return titles;
}
