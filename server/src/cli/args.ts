import { parseArgs } from 'node:util';
import { closest } from '../findings/closest';
import { type Message, message } from '../l10n/message';

/** A use of the command line that cannot be carried out, and why. */
export class UsageError extends Error {
  constructor(readonly text: Message) {
    super(text.key);
  }
}

const COMMON = {
  config: { type: 'string' },
  as: { type: 'string' },
  lang: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

const CHECK = {
  ...COMMON,
  format: { type: 'string' },
  save: { type: 'string', multiple: true },
  'fail-on': { type: 'string' },
  baseline: { type: 'string' },
  'write-baseline': { type: 'string' },
} as const;

const WAYS = {
  write: { type: 'boolean' },
  diff: { type: 'boolean' },
} as const;
const PROCESSES = {
  'entry-point': { type: 'string', multiple: true },
  command: { type: 'string', multiple: true },
} as const;

const PROTECT = {
  ...COMMON,
  ...WAYS,
  ...PROCESSES,
  'for-register': { type: 'boolean' },
  'resolve-images': { type: 'boolean' },
  partial: { type: 'boolean' },
  image: { type: 'string' },
  'ws-address': { type: 'string' },
  'install-bundle-secret': { type: 'string' },
  'install-bundle': { type: 'string' },
  'install-bundle-env': { type: 'string' },
  'filesystem-monitoring': { type: 'boolean' },
  fips: { type: 'boolean' },
  family: { type: 'string' },
} as const;

const UNPROTECT = {
  ...COMMON,
  ...WAYS,
  ...PROCESSES,
  partial: { type: 'boolean' },
  'keep-ptrace': { type: 'boolean' },
} as const;

const FIX = { ...COMMON, ...WAYS } as const;
const IMAGES = { ...COMMON, all: { type: 'boolean' }, format: { type: 'string' } } as const;

const REPORT = { ...COMMON, format: { type: 'string' }, compare: { type: 'boolean' } } as const;

const LSP = { ...COMMON, stdio: { type: 'boolean' }, clientProcessId: { type: 'string' } } as const;

type Parsed<T extends Record<string, { type: string; multiple?: boolean }>> = {
  values: {
    [K in keyof T]?: T[K]['type'] extends 'boolean'
      ? boolean
      : T[K]['multiple'] extends true
        ? string[]
        : string;
  };
  positionals: string[];
};
export type CheckArguments = Parsed<typeof CHECK>;
export type ReportArguments = Parsed<typeof REPORT>;
export type ProtectArguments = Parsed<typeof PROTECT>;
export type UnprotectArguments = Parsed<typeof UNPROTECT>;
export type FixArguments = Parsed<typeof FIX>;
export type ImagesArguments = Parsed<typeof IMAGES>;

export const checkArguments = (argv: string[]): CheckArguments => parse(argv, CHECK);
export const reportArguments = (argv: string[]): ReportArguments => parse(argv, REPORT);
export const protectArguments = (argv: string[]): ProtectArguments => parse(argv, PROTECT);
export const unprotectArguments = (argv: string[]): UnprotectArguments => parse(argv, UNPROTECT);
export const fixArguments = (argv: string[]): FixArguments => parse(argv, FIX);
export const imagesArguments = (argv: string[]): ImagesArguments => parse(argv, IMAGES);
export const lspArguments = (argv: string[]): Parsed<typeof LSP> => parse(argv, LSP);
export const commonArguments = (argv: string[]): Parsed<typeof COMMON> => parse(argv, COMMON);

function parse<T extends Record<string, { type: 'string' | 'boolean'; multiple?: boolean; short?: string }>>(
  argv: string[],
  options: T,
): Parsed<T> {
  // Strict parsing complains in Node's words, which are English.
  const parsed = parseArgs({ args: argv, options, allowPositionals: true, strict: false, tokens: true });
  for (const token of parsed.tokens) if (token.kind === 'option') refuseOption(token, options);
  return parsed as unknown as Parsed<T>;
}

/** An option as it stands on the command line, without its value where it has none. */
interface OptionToken {
  readonly name: string;
  /** As it is written: `-h`, `--help`. */
  readonly rawName: string;
  readonly value?: string;
  /** The value stands behind an equals sign. */
  readonly inlineValue?: boolean;
}

function refuseOption(
  { name, rawName: option, value, inlineValue }: OptionToken,
  options: Readonly<Record<string, { readonly type: string }>>,
): void {
  if (!Object.hasOwn(options, name)) {
    const meant = closest(name, Object.keys(options));
    const key = meant === undefined ? 'usage.unknownOption' : 'usage.unknownOptionNear';
    throw new UsageError(message(key, { option, meant: meant ?? '' }));
  }
  if (options[name].type === 'boolean') {
    if (value !== undefined) throw new UsageError(message('usage.valueForSwitch', { option }));
    return;
  }
  // What begins with a dash is more likely the next option.
  const isNext = value !== undefined && !inlineValue && /^-./.test(value);
  if (value === undefined || isNext) throw new UsageError(message('usage.valueMissing', { option }));
}

/** The value of an option that takes one of a few. */
export function oneOf(option: string, value: string, values: readonly string[]): string {
  if (values.includes(value)) return value;
  throw new UsageError(message('usage.notOneOf', { option, value, values: values.join(', ') }));
}
