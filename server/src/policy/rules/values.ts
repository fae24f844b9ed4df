import type { Fix } from '../../findings/finding';
import type { Rule } from '../../findings/rule';
import { message } from '../../l10n/message';
import type { Field } from '../../syntax/view';
import { blockText, firstOf, isIpv6, parseBlock } from '../values';
import { eachText, portOf } from './lists';
import { isFilledList, type PolicySubject, row, setTo, spanOf } from './row';

/** The single values in the lists of runtime rules. */

const runtime = ['runtime'] as const;
const LISTS = ['whitelist', 'blacklist'];

const processPath = row('runtime-process-path', 'warning', runtime, (subject, report) => {
  const { tree } = subject.document;
  eachText(subject, 'processes', LISTS, (text, node) => {
    if (!text.includes('/')) return;
    const base = text.slice(text.lastIndexOf('/') + 1);
    const fixes: Fix[] = base ? [setTo(node, base)] : [];
    report({ ...spanOf(tree, node), message: message('policy.processPath', { value: text }), fixes });
  });
});

const processMd5 = row('runtime-process-md5', 'warning', runtime, (subject, report) => {
  const { tree } = subject.document;
  eachText(subject, 'processes', LISTS, (text, node) => {
    if (/^[0-9a-fA-F]{32}$/.test(text))
      report({ ...spanOf(tree, node), message: message('policy.processMd5') });
  });
});

const pathAbsolute = row('runtime-path-absolute', 'error', runtime, (subject, report) => {
  const { tree } = subject.document;
  eachText(subject, 'filesystem', LISTS, (text, node) => {
    if (!text.trimStart().startsWith('/'))
      report({ ...spanOf(tree, node), message: message('policy.pathAbsolute', { value: text }) });
  });
});

const pathParts = row('runtime-path-relative-parts', 'warning', runtime, (subject, report) => {
  const { tree } = subject.document;
  eachText(subject, 'filesystem', LISTS, (text, node) => {
    const isOdd = text !== text.trim() || /\/\/|(?:^|\/)\.\.?(?:\/|$)/.test(text);
    if (!isOdd) return;
    const plain = normal(text);
    const fixes = plain.startsWith('/') ? [setTo(node, plain)] : [];
    report({ ...spanOf(tree, node), message: message('policy.pathParts', { value: text, plain }), fixes });
  });
});

function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.trim().split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

const PORT_LISTS = [
  'whitelistListeningPorts',
  'blacklistListeningPorts',
  'whitelistOutboundPorts',
  'blacklistOutboundPorts',
];

/** The port ranges of every rule. */
const rangesIn = ({ document }: PolicySubject) =>
  document.items.flatMap((rule) => {
    const network = rule.field('network').struct;
    return PORT_LISTS.flatMap((name) => network?.field(name).structs ?? []);
  });

const portRange = row('runtime-port-range', 'error', runtime, (subject, report) => {
  for (const struct of rangesIn(subject)) {
    const ends = ['start', 'end'].map((name) => struct.field(name));
    const outside = ends.find(({ number }) => number !== undefined && (number < 0 || number > 65535));
    const port = portOf(struct);
    if (outside)
      report({ ...outside.span, message: message('policy.portOutside', { value: outside.number! }) });
    else if (port && port.end < port.start)
      report({ ...ends[1].span, message: message('policy.portOrder', { start: port.start, end: port.end }) });
  }
});

const portDeny = row('runtime-port-deny-flag', 'hint', runtime, (subject, report) => {
  for (const struct of rangesIn(subject)) {
    const deny = struct.field('deny');
    if (deny.boolean === true)
      report({ ...deny.span, message: message('policy.portDeny'), fixes: [setTo(deny.node, false)] });
  }
});

const ipFormat = row('runtime-ip-format', 'error', runtime, (subject, report) => {
  const { tree } = subject.document;
  eachText(subject, 'network', ['whitelistIPs', 'blacklistIPs'], (text, node) => {
    const block = parseBlock(text);
    if (!block && !isIpv6(text))
      report({ ...spanOf(tree, node), message: message('policy.ipFormat', { value: text }) });
    if (!block || firstOf(block) === block.address) return;
    const meant = blockText(firstOf(block), block.prefix);
    report({
      ...spanOf(tree, node),
      severity: 'warning',
      message: message('policy.ipHostBits', { value: text, meant }),
      fixes: [setTo(node, meant)],
    });
  });
});

const dnsPattern = row('runtime-dns-pattern', 'warning', runtime, (subject, report) => {
  const { tree } = subject.document;
  eachText(subject, 'dns', LISTS, (text, node) => {
    const key = /[:/\s]/.test(text)
      ? 'policy.dnsNotDomain'
      : /^\*?[^*]*$|^\*[^*]+\*$/.test(text)
        ? undefined
        : 'policy.dnsWildcards';
    if (key) report({ ...spanOf(tree, node), message: message(key, { value: text }) });
  });
});

/** Where a task on Fargate asks for its credentials and for what it is. */
const ECS_ADDRESSES = ['169.254.170.2', '169.254.169.254'];

const metadataAddress = row('runtime-metadata-ip', 'information', runtime, ({ document }, report) => {
  for (const rule of document.items) {
    const network = rule.field('network').struct;
    const allowed = network?.field('whitelistIPs');
    const effect = network?.field('effect').text;
    if (!allowed || !isFilledList(allowed) || effect === 'disable') continue;
    const missing = ECS_ADDRESSES.filter((address) => !isAllowed(allowed, address));
    if (missing.length === 0) continue;
    report({
      ...allowed.keySpan,
      // Without its credentials an application cannot work.
      severity: effect === 'prevent' && missing.includes(ECS_ADDRESSES[0]) ? 'warning' : undefined,
      message: message('policy.metadataIp', { addresses: missing.join(', ') }),
      fixes: [
        {
          title: message('fix.addItems', { items: missing.join(', ') }),
          changes: () => [{ op: 'append', array: allowed.node, values: missing }],
        },
      ],
    });
  }
});

function isAllowed(list: Field, address: string): boolean {
  const own = parseBlock(address)!;
  return list.strings.some((text) => {
    // What is decided elsewhere may be it.
    if (text === undefined) return true;
    const block = parseBlock(text);
    return block ? firstOf(block) === firstOf({ ...own, prefix: block.prefix }) : /[${<%]/.test(text);
  });
}

export const valueRules: readonly Rule<PolicySubject>[] = [
  processPath,
  processMd5,
  pathAbsolute,
  pathParts,
  portRange,
  portDeny,
  ipFormat,
  metadataAddress,
  dnsPattern,
];
