import { isSecretItself } from '../defender/secrets';
import { isOurPlaceholder } from '../defender/vocabulary';
import { addressProblem, isPortal } from '../defender/wsAddress';
import { parseReference } from '../images/reference';
import { mask } from '../l10n/mask';
import { type Message, type MessageKey, message } from '../l10n/message';
import type { Field } from '../syntax/view';
import type { Model } from './model';

/** The values of a profile that somebody has to give, as the wiring spells them. */
export const DRAFT_VALUES = ['image', 'wsAddress', 'secret', 'filesystemMonitoring', 'fips'] as const;
export type DraftValue = (typeof DRAFT_VALUES)[number];

/** Where a value was seen, and how often. */
export interface Candidate {
  readonly value: string;
  readonly count: number;
}
export type Candidates = Readonly<Record<DraftValue, readonly Candidate[]>>;

/** Gathers what wired tasks already say: literal values only, never a bundle in clear text, never an image whose name
 * holds a registry token. */
export class Gatherer {
  private readonly seen = new Map<DraftValue, Map<string, number>>();

  add({ analyses }: Model): void {
    for (const { sidecar } of analyses) {
      if (!sidecar) continue;
      const { container, wiring } = sidecar;
      const bundle = wiring.variables.get('INSTALL_BUNDLE');
      const plain = (name: 'WS_ADDRESS' | 'FILESYSTEM_MONITORING' | 'FIPS_ENABLED'): Field | undefined => {
        const variable = wiring.variables.get(name);
        return variable?.isSecret ? undefined : variable?.value;
      };
      this.count('image', container.field('image'));
      this.count('wsAddress', plain('WS_ADDRESS'));
      this.count('secret', bundle?.isSecret ? bundle.value : undefined);
      this.count('filesystemMonitoring', plain('FILESYSTEM_MONITORING'));
      this.count('fips', plain('FIPS_ENABLED'));
    }
  }

  private count(name: DraftValue, field: Field | undefined): void {
    const text = field?.text;
    if (!text || field.isPlaceholder || isOurPlaceholder(text)) return;
    // As it was meant: what is spelled in two ways is no conflict, and the profile is JSON.
    const read = readValue(name, text);
    if ('problem' in read) return;
    const values = this.seen.get(name) ?? new Map<string, number>();
    this.seen.set(name, values.set(read.value, (values.get(read.value) ?? 0) + 1));
  }

  /** The most frequent first; of equals the one that was seen first. */
  get candidates(): Candidates {
    const of = (name: DraftValue): Candidate[] =>
      [...(this.seen.get(name) ?? [])]
        .map(([value, count]) => ({ value, count }))
        .sort((a, b) => b.count - a.count);
    return {
      image: of('image'),
      wsAddress: of('wsAddress'),
      secret: of('secret'),
      filesystemMonitoring: of('filesystemMonitoring'),
      fips: of('fips'),
    };
  }
}

const ARN = /^arn:aws[\w-]*:(?:secretsmanager|ssm):[\w-]+:\d{12}:(?:secret:|parameter\/)\S+$/;

/** Reads a value as somebody has typed or pasted it: the address of the Console becomes the one that a sidecar uses. */
export function readValue(name: DraftValue, typed: string): { value: string } | { problem: Message } {
  const text = typed.trim();
  const problem = (key: MessageKey): { problem: Message } => ({ problem: message(key) });
  switch (name) {
    case 'image':
      if (mask(text) !== text) return problem('draft.tokenInImage');
      return /[/:@]/.test(text) && parseReference(text) ? { value: text } : problem('draft.notAnImage');
    case 'wsAddress': {
      if (isPortal(text)) return problem('draft.portalAddress');
      const wrong = addressProblem(text);
      if (!wrong) return { value: text };
      return wrong.mended ? { value: wrong.mended } : problem('draft.notAnAddress');
    }
    case 'secret':
      if (isSecretItself(text)) return problem('draft.bundleInClear');
      return ARN.test(text) ? { value: text } : problem('draft.notAnArn');
    default:
      return /^(?:true|false)$/i.test(text) ? { value: text.toLowerCase() } : problem('draft.notABoolean');
  }
}

/** A profile with these values, with a comment above each that says what it is. A value that is not known yet is there as
 * a comment. `say` puts a message into the reader's language. */
export function draftProfile(
  values: Readonly<Partial<Record<DraftValue, string>>>,
  say: (text: Message) => string,
): string {
  const comment = (key: MessageKey, indent: string): string =>
    say(message(key))
      .split('\n')
      .map((line) => `${indent}// ${line}\n`)
      .join('');
  const members: [MessageKey, string, string | undefined, string][] = [
    ['draft.image', '"image": ', text(values.image), '"registry.example.com/defender:defender_34_04_145"'],
    ['draft.wsAddress', '"wsAddress": ', text(values.wsAddress), '"wss://us-west1.cloud.twistlock.com:443"'],
    [
      'draft.secret',
      '"installBundle": ',
      values.secret && `{ "secret": ${text(values.secret)} }`,
      '{ "secret": "arn:aws:secretsmanager:..." }',
    ],
    ['draft.filesystemMonitoring', '"filesystemMonitoring": ', values.filesystemMonitoring, 'false'],
    ['draft.fips', '"fips": ', values.fips, 'false'],
  ];
  // What is still to be filled in comes first: once it is uncommented, its comma is right.
  const open = members.filter(([, , value]) => value === undefined);
  const known = members.filter(([, , value]) => value !== undefined);
  const lines = [
    ...open.map(([key, name, , example]) => `${comment(key, '    ')}    // ${name}${example},\n`),
    ...known.map(([key, name, value], place) => {
      const comma = place < known.length - 1 ? ',' : '';
      return `${comment(key, '    ')}    ${name}${value}${comma}\n`;
    }),
  ];
  return `${comment('draft.head', '')}{\n  "defender": {\n${lines.join('')}  },\n${comment('draft.entryPoints', '  ')}  "entryPoints": [],\n${comment('draft.exclude', '  ')}  "containers": { "exclude": [] }\n}\n`;
}

function text(value: string | undefined): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}
