import type { Rule } from '../../findings/rule';
import { message } from '../../l10n/message';
import { Kind } from '../../syntax/tree';
import type { Field } from '../../syntax/view';
import { known, type TaskFacts } from '../facts';
import { numberOf } from '../numbers';
import type { Container } from '../task';

/** Ports, by what https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html says of network modes. */

interface Mapping {
  readonly container: Container;
  readonly port: Field;
  readonly host: Field;
  readonly protocol: string;
}

function* mappingsIn({ task }: TaskFacts): Generator<Mapping> {
  for (const container of task.containers) {
    for (const struct of container.field('portMappings').structs) {
      const protocol = struct.field('protocol');
      yield {
        container,
        port: struct.field('containerPort'),
        host: struct.field('hostPort'),
        protocol: protocol.isAbsent ? 'tcp' : (known(protocol) ?? ''),
      };
    }
  }
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
    const taken = new Map<string, { readonly mapping: Mapping; readonly field: Field }>();
    for (const mapping of mappingsIn(facts)) {
      const field = sharesPorts(facts) ? mapping.port : mapping.host;
      const port = numberOf(field);
      if (!port || mapping.protocol === '') continue;
      const key = `${port}/${mapping.protocol}`;
      const first = taken.get(key);
      if (!first) taken.set(key, { mapping, field });
      else
        report({
          ...field.span,
          container: mapping.container.id,
          message: message('found.portClash', { port: key, name: first.mapping.container.name ?? '' }),
          related: [{ ...first.field.span, message: message('related.samePort') }],
        });
    }
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
    for (const { container, port, host } of mappingsIn(facts)) {
      const [inside, outside] = [numberOf(port), numberOf(host)];
      if (!inside || !outside || inside === outside) continue;
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
    }
  },
};

export const portRules = [portClash, hostPort];
