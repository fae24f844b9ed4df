import type { ExecutionRole } from '../ecs/roles';
import { fitsPattern } from '../profile/wildcards';
import { type Change, Copy, type Value } from '../syntax/edits';
import { NONE } from '../syntax/tree';
import type { Field, Struct } from '../syntax/view';
import type { TaskAnalysis } from './analysis';

/** Whether a role may read the secret with the install bundle, and the statement that says so. */

/** Where the sidecar's bundle is kept: the reference to its secret. */
export function secretOf({ sidecar }: TaskAnalysis): Field | undefined {
  const variable = sidecar?.wiring.variables.get('INSTALL_BUNDLE');
  return variable?.isSecret && !variable.value.isAbsent ? variable.value : undefined;
}

/** Whether one of the statements allows it, or may do so. */
export function allowsSecret(statements: readonly Struct[], secret: Field): boolean {
  const { action } = needs(secret);
  return statements.some((statement) => {
    if (statement.field('effect').text === 'Deny') return false;
    if (!statement.field('notAction').isAbsent || !statement.field('notResource').isAbsent) return true;
    const actions = statement.field('action').templates;
    if (!actions.some((one) => one.includes('${') || fitsPattern(one.toLowerCase(), action.toLowerCase())))
      return false;
    return statement.field('resource').templates.some((one) => coversResource(one, secret));
  });
}

/** What is decided elsewhere may be the same thing under another name: only two literal texts can disagree. */
function coversResource(resource: string, secret: Field): boolean {
  const wanted = secret.template ?? '';
  if (
    resource.includes('${') ||
    resource.startsWith('!') ||
    secret.text === undefined ||
    secret.isPlaceholder
  )
    return true;
  return fitsPattern(resource, resourceOf(wanted)) || fitsPattern(resource, `${resourceOf(wanted)}-AbCdEf`);
}

/** The change that adds the statement; undefined where the secret cannot be named in it. */
export function allowSecret(role: ExecutionRole, secret: Field): Change[] | undefined {
  const resource = writtenResource(secret);
  if (resource === undefined) return undefined;
  const statement: Value = { Effect: 'Allow', Action: needs(secret).action, Resource: resource };
  if (role.list !== NONE) return [{ op: 'append', array: role.list, values: [statement] }];
  const policy: Value = {
    PolicyName: 'DefenderInstallBundle',
    PolicyDocument: { Version: '2012-10-17', Statement: [statement] },
  };
  const policies = role.properties.field('policies');
  if (policies.isArray) return [{ op: 'append', array: policies.node, values: [policy] }];
  return policies.state === 'absent'
    ? [{ op: 'set', object: role.properties.node, key: 'policies', value: [policy] }]
    : undefined;
}

/** An ARN that goes on after the secret's name, with a key or a version, is not what IAM calls the secret. */
function writtenResource(secret: Field): Value | undefined {
  // An expression that may go on after the ARN cannot be cut.
  if (secret.text === undefined)
    return /:[^:]*:$|::/.test((secret.template ?? '').replaceAll('AWS::', ''))
      ? undefined
      : new Copy(secret.tree, secret.node);
  const resource = resourceOf(secret.text);
  if (!resource.startsWith('arn:')) return undefined;
  // Secrets Manager adds six characters to the name.
  const isWhole = !resource.includes(':secretsmanager:') || /-[A-Za-z0-9]{6}$/.test(resource);
  return isWhole ? resource : `${resource}-??????`;
}

function resourceOf(valueFrom: string): string {
  return valueFrom.split(':').slice(0, 7).join(':');
}

function needs({ text = 'arn:aws:secretsmanager:' }: Field): { action: string } {
  const isParameter = /^arn:[^:]*:ssm:/.test(text) || !text.startsWith('arn:');
  return { action: isParameter ? 'ssm:GetParameters' : 'secretsmanager:GetSecretValue' };
}
