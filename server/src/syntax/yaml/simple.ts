import { Kind } from '../tree';

/** What stands on one line and can be read in one way only. The parser says where it begins and ends; to ask it for the
 * pieces, one by one, would cost more than parsing did. */

const KEY = /([A-Za-z_][\w.-]*|"[\w. -]+"|'[\w. -]+'):[ \t]+/y;
const DASH = /-[ \t]+/y;
const QUOTED = /"[^"\\\n\r]*"|'[^'\n\r]*'/y;
const PLAIN = /[\w/](?:[\w./@+=$()-]|:(?=[\w./])| (?=[\w./(]))*/y;

/** The end of a key and the beginning of its value, where a member begins with such a key. */
export function simpleKey(text: string, start: number): { end: number; value: number } | undefined {
  KEY.lastIndex = start;
  const found = KEY.exec(text);
  return found ? { end: start + found[1].length, value: KEY.lastIndex } : undefined;
}

/** Where the value of an item begins, behind its dash. */
export function behindDash(text: string, start: number): number {
  DASH.lastIndex = start;
  return DASH.test(text) ? DASH.lastIndex : start;
}

/** What a text that is a scalar from its first character to its last is; undefined where only the parser can tell. */
export function simpleScalar(text: string, start: number, end: number): Kind | undefined {
  const quote = text.charCodeAt(start);
  const pattern = quote === 34 || quote === 39 ? QUOTED : PLAIN;
  pattern.lastIndex = start;
  if (!pattern.test(text) || pattern.lastIndex !== end) return undefined;
  return pattern === QUOTED ? Kind.String : wordKind(text.slice(start, end));
}

function wordKind(word: string): Kind | undefined {
  if (/^\d/.test(word)) return /^\d+$/.test(word) ? Kind.Number : undefined;
  if (/^(?:null|Null|NULL)$/.test(word)) return Kind.Null;
  return truthOf(word) ?? Kind.String;
}

/** YAML 1.1 has more words for true and false than YAML 1.2; CloudFormation reads the former. */
export function truthOf(word: string): Kind.True | Kind.False | undefined {
  if (word.length > 5) return undefined;
  if (/^(?:true|yes|on)$/i.test(word)) return Kind.True;
  return /^(?:false|no|off)$/i.test(word) ? Kind.False : undefined;
}
