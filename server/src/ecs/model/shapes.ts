import model from 'ecs-model:shapes';
import { type Dialect, spell } from '../../syntax/dialect';
import { toArgument } from '../../syntax/hcl/scalars';
import { CLOUDFORMATION, type Difference, TERRAFORM } from './differences';

/** What a value may be. `any` is what we know by name only. */
export type Type =
  | { readonly kind: 'string'; readonly values?: readonly string[]; readonly likely?: string }
  | { readonly kind: 'number' | 'boolean' | 'any'; readonly likely?: string }
  /** Texts under names that the author chooses. */
  | { readonly kind: 'map' }
  | { readonly kind: 'list'; readonly item: Type }
  | { readonly kind: 'struct'; readonly shape: Shape };

/** A member of a shape, as one dialect has it. */
export interface Member {
  /** `Shape.member` by the API's names; documentation and tables go by it. */
  readonly id: string;
  /** The API's name of the shape that it is a member of there. */
  readonly owner: string;
  /** The API's name. */
  readonly name: string;
  /** The name as the tree reads it from a document of the dialect. */
  readonly spelled: string;
  /** The name as the author types it: in Terraform's resources not as the tree reads it. */
  readonly written: string;
  readonly type: Type;
  readonly isRequired: boolean;
}

export interface Shape {
  /** The API's name, such as `ContainerDefinition`. */
  readonly name: string;
  readonly members: readonly Member[];
  /** Those with which an object begins, where that is known better than by what is required. */
  readonly first?: readonly Member[];
  /** The member that a key stands for; one that differs in nothing but case counts. */
  readonly find: (spelled: string) => Member | undefined;
}

/** What `RegisterTaskDefinition` takes, as documents of a dialect spell it. */
export function taskShape(dialect: Dialect): Shape {
  return shapeOf(dialect, 'RegisterTaskDefinitionRequest');
}

/** One container definition. Terraform spells it as the API does. */
export function containerShape(dialect: Dialect): Shape {
  return shapeOf(dialect, 'ContainerDefinition');
}

const KNOWN = new Map<string, Shape>();

function shapeOf(dialect: Dialect, name: string): Shape {
  const own = dialect === 'terraform' && name === 'ContainerDefinition' ? 'api' : dialect;
  const id = `${own} ${name}`;
  let shape = KNOWN.get(id);
  if (!shape) {
    shape = makeShape(own, name);
    KNOWN.set(id, shape);
  }
  return shape;
}

const DIFFERENCES: Record<Dialect, Readonly<Record<string, Difference>>> = {
  api: {},
  cloudformation: CLOUDFORMATION,
  terraform: TERRAFORM,
};

function makeShape(dialect: Dialect, shape: string): Shape {
  const differences = DIFFERENCES[dialect];
  const own = Object.entries(model.shapes[shape] ?? {}).map(([name, type]) => ({ name, type }));
  const added = Object.entries(differences[shape]?.added ?? {}).map(([name, type]) => ({ name, type }));
  const members = [...own, ...added].flatMap(({ name, type }) => {
    const difference = differences[`${shape}.${name}`];
    if (difference?.isAbsent) return [];
    const spelled = difference?.spelled ?? spell(dialect, name);
    const id = difference?.means ?? `${shape}.${name}`;
    const [owner, meant] = id.split('.');
    let known: Type | undefined;
    return {
      id,
      owner,
      name: meant,
      spelled,
      written: dialect === 'terraform' ? (difference?.written ?? toArgument(spelled)) : spelled,
      // A shape may hold itself one day; nothing is made before it is looked at.
      get type() {
        known ??= typeOf(dialect, difference?.type ?? type);
        return known;
      },
      isRequired: type.endsWith('!') && difference?.isOptional !== true,
    };
  });
  const exact = new Map(members.map((member) => [member.spelled, member]));
  const cased = new Map(members.map((member) => [member.spelled.toLowerCase(), member]));
  return {
    name: shape,
    members,
    find: (spelled) => exact.get(spelled) ?? cased.get(spelled.toLowerCase()),
  };
}

const TYPES = new Map<string, Type>();

function typeOf(dialect: Dialect, declared: string): Type {
  const id = `${dialect} ${declared}`;
  let type = TYPES.get(id);
  if (!type) {
    type = makeType(dialect, declared.replace(/!$/, ''));
    TYPES.set(id, type);
  }
  return type;
}

function makeType(dialect: Dialect, declared: string): Type {
  if (declared === 'string' || declared === 'number' || declared === 'boolean' || declared === 'any')
    return { kind: declared };
  if (declared.startsWith('Record<')) return { kind: 'map' };
  if (declared.endsWith('[]')) return { kind: 'list', item: typeOf(dialect, declared.slice(0, -2)) };
  const values = model.values[declared];
  if (values) return { kind: 'string', values };
  return { kind: 'struct', shape: shapeOf(dialect, declared) };
}
