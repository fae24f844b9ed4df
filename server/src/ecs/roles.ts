import { grouped } from '../syntax/grouped';
import { once } from '../syntax/memo';
import { NONE, type NodeId, type Tree } from '../syntax/tree';
import type { Field, Struct } from '../syntax/view';
import { type Resource, resourcesOf } from './cloudformation';
import { referredBy } from './services';
import type { TaskDefinition } from './task';

/** The role of the same template that ECS takes to start a task: the one that reads its secrets. */
export interface ExecutionRole {
  readonly logicalId: string;
  readonly properties: Struct;
  /** What the role may do, as far as the template says it in full; undefined where something stands elsewhere. */
  readonly statements: readonly Struct[] | undefined;
  /** A list of statements that a further one can go into; NONE where there is none. */
  readonly list: NodeId;
}

/** What AWS's own policy for execution roles allows is known: images and logs, no secrets. */
const WITHOUT_SECRETS = /^arn:[^:]*:iam::aws:policy\/service-role\/AmazonECSTaskExecutionRolePolicy$/;

export function executionRoleOf(task: TaskDefinition): ExecutionRole | undefined {
  const { tree } = task;
  if (tree.dialect !== 'cloudformation') return undefined;
  const logicalId = referredBy(task.field('executionRoleArn'));
  const role = rolesById(resourcesOf(tree, 'AWS::IAM::Role')).get(logicalId)?.[0];
  if (logicalId === undefined || !role?.properties) return undefined;
  const { properties } = role;
  const holders = [...properties.field('policies').structs, ...policiesFor(tree, logicalId)];
  const lists = holders.map((holder) => holder.field('policyDocument').struct?.field('statement'));
  const isWhole = statesItsPolicies(properties) && lists.every((list) => list && isListed(list));
  return {
    logicalId,
    properties,
    statements: isWhole ? lists.flatMap((list) => statementsOf(list!)) : undefined,
    list: lists.find((list) => list?.isArray)?.node ?? NONE,
  };
}

function statementsOf(list: Field): readonly Struct[] {
  return list.struct ? [list.struct] : list.structs;
}

/** Whether all of a list's items can be seen. */
function isListed(list: Field): boolean {
  return list.struct !== undefined || (list.isArray && list.items.length === list.structs.length);
}

/** Whether nothing that the role is given stands elsewhere. */
function statesItsPolicies(role: Struct): boolean {
  const policies = role.field('policies');
  const managed = role.field('managedPolicyArns');
  if (role.templateDecides(['policies', 'managedPolicyArns']) || managed.isOpaque) return false;
  if (!policies.isAbsent && !isListed(policies)) return false;
  return managed.templates.every((arn) => WITHOUT_SECRETS.test(arn.replace('${AWS::Partition}', 'aws')));
}

/** The policies of the template that are attached to a role. */
function policiesFor(tree: Tree, logicalId: string): Struct[] {
  return ['Policy', 'ManagedPolicy', 'RolePolicy'].flatMap((name) => {
    const { byRole, ofAny } = attached(resourcesOf(tree, `AWS::IAM::${name}`));
    return [...(byRole.get(logicalId) ?? []), ...ofAny].sort((a, b) => a.node - b.node);
  });
}

/** Policies by the roles that they name. Roles that are given as a whole from elsewhere may hold any. */
const attached = once((policies: readonly Resource[]) => {
  const ofAny: Struct[] = [];
  const pairs: [string, Struct][] = [];
  for (const { properties } of policies) {
    if (!properties) continue;
    const names = [...properties.field('roles').templates, ...properties.field('roleName').templates];
    if (names.some((name) => !/^\$\{\w+\}$|^[\w+=,.@-]+$/.test(name))) ofAny.push(properties);
    else for (const role of new Set(names.flatMap(referenceIn))) pairs.push([role, properties]);
  }
  return { byRole: grouped(pairs), ofAny };
});

const referenceIn = (name: string): string[] => (name.startsWith('${') ? [name.slice(2, -1)] : []);

const rolesById = once((roles: readonly Resource[]) => grouped(roles.map((role) => [role.logicalId, role])));
