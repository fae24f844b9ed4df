import { REQUIRED_TOO } from '../../ecs/model/limits';
import type { Member, Shape, Type } from '../../ecs/model/shapes';

/** How keys and values are written around the cursor. */
export interface Form {
  /** Lists and objects line by line, without brackets. */
  readonly isBlock: boolean;
  /** Brackets on one line. */
  readonly isInline: boolean;
  /** Around keys, and around texts. */
  readonly keyQuote: string;
  readonly quote: string;
  readonly colon: string;
  /** Between members on lines of their own. */
  readonly memberEnd: string;
  /** One step of indentation. */
  readonly unit: string;
}

/** Members that nearly every author writes, of shapes of which the API requires none. */
const FIRST: Readonly<Record<string, readonly string[]>> = {
  PortMapping: ['containerPort'],
  Volume: ['name'],
  EFSVolumeConfiguration: ['fileSystemId'],
  RuntimePlatform: ['cpuArchitecture', 'operatingSystemFamily'],
};
/** Shapes with no more members are written out. */
const FEW = 3;
/** Longer choices are left to the list that comes while typing. */
const MOST_CHOICES = 12;

/** What follows a key, as a snippet: brackets and quotes, with places to be filled in. Lines after the first begin with
 * `indent`. */
export function valueSnippet(type: Type, form: Form, indent: string): string {
  let places = 0;
  const next = (): string => `$${++places}`;
  const choice = (values: readonly string[], likely?: string): string => {
    const ordered = likely === undefined ? values : [likely, ...values.filter((one) => one !== likely)];
    return `\${${++places}|${ordered.join(',')}|}`;
  };
  const filled = (likely: string | undefined): string =>
    likely === undefined ? next() : `\${${++places}:${likely.replace(/[\\$}]/g, '\\$&')}}`;

  const scalar = (one: Type): string => {
    if (one.kind === 'boolean') return choice(['true', 'false'], one.likely);
    if (one.kind === 'number' || one.kind === 'any') return filled(one.likely);
    if (one.kind !== 'string') return next();
    const isShort = one.values !== undefined && one.values.length <= MOST_CHOICES;
    return form.quote + (isShort ? choice(one.values, one.likely) : filled(one.likely)) + form.quote;
  };
  const key = (name: string): string => form.keyQuote + name + form.keyQuote;

  const inBrackets = (one: Type, at: string): string => {
    const inner = at + form.unit;
    if (one.kind === 'map')
      return object([`${key(next())}${form.colon}${form.quote}${next()}${form.quote}`], at);
    if (one.kind === 'struct') return object(membersIn(one.shape, inner), at);
    if (one.kind !== 'list') return scalar(one);
    const { item } = one;
    if (item.kind !== 'struct') return `[${scalar(item)}]`;
    if (form.isInline) return `[${inBrackets(item, inner)}]`;
    const isFlat = firstOf(item.shape).every((member) => !isNested(member.type));
    const onLine = isFlat && firstOf(item.shape).length > 0 && item.shape.name !== 'ContainerDefinition';
    const written = onLine ? `{ ${membersIn(item.shape, inner).join(', ')} }` : inBrackets(item, inner);
    return `[\n${inner}${written}\n${at}]`;
  };
  const membersIn = (shape: Shape, at: string): string[] =>
    firstOf(shape).map((member) => key(member.spelled) + form.colon + inBrackets(member.type, at));
  const object = (members: readonly string[], at: string): string => {
    const inner = at + form.unit;
    const lines = members.length > 0 ? members : [next()];
    if (form.isInline) return `{ ${lines.join(', ')} }`;
    return `{\n${inner}${lines.join(`${form.memberEnd}\n${inner}`)}\n${at}}`;
  };

  const inBlock = (one: Type, at: string): string => {
    const inner = at + form.unit;
    if (one.kind === 'map') return `\n${inner}${next()}: ${next()}`;
    if (one.kind === 'struct') return `\n${inner}${linesOf(one.shape, inner).join(`\n${inner}`)}`;
    if (one.kind !== 'list') return ` ${scalar(one)}`;
    const lines = one.item.kind === 'struct' ? linesOf(one.item.shape, `${inner}  `) : [scalar(one.item)];
    return `\n${inner}- ${lines.join(`\n${inner}  `)}`;
  };
  const linesOf = (shape: Shape, at: string): string[] => {
    const lines = firstOf(shape).map((member) => `${member.spelled}:${inBlock(member.type, at)}`);
    return lines.length > 0 ? lines : [next()];
  };
  return form.isBlock ? inBlock(type, indent) : inBrackets(type, indent);
}

function isNested({ kind }: Type): boolean {
  return kind === 'list' || kind === 'struct' || kind === 'map';
}

/** The members with which an object begins. */
function firstOf(shape: Shape): readonly Member[] {
  if (shape.first) return shape.first;
  const required = shape.members.filter(
    (one) => one.isRequired || REQUIRED_TOO.has(`${shape.name}.${one.name}`),
  );
  if (required.length > 0) return required;
  if (shape.members.length <= FEW) return shape.members;
  return shape.members.filter((one) => FIRST[shape.name]?.includes(one.name));
}
