import type { Report, Rule } from '../../findings/rule';
import { message } from '../../l10n/message';
import type { Field, Struct } from '../../syntax/view';
import { TABS } from '../facts';
import { isFilledList, type PolicySubject, row, setTo } from './row';

/** Effects and switches of a runtime rule: what they do on App-Embedded Defenders, and what they do not. */

const runtime = ['runtime'] as const;

/** Checks one tab of every rule that has it. */
function onTab(
  tab: (typeof TABS)[number],
  check: (part: Struct, report: Report, rule: Struct) => void,
): (subject: PolicySubject, report: Report) => void {
  return ({ document }, report) => {
    for (const rule of document.items) {
      const part = rule.field(tab).struct;
      if (part) check(part, report, rule);
    }
  };
}

const blockEffect = row('runtime-block-effect', 'error', runtime, ({ document }, report) => {
  for (const rule of document.items) {
    const tabs = TABS.flatMap((tab) => rule.field(tab).struct ?? []);
    for (const owner of [...tabs, ...rule.field('customRules').structs]) {
      const effect = owner.field('effect');
      if (effect.text !== 'block') continue;
      report({ ...effect.span, message: message('policy.block'), fixes: [setTo(effect.node, 'prevent')] });
    }
  }
});

const wildFireEffect = row('runtime-wildfire-effect', 'error', runtime, ({ document }, report) => {
  for (const rule of document.items) {
    const effect = rule.field('wildFireAnalysis');
    if (effect.text !== 'prevent' && effect.text !== 'block') continue;
    const text = message('policy.wildFireEffect', { value: effect.text });
    report({ ...effect.span, message: text, fixes: [setTo(effect.node, 'alert')] });
  }
});

/** What a File system tab set to prevent can really prevent. */
const canPrevent = (part: Struct): boolean =>
  isFilledList(part.field('blacklist')) ||
  part.field('blacklist').isOpaque ||
  part.field('backdoorFiles').boolean === true ||
  part.field('backdoorFiles').isOpaque;

const preventPartial = row(
  'runtime-fs-prevent-partial',
  'information',
  runtime,
  onTab('filesystem', (part, report) => {
    const effect = part.field('effect');
    if (effect.text === 'prevent' && canPrevent(part))
      report({ ...effect.span, message: message('policy.preventPartial') });
  }),
);

const preventUseless = row(
  'runtime-fs-prevent-useless',
  'warning',
  runtime,
  onTab('filesystem', (part, report) => {
    const effect = part.field('effect');
    if (effect.text !== 'prevent' || canPrevent(part)) return;
    report({
      ...effect.span,
      message: message('policy.preventUseless'),
      fixes: [setTo(effect.node, 'alert')],
    });
  }),
);

/** The lists of each tab, as pairs of allowed and denied. */
export const PAIRS: Readonly<Record<(typeof TABS)[number], readonly (readonly [string, string])[]>> = {
  processes: [['whitelist', 'blacklist']],
  network: [
    ['whitelistListeningPorts', 'blacklistListeningPorts'],
    ['whitelistOutboundPorts', 'blacklistOutboundPorts'],
    ['whitelistIPs', 'blacklistIPs'],
  ],
  dns: [['whitelist', 'blacklist']],
  filesystem: [['whitelist', 'blacklist']],
};

const listsIgnored = row('runtime-lists-ignored', 'warning', runtime, ({ document }, report) => {
  for (const rule of document.items) {
    for (const tab of TABS) {
      const part = rule.field(tab).struct;
      if (part?.field('effect').text !== 'disable') continue;
      const filled = PAIRS[tab].flat().filter((name) => isFilledList(part.field(name)));
      if (filled.length === 0) continue;
      const names = filled.join(', ');
      report({ ...part.field(filled[0]).keySpan, message: message('policy.listsIgnored', { tab, names }) });
    }
  }
});

const allowListPrevent = row('runtime-allow-list-prevent', 'information', runtime, ({ document }, report) => {
  for (const rule of document.items) {
    // File system prevent stops nothing that an allow list leaves out.
    for (const tab of ['processes', 'network', 'dns'] as const) {
      const part = rule.field(tab).struct;
      if (part?.field('effect').text !== 'prevent') continue;
      const allowed = PAIRS[tab].map(([name]) => part.field(name)).find(isFilledList);
      if (allowed)
        report({ ...allowed.keySpan, message: message('policy.allowListPrevent', { name: allowed.name }) });
    }
  }
});

const skipEncrypted = row(
  'runtime-skip-encrypted-inverse',
  'hint',
  runtime,
  onTab('filesystem', (part, report) => {
    const skip = part.field('skipEncryptedBinaries');
    if (skip.boolean !== true || part.field('effect').text === 'disable') return;
    report({ ...skip.span, message: message('policy.skipEncrypted'), fixes: [setTo(skip.node, false)] });
  }),
);

const notAppEmbedded = row(
  'runtime-not-app-embedded-field',
  'warning',
  runtime,
  onTab('processes', (part, report) => {
    for (const name of ['blockAllBinaries', 'checkLateralMovement', 'skipModified']) {
      const field = part.field(name);
      // The Console writes false for what it does not show.
      if (field.boolean !== true) continue;
      report({ ...field.keySpan, message: message('policy.notAppEmbedded', { name }) });
    }
  }),
);

const dnsDenyList = row(
  'runtime-dns-deny-list',
  'warning',
  runtime,
  onTab('dns', (part, report) => {
    const denied = part.field('blacklist');
    if (isFilledList(denied)) report({ ...denied.keySpan, message: message('policy.dnsDenyList') });
  }),
);

const dnsNoAllowList = row(
  'runtime-dns-no-allow-list',
  'information',
  runtime,
  onTab('dns', (part, report) => {
    const effect = part.field('effect');
    const isOn = effect.text === 'alert' || effect.text === 'prevent';
    if (isOn && isEmptyList(part.field('whitelist')))
      report({ ...effect.span, message: message('policy.dnsNoAllowList') });
  }),
);

const isEmptyList = (field: Field): boolean => field.isAbsent || (field.isArray && field.items.length === 0);

export const effectRules: readonly Rule<PolicySubject>[] = [
  blockEffect,
  wildFireEffect,
  preventPartial,
  preventUseless,
  listsIgnored,
  allowListPrevent,
  skipEncrypted,
  notAppEmbedded,
  dnsDenyList,
  dnsNoAllowList,
];
