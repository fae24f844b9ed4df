const SIMPLE: Record<string, string> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

/** What a quoted template or a bare name says; interpolations stay as they are written. */
export function decodeHcl(source: string): string {
  if (source[0] !== '"') return source;
  const raw = source.slice(1, source.length > 1 && source.endsWith('"') ? -1 : undefined);
  if (!/[\\$%]/.test(raw)) return raw;
  return raw.replace(/\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)/g, (whole, code: string) => {
    if (code.length === 1) return SIMPLE[code] ?? whole;
    const point = Number.parseInt(code.slice(1), 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}

/** A text between quotes, with nothing in it that Terraform would fill in. */
export function writeHcl(text: string): string {
  return JSON.stringify(text).replace(/([$%])\{/g, '$1$1{');
}

/** Blocks that stand for one item of a list each. */
const LISTS: Record<string, string> = { volume: 'volumes', load_balancer: 'loadBalancers' };

/** The API's name for an argument or a block of a resource: `network_mode` is `networkMode`. */
export function fromArgument(name: string): string {
  return LISTS[name] ?? name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

export function toArgument(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
