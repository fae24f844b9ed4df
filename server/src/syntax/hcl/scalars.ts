import { escapeTemplate, partsOf, unescapeTemplate } from './templates';

const SIMPLE: Record<string, string> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

/** What a quoted template or a bare name says; interpolations stay as they are written. */
export function decodeHcl(source: string): string {
  const raw = unquoted(source);
  if (raw === undefined) return source;
  if (!/[\\$%]/.test(raw)) return raw;
  return partsOf(raw)
    .map(({ source, isCode }) => (isCode ? source : unescapeTemplate(decodeEscapes(source))))
    .join('');
}

/** A quoted template as the text of JSON that Terraform fills in just as well. */
export function hclAsJson(source: string): string {
  const written = partsOf(unquoted(source) ?? source).map(({ source, isCode }) =>
    isCode ? source : JSON.stringify(decodeEscapes(source)).slice(1, -1),
  );
  return `"${written.join('')}"`;
}

/** What stands between the quotes; undefined where there are none. */
function unquoted(source: string): string | undefined {
  if (source[0] !== '"') return undefined;
  return source.slice(1, source.length > 1 && source.endsWith('"') ? -1 : undefined);
}

function decodeEscapes(text: string): string {
  return text.replace(/\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)/g, (whole, code: string) => {
    if (code.length === 1) return SIMPLE[code] ?? whole;
    const point = Number.parseInt(code.slice(1), 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}

/** A text between quotes, with nothing in it that Terraform would fill in. */
export function writeHcl(text: string): string {
  return escapeTemplate(quoted(text));
}

/** JSON's quotes, without the two escapes that HCL does not know. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(/\\([\\"bf])/g, (whole, code: string) =>
    code === 'b' ? '\\u0008' : code === 'f' ? '\\u000c' : whole,
  );
}

/** The text of JSON in a heredoc as a quoted template. */
export function jsonAsHcl(source: string, decode: (source: string) => string): string {
  const written = partsOf(source.slice(1, -1)).map(({ source, isCode }) =>
    isCode ? source : quoted(decode(`"${source}"`)).slice(1, -1),
  );
  return `"${written.join('')}"`;
}

/** Blocks that stand for one item of a list each. A document may call its own anything, `constructor` too. */
const LISTS = new Map([
  ['volume', 'volumes'],
  ['load_balancer', 'loadBalancers'],
]);

/** The API's name for an argument or a block of a resource: `network_mode` is `networkMode`. */
export function fromArgument(name: string): string {
  return LISTS.get(name) ?? name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

export function toArgument(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** How a module for one container calls what the API calls otherwise; all other names are those of arguments. */
const OF_CONTAINER = new Map(
  Object.entries({
    name: 'container_name',
    image: 'container_image',
    cpu: 'container_cpu',
    memory: 'container_memory',
    memoryReservation: 'container_memory_reservation',
    entryPoint: 'entrypoint',
    dependsOn: 'container_depends_on',
    healthCheck: 'healthcheck',
  }),
);
const TO_API = new Map([...OF_CONTAINER].map(([name, argument]) => [argument, name]));

export function fromContainerArgument(name: string): string {
  return TO_API.get(name) ?? fromArgument(name);
}
export function toContainerArgument(name: string): string {
  return OF_CONTAINER.get(name) ?? toArgument(name);
}
