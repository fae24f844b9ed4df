import type { Rule } from '../../findings/rule';
import { message } from '../../l10n/message';
import { Kind } from '../../syntax/tree';
import type { Field, Struct } from '../../syntax/view';
import { known, type TaskFacts } from '../facts';
import { numberOf } from '../numbers';
import type { Container } from '../task';

/** Ports, by what https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html says of network modes. */

function eachMapping({ task }: TaskFacts, visit: (mapping: Struct, container: Container) => void): void {
  for (const container of task.containers)
    for (const mapping of container.field('portMappings').structs) visit(mapping, container);
}

/** Empty where it cannot be seen. */
function protocolOf(mapping: Struct): string {
  const field = mapping.field('protocol');
  return field.isAbsent ? 'tcp' : (known(field) ?? '');
}

/** In these modes a container's port is the host's. */
function sharesPorts({ networkMode }: TaskFacts): boolean {
  return networkMode === 'awsvpc' || networkMode === 'host';
}

const portClash: Rule<TaskFacts> = {
  code: 'port-clash',
  category: 'task',
  severity: 'error',
  summary: 'rule.port-clash',
  check: (facts, report) => {
    const taken = new Map<string, { readonly container: Container; readonly field: Field }>();
    const property = sharesPorts(facts) ? 'containerPort' : 'hostPort';
    eachMapping(facts, (mapping, container) => {
      const field = mapping.field(property);
      const port = numberOf(field);
      const protocol = port ? protocolOf(mapping) : '';
      if (protocol === '') return;
      const key = `${port}/${protocol}`;
      const first = taken.get(key);
      if (!first) taken.set(key, { container, field });
      else
        report({
          ...field.span,
          container: container.id,
          message: message('found.portClash', { port: key, name: first.container.name ?? '' }),
          related: [{ ...first.field.span, message: message('related.samePort') }],
        });
    });
  },
};

const hostPort: Rule<TaskFacts> = {
  code: 'host-port',
  category: 'task',
  severity: 'error',
  summary: 'rule.host-port',
  isLocal: true,
  check: (facts, report) => {
    if (!sharesPorts(facts)) return;
    eachMapping(facts, (mapping, container) => {
      const host = mapping.field('hostPort');
      const [inside, outside] = [numberOf(mapping.field('containerPort')), numberOf(host)];
      if (!inside || !outside || inside === outside) return;
      const isNumber = host.tree.kind(host.node) === Kind.Number;
      report({
        ...host.span,
        container: container.id,
        message: message('found.hostPort', { mode: facts.networkMode!, port: inside, host: outside }),
        fixes: [
          {
            title: message('fix.useValue', { value: inside }),
            changes: () => [{ op: 'replace', node: host.node, value: isNumber ? inside : String(inside) }],
          },
        ],
      });
    });
  },
};

export const portRules = [portClash, hostPort];
