import { CLOUDFORMATION } from '../ecs/model/differences';
import type { Documentation } from '../ecs/model/documentation';
import { FARGATE_LOG_DRIVERS, UNSUPPORTED } from '../ecs/model/fargate';
import { MOST_ITEMS, RANGES, REQUIRED_TOO } from '../ecs/model/limits';
import type { Member, Type } from '../ecs/model/shapes';
import { type Message, message } from '../l10n/message';
import { type Dialect, spell } from '../syntax/dialect';

/** A paragraph of what is to be shown: ours in the reader's language, or Markdown of AWS's own documentation, which is
 * English. */
export type Paragraph = Message | { readonly markdown: string };

/** A member by the API's names. */
export interface MemberName {
  readonly owner: string;
  readonly name: string;
}

/** What is known of a member: its type, what AWS says it means, its values and limits, and where all of it stands. */
export function aboutMember(member: Member, dialect: Dialect, docs: Documentation): Paragraph[] {
  const { owner, name, spelled, type, isRequired } = member;
  const required = isRequired || REQUIRED_TOO.has(`${owner}.${name}`);
  const heading = { name: spelled, type: typeText(type) };
  return [
    message(required ? 'about.required' : 'about.member', heading),
    ...meaning(member, docs),
    ...valuesOf(type),
    ...limits(member),
    ...otherName(member, dialect),
    reference(member),
  ];
}

/** The same without what a list of completions shows already. */
export function aboutName(name: MemberName, docs: Documentation): Paragraph[] {
  return [...meaning(name, docs), ...limits(name), reference(name)];
}

/** A type in a word, as the API's reference writes it. */
export function typeText(type: Type): string {
  switch (type.kind) {
    case 'list':
      return `${typeText(type.item)}[]`;
    case 'struct':
      return type.shape.name;
    case 'map':
      return 'map';
    default:
      return type.kind;
  }
}

/** How much of AWS's text is shown: whole paragraphs, the rest is behind the link. */
const ENOUGH = 500;

function meaning({ owner, name }: MemberName, docs: Documentation): Paragraph[] {
  const text = docs[`${owner}.${name}`];
  if (!text) return [];
  const paragraphs = text.split(/\n{2,}/);
  let shown = paragraphs[0];
  for (const next of paragraphs.slice(1)) {
    if (shown.length + next.length > ENOUGH) return [{ markdown: `${shown}\n\n…` }];
    shown += `\n\n${next}`;
  }
  return [{ markdown: shown }];
}

function valuesOf(type: Type): Message[] {
  const one = type.kind === 'list' ? type.item : type;
  const values = one.kind === 'string' ? one.values : undefined;
  return values ? [message('about.values', { values: list(values) })] : [];
}

function limits({ owner, name }: MemberName): Message[] {
  const id = `${owner}.${name}`;
  const range = RANGES[id];
  const most = MOST_ITEMS[id];
  const notes: Message[] = [];
  if (range) {
    const { min, max } = range;
    notes.push(message(range.onFargate ? 'about.rangeOnFargate' : 'about.range', { min, max }));
  }
  if (most !== undefined) notes.push(message('about.most', { count: most }));
  const row = UNSUPPORTED[id];
  if (row?.takes) notes.push(message('about.fargateTakes', { values: list(row.takes) }));
  else if (row?.refuses) notes.push(message('about.fargateRefuses', { values: list(row.refuses) }));
  else if (row) notes.push(message(row.where === 'fargate' ? 'about.notOnFargate' : 'about.notInAwsvpc'));
  if (id === 'LogConfiguration.logDriver')
    notes.push(message('about.fargateTakes', { values: list([...FARGATE_LOG_DRIVERS]) }));
  if (id === 'RegisterTaskDefinitionRequest.networkMode')
    notes.push(message('about.fargateTakes', { values: list(['awsvpc']) }));
  return notes;
}

function list(values: readonly string[]): string {
  return values.map((value) => `\`${value}\``).join(', ');
}

function otherName({ owner, name }: Member, dialect: Dialect): Message[] {
  if (dialect === 'cloudformation') return [message('about.inApi', { name })];
  const spelled = CLOUDFORMATION[`${owner}.${name}`]?.spelled ?? spell('cloudformation', name);
  return [message('about.inCloudFormation', { name: spelled })];
}

const REFERENCE = 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/';

/** The member's place in AWS's reference of the API. */
function reference({ owner, name }: MemberName): Message {
  const isRequest = owner === 'RegisterTaskDefinitionRequest';
  const link = isRequest
    ? `${REFERENCE}API_RegisterTaskDefinition.html#ECS-RegisterTaskDefinition-request-${name}`
    : `${REFERENCE}API_${owner}.html#ECS-Type-${owner}-${name}`;
  return message('about.reference', { link });
}
