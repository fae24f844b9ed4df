import { message } from '../../l10n/message';
import { documentOf, TEMPLATES } from '../policyTemplates';
import type { Completion } from './item';

/** Words that stand in the names of files and folders that hold policies. */
const TELLING = /polic|collection|custom.?rule|alert|prisma|twistlock|waas|wildfire/i;

/** Whether a document that holds nothing yet is called as one that is to hold a policy. */
export function soundsLikePolicy(place: string): boolean {
  return TELLING.test(place);
}

/** New policy documents for one that holds nothing yet, or the beginning of a word. */
export function newDocumentsIn(text: string): Completion[] {
  const match = /^\s*([\w-]*)\s*$/.exec(text);
  if (!match) return [];
  const start = text.length - text.trimStart().length;
  return TEMPLATES.map((template, order) => ({
    label: template.name,
    kind: 'value',
    detail: message(template.title),
    edit: { start, end: start + match[1].length, text: documentOf(template) },
    isSnippet: true,
    further: [],
    filter: template.name,
    sort: String(order),
  }));
}
