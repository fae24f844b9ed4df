import type { Related } from '../../findings/finding';
import type { Rule } from '../../findings/rule';
import { message } from '../../l10n/message';
import type { Struct } from '../../syntax/view';
import { anchorOf } from '../facts';
import { mayBeVendors } from './attached';
import { type PolicySubject, row, setTo } from './row';

/** WAAS for App-Embedded Defenders, which are reverse proxies in front of the application. */

const waas = ['waas'] as const;

const applicationsOf = (rule: Struct): readonly Struct[] => rule.field('applicationsSpec').structs;
const endpointsOf = (application: Struct): readonly Struct[] =>
  application.field('apiSpec').struct?.field('endpoints').structs ?? [];

const ports = row('waas-ports', 'error', waas, ({ document }, report) => {
  for (const endpoint of document.items.flatMap(applicationsOf).flatMap(endpointsOf)) {
    const fields = ['exposedPort', 'internalPort'].map((name) => endpoint.field(name));
    const missing = fields.filter((field) => field.isAbsent || field.number === 0).map(({ name }) => name);
    const [exposed, internal] = fields;
    if (missing.length > 0)
      report({
        ...anchorOf(endpoint, 'host'),
        message: message('policy.waasPorts', { names: missing.join(', ') }),
      });
    else if (exposed.number !== undefined && exposed.number === internal.number)
      report({
        ...exposed.span,
        // The Console takes it, as a sample of the API shows; nothing can run like that.
        severity: 'warning',
        message: message('policy.samePort', { port: exposed.number }),
      });
  }
});

const portMapping = row('waas-port-mapping', 'warning', waas, ({ facts, set }, report) => {
  // Of several policies nobody can tell which one the Console applies; they say so themselves.
  if (set.waasPolicies.length > 1) return;
  for (const rule of facts.waasRules.filter(({ isDisabled }) => !isDisabled)) {
    const containers = set.containersOf(rule).filter(({ match, ports: open }) => match === 'yes' && open);
    for (const endpoint of rule.applications.flatMap(({ endpoints }) => endpoints)) {
      const { exposed, internal, start, end } = endpoint;
      if (!exposed || containers.length === 0 || containers.some((one) => one.ports!.includes(exposed)))
        continue;
      const around = containers.filter((one) => internal && one.ports!.includes(internal));
      const related: Related[] = (around.length > 0 ? around : containers).map((one) => ({
        uri: one.uri,
        start: one.start,
        end: one.end,
        message: message('related.matchedContainer', { name: one.name }),
      }));
      const args = { exposed, internal: internal ?? 0, name: related.length > 0 ? containers[0].name : '' };
      const key = around.length > 0 ? 'policy.portBypass' : 'policy.portClosed';
      report({ start, end, message: message(key, args), related });
    }
  }
});

const appIdUnique = row('waas-app-id-unique', 'error', waas, ({ document }, report) => {
  const seen = new Map<string, Struct>();
  for (const rule of document.items) {
    for (const application of applicationsOf(rule)) {
      const id = application.field('appID').text;
      const name = rule.field('name').text;
      if (!id || !name) continue;
      const key = JSON.stringify([name, id]);
      const first = seen.get(key);
      if (!first) seen.set(key, application);
      else
        report({
          ...anchorOf(application, 'appID'),
          message: message('policy.appIdTwice', { id, name }),
          related: [{ ...anchorOf(first, 'appID'), message: message('related.first') }],
        });
    }
  }
});

const autoProtect = row('waas-auto-protect', 'information', waas, ({ document }, report) => {
  for (const rule of document.items) {
    const auto = rule.field('autoProtectPorts');
    if (auto.boolean === true)
      report({ ...auto.span, message: message('policy.autoProtect'), fixes: [setTo(auto.node, false)] });
  }
});

const networkList = row('waas-network-list', 'error', waas, ({ facts, set }, report) => {
  if (!set.has('networkLists')) return;
  for (const { name, start, end } of facts.waasRules.flatMap((rule) => rule.networkLists)) {
    if (set.networkLists.some((one) => one.name === name)) continue;
    report({ start, end, message: message('policy.unknownNetworkList', { name }) });
  }
});

const certificate = row('waas-tls-certificate', 'error', waas, ({ document }, report) => {
  for (const application of document.items.flatMap(applicationsOf)) {
    const own = application.field('certificate');
    const parts = ['encrypted', 'plain'].map((name) => own.struct?.field(name));
    if (own.isOpaque || parts.some((part) => part && !part.isAbsent && part.text !== '')) continue;
    for (const endpoint of endpointsOf(application)) {
      const tls = endpoint.field('tls');
      if (tls.boolean === true) report({ ...tls.span, message: message('policy.noCertificate') });
    }
  }
});

const customRuleType = row('waas-custom-rule-type', 'error', waas, ({ facts, set }, report) => {
  for (const { id, start, end } of facts.waasRules.flatMap((rule) => rule.customRules)) {
    const known = set.customRules.get(id);
    if (known?.type && !known.type.startsWith('waas-')) {
      const text = message('policy.waasCustomRule', { name: known.name, type: known.type });
      report({ start, end, message: text });
    } else if (!known && set.has('customRules') && !mayBeVendors(id, set)) {
      report({ start, end, message: message('policy.unknownCustomRule', { id }) });
    }
  }
});

const minPort = row('waas-port-order', 'warning', waas, ({ document }, report) => {
  const [least, most] = ['minPort', 'maxPort'].map((name) => document.root?.field(name));
  if (least?.number === undefined || most?.number === undefined || least.number <= most.number) return;
  report({ ...least.span, message: message('policy.minPort', { least: least.number, most: most.number }) });
});

export const waasRules: readonly Rule<PolicySubject>[] = [
  ports,
  portMapping,
  appIdUnique,
  autoProtect,
  networkList,
  certificate,
  customRuleType,
  minPort,
];
