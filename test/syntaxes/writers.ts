import fc from 'fast-check';
import { parseToObject } from 'hcl2-parser';
import { parse } from 'jsonc-parser';
import { parse as parseYaml } from 'yaml';
import { layouts as jsonLayouts, write } from '../protect/documents';

/** One task definition as each syntax writes it, and read back by a parser that is not ours. */

// biome-ignore lint/suspicious/noExplicitAny: the writers take whatever the generator made
type Json = any;

export const layouts = fc.record({
  json: jsonLayouts,
  quotes: fc.constantFrom<'plain' | "'" | '"'>('plain', "'", '"'),
  dashStep: fc.constantFrom(0, 2),
  comma: fc.boolean(),
  colon: fc.constantFrom(' = ', ': '),
});
export type Layout = typeof layouts extends fc.Arbitrary<infer T> ? T : never;

export interface Writer {
  write(task: Json, layout: Layout): string;
  read(text: string): Json;
}

export const WRITERS: Record<string, Writer> = {
  'CloudFormation in JSON': {
    write: (task, { json }) => write(templateOf(task), json),
    read: (text) => fromTemplate(parse(text)),
  },
  'CloudFormation in YAML': {
    write: (task, layout) => lines(yaml(templateOf(task), 0, layout), layout),
    read: (text) => fromTemplate(parseYaml(text)),
  },
  Terraform: {
    write: (task, layout) =>
      lines(
        terraform(task, (list) => encoded(list, layout), layout),
        layout,
      ),
    read: (text) => {
      const bare = text.replace('jsonencode(', '').replace(/\)(\s*\}\s*)$/, '$1');
      return fromResource(bare, (list) => list);
    },
  },
  'Terraform in JSON': {
    write: (task, { json }) => {
      const { containerDefinitions, ...rest } = task;
      const app = {
        ...Object.fromEntries(Object.entries(rest).map(([key, value]) => [snake(key), value])),
        container_definitions: JSON.stringify(containerDefinitions),
      };
      return write({ resource: { aws_ecs_task_definition: { app } } }, { ...json, comments: false });
    },
    read: (text) => {
      const { app } = parse(text).resource.aws_ecs_task_definition;
      return fromArguments(app, (list) => parse(list));
    },
  },
  'JSON in Terraform': {
    write: (task, layout) =>
      lines(
        terraform(task, (list) => heredoc(list, layout), layout),
        layout,
      ),
    read: (text) => fromResource(text, (list) => parse(list)),
  },
};

function lines(text: string, { json }: Layout): string {
  return text.replaceAll('\n', json.eol) + (json.finalNewline ? json.eol : '');
}

// --- CloudFormation

function templateOf(task: Json): Json {
  return {
    Resources: { Task: { Type: 'AWS::ECS::TaskDefinition', Properties: respelled(task, pascal) } },
  };
}

function fromTemplate(template: Json): Json {
  return respelled(template.Resources.Task.Properties, camel);
}

const pascal = (name: string): string => name[0].toUpperCase() + name.slice(1);
const camel = (name: string): string => name[0].toLowerCase() + name.slice(1);

/** Log options and labels are the author's own names. */
const MAPS = /^(?:options|dockerLabels)$/i;

function respelled(value: Json, spell: (name: string) => string): Json {
  if (Array.isArray(value)) return value.map((item) => respelled(item, spell));
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, inner]) => [
    spell(key),
    MAPS.test(key) ? inner : respelled(inner, spell),
  ]);
  return Object.fromEntries(entries);
}

// --- YAML

function yaml(value: Json, column: number, layout: Layout): string {
  const { json, dashStep } = layout;
  const step = json.indent.length === 4 ? 4 : 2;
  const pad = ' '.repeat(column);
  if (Array.isArray(value)) {
    return value
      .map((item, place) => {
        const isFlow = json.inlineItems && isFlat(item);
        const text = isFlow ? flow(item, layout) : yaml(item, column + 2, layout).trimStart();
        return `${pad}- ${isCollection(item) ? text : scalar(item, layout)}${remark(place, layout)}`;
      })
      .join('\n');
  }
  return Object.entries(value)
    .map(([key, inner], place) => {
      if (!isCollection(inner)) return `${pad}${key}: ${scalar(inner, layout)}${remark(place, layout)}`;
      if (json.inlineLists && isFlat(inner)) return `${pad}${key}: ${flow(inner, layout)}`;
      const below = Array.isArray(inner) ? column + (dashStep === 0 ? 0 : step) : column + step;
      return `${pad}${key}:${remark(place, layout)}\n${yaml(inner, below, layout)}`;
    })
    .join('\n');
}

function remark(place: number, { json }: Layout): string {
  return json.comments && place % 3 === 0 ? '  # why' : '';
}

/** Something that goes over several lines: an empty list or object does not. */
function isCollection(value: Json): boolean {
  return value !== null && typeof value === 'object' && Object.keys(value).length > 0;
}

function isFlat(value: Json): boolean {
  return Object.values(value ?? {}).every((inner) => inner === null || typeof inner !== 'object');
}

function flow(value: Json, layout: Layout): string {
  if (Array.isArray(value)) return `[${value.map((item) => scalar(item, layout)).join(', ')}]`;
  if (value === null || typeof value !== 'object') return scalar(value, layout);
  const members = Object.entries(value).map(([key, inner]) => `${key}: ${scalar(inner, layout)}`);
  return members.length > 0 ? `{ ${members.join(', ')} }` : '{}';
}

const RESERVED = /^(?:true|false|null|yes|no|on|off|y|n)$/i;

function scalar(value: Json, { quotes }: Layout): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  if (quotes === 'plain' && /^[a-z/][a-z0-9/._-]*$/i.test(value) && !RESERVED.test(value)) return value;
  if (quotes === "'" && /^[\x20-\x7e]*$/.test(value)) return `'${value.replaceAll("'", "''")}'`;
  return JSON.stringify(value).replace(
    /[\x7f-\x9f\u2028\u2029\ufeff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

// --- Terraform

function terraform(task: Json, containers: (list: Json) => string, layout: Layout): string {
  const { containerDefinitions, ...rest } = task;
  const members = Object.entries(rest).map(([key, value]) => [snake(key), hcl(value, '  ', layout)]);
  const width = Math.max(...members.map(([key]) => key.length), 0);
  const body = members.map(([key, value]) => `  ${key.padEnd(width)} = ${value}`);
  return [
    'resource "aws_ecs_task_definition" "app" {',
    ...body,
    '',
    `  container_definitions = ${containers(containerDefinitions)}`,
    '}',
  ].join('\n');
}

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

function encoded(list: Json, layout: Layout): string {
  return `jsonencode(${hcl(list, '  ', layout)})`;
}

function heredoc(list: Json, { json }: Layout): string {
  const text = write(list, { ...json, eol: '\n', comments: false, finalNewline: false });
  return `<<EOF\n${text.replace(/[$%]\{(?!TAG\})/g, (begin) => begin[0] + begin)}\nEOF`;
}

function hcl(value: Json, outer: string, layout: Layout): string {
  const { json, comma, colon } = layout;
  if (!isCollection(value)) return typeof value === 'string' ? quoted(value) : JSON.stringify(value);
  const inner = `${outer}  `;
  if (Array.isArray(value)) {
    const items = value.map((item) => hcl(item, inner, layout));
    if (json.inlineLists && isFlat(value)) return `[${items.join(', ')}]`;
    return `[\n${items.map((item) => inner + item).join(',\n')}\n${outer}]`;
  }
  const members = Object.entries(value).map(([key, one]) => [key, hcl(one, inner, layout)]);
  if (json.inlineItems && isFlat(value)) {
    return `{ ${members.map(([key, one]) => key + colon + one).join(', ')} }`;
  }
  const written = members.map(([key, one], place) => {
    const mark = json.comments && place % 3 === 0 ? ' # why' : '';
    const end = comma && place < members.length - 1 ? ',' : '';
    return `${inner}${key}${colon}${one}${end}${one.includes('\n') ? '' : mark}`;
  });
  return `{\n${written.join('\n')}\n${outer}}`;
}

/** `${TAG}` stands for itself; what only looks like the beginning of an interpolation is escaped. */
function quoted(text: string): string {
  const written = JSON.stringify(text);
  return text === '${TAG}' ? written : written.replace(/([$%])\{/g, '$1$1{');
}

function fromResource(text: string, readList: (list: Json) => Json): Json {
  const [parsed, fault] = parseToObject(text);
  if (fault) throw new Error(String(fault));
  return fromArguments(parsed.resource.aws_ecs_task_definition.app[0], readList);
}

function fromArguments(resource: Json, readList: (list: Json) => Json): Json {
  const entries = Object.entries(resource).map(([key, value]) => [
    key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    value,
  ]);
  const task = Object.fromEntries(entries);
  return { ...task, containerDefinitions: readList(task.containerDefinitions) };
}
