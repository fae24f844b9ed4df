import type { Rule } from '../../findings/rule';
import { message } from '../../l10n/message';
import { Kind } from '../../syntax/tree';
import { type Attached, anchorOf } from '../facts';
import { type PolicySubject, row } from './row';

/** Custom rules where they are defined, WildFire's settings and the malware feed. */

const library = ['customRules'] as const;

/** What must be said once only. */
function repeated(
  code: 'custom-rule-duplicate-id' | 'custom-rule-duplicate-name',
  key: '_id' | 'name',
  text: 'policy.duplicateId' | 'policy.duplicateRule',
): Rule<PolicySubject> {
  return row(code, 'error', library, ({ document }, report) => {
    const seen = new Map<string, { start: number; end: number }>();
    for (const struct of document.items) {
      const field = struct.field(key);
      const value = field.text ?? field.number?.toString();
      if (!value) continue;
      const first = seen.get(value);
      if (!first) seen.set(value, field.span);
      else
        report({
          ...field.span,
          message: message(text, { value }),
          related: [{ ...first, message: message('related.first') }],
        });
    }
  });
}

const unused = row('custom-rule-unused', 'hint', library, ({ facts, set }, report) => {
  if (!set.has('runtime') && !set.has('waas')) return;
  const used = new Set(
    [...set.runtimeRules, ...set.waasRules].flatMap((rule) => rule.customRules.map(({ id }: Attached) => id)),
  );
  for (const { id, name, type, isSystem, start, end } of facts.customRules) {
    // Rules of the vendor lie ready for whoever wants them; those on Kubernetes audits are attached elsewhere.
    if (isSystem || type === '' || type === 'kubernetes-audit') continue;
    const policy = type.startsWith('waas-') ? 'waas' : 'runtime';
    if (id === undefined || used.has(id) || !set.has(policy)) continue;
    report({ start, end, message: message('policy.unusedCustomRule', { name }) });
  }
});

const messageEmpty = row('custom-rule-message-empty', 'warning', library, ({ document }, report) => {
  for (const struct of document.items) {
    const text = struct.field('message');
    if (!text.isAbsent && text.text !== '') continue;
    const span = text.key >= 0 ? text.span : anchorOf(struct);
    report({ ...span, message: message('policy.messageEmpty', { name: struct.field('name').text ?? '' }) });
  }
});

const wildFire = ['wildfire'] as const;

/** The part of WildFire's settings that says how it is used. */
const usageOf = ({ document: { items } }: PolicySubject) => {
  const [settings] = items;
  return settings.has('policy') ? settings.field('policy').struct : settings;
};

const uploadOff = row('wildfire-upload-off', 'information', wildFire, (subject, report) => {
  const usage = usageOf(subject);
  const upload = usage?.field('uploadEnabled');
  const isOn = usage?.field('runtimeEnabled').boolean === true;
  if (isOn && upload?.boolean === false) report({ ...upload.span, message: message('policy.uploadOff') });
});

const grayware = row('wildfire-grayware-unused', 'hint', wildFire, (subject, report) => {
  const usage = usageOf(subject);
  const gray = usage?.field('graywareAsMalware');
  if (gray?.boolean !== true) return;
  const uses = ['runtimeEnabled', 'complianceEnabled', 'agentlessEnabled'].map((name) => usage!.field(name));
  if (uses.some((one) => one.boolean === true || one.isOpaque)) return;
  report({ ...gray.span, message: message('policy.grayware') });
});

/** What stands before the host name of each WildFire cloud; the global one has nothing. */
const REGIONS = ['', 'au', 'ca', 'eu', 'de', 'jp', 'sg', 'uk'];

const region = row('wildfire-region', 'warning', wildFire, (subject, report) => {
  const field = usageOf(subject)?.field('region');
  if (field?.text === undefined || field.isPlaceholder || REGIONS.includes(field.text.toLowerCase())) return;
  const regions = REGIONS.filter(Boolean).join(', ');
  report({ ...field.span, message: message('policy.region', { value: field.text, regions }) });
});

const signature = row('malware-feed-md5', 'error', ['malwareFeed'], ({ document }, report) => {
  for (const struct of document.items.flatMap((feed) => feed.field('feed').structs)) {
    const md5 = struct.field('md5');
    if (md5.node < 0 || md5.tree.kind(md5.node) !== Kind.String || md5.isPlaceholder || md5.text === '')
      continue;
    if (!/^[0-9a-fA-F]{32}$/.test(md5.text!)) report({ ...md5.span, message: message('policy.md5') });
  }
});

export const libraryRules: readonly Rule<PolicySubject>[] = [
  repeated('custom-rule-duplicate-id', '_id', 'policy.duplicateId'),
  repeated('custom-rule-duplicate-name', 'name', 'policy.duplicateRule'),
  unused,
  messageEmpty,
  uploadOff,
  grayware,
  region,
  signature,
];
