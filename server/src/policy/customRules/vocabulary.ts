/** What a rule looks at, in the order in which a script that does not say is taken to be one. */
export const RULE_TYPES = [
  'processes',
  'filesystem',
  'network-outgoing',
  'kubernetes-audit',
  'waas-request',
  'waas-response',
] as const;
export type RuleType = (typeof RULE_TYPES)[number];

export function isRuleType(text: string | undefined): text is RuleType {
  return (RULE_TYPES as readonly (string | undefined)[]).includes(text);
}

/** What a value is. `ip` is written as a string that holds an address; `any` cannot be seen. */
export type ValueType = 'string' | 'int' | 'bool' | 'ip' | 'list' | 'map' | 'regex' | 'any';

export interface AttributeInfo {
  readonly name: AttributeName;
  readonly type: ValueType;
  readonly ruleTypes: readonly RuleType[];
  /** Rule types in which it is neither documented nor seen, but may well be there. */
  readonly unsureIn?: readonly RuleType[];
  /** The only values it takes. */
  readonly values?: readonly string[];
  /** Values it commonly takes. */
  readonly examples?: readonly string[];
  /** Of the Defender that knows it first, where that is documented. */
  readonly since?: string;
  /** Things to know about it. */
  readonly notes?: readonly AttributeNote[];
}

export type AttributeNote = 'noPrevent' | 'noPreventEmbedded' | 'notEmbedded' | 'hostOnly' | 'undocumented';

const WRITERS = ['processes', 'filesystem'] as const;
const FILES = ['filesystem'] as const;
const NETWORK = ['network-outgoing'] as const;
const REQUESTS = ['waas-request', 'waas-response'] as const;
const RESPONSES = ['waas-response'] as const;

/** Sources: the documentation of custom runtime rules and of WAAS custom rules, and the rules that the vendor ships. */
const TABLE = {
  'proc.name': { type: 'string', ruleTypes: [...WRITERS, ...NETWORK] },
  'proc.pname': { type: 'string', ruleTypes: WRITERS, unsureIn: NETWORK },
  'proc.path': { type: 'string', ruleTypes: WRITERS, unsureIn: NETWORK },
  'proc.user': { type: 'string', ruleTypes: WRITERS, unsureIn: NETWORK },
  'proc.interactive': { type: 'bool', ruleTypes: WRITERS, unsureIn: NETWORK, notes: ['notEmbedded'] },
  'proc.cmdline': { type: 'string', ruleTypes: WRITERS, unsureIn: NETWORK, notes: ['noPrevent'] },
  'proc.service': { type: 'string', ruleTypes: WRITERS, unsureIn: NETWORK, notes: ['hostOnly'] },
  'file.path': { type: 'string', ruleTypes: FILES },
  'file.dir': { type: 'string', ruleTypes: FILES },
  'file.type': {
    type: 'string',
    ruleTypes: FILES,
    values: ['elf', 'secret', 'regular', 'folder'],
    notes: ['noPrevent'],
  },
  'file.md5': { type: 'string', ruleTypes: FILES, since: '22.12', notes: ['noPreventEmbedded'] },
  'net.outgoing_ip': { type: 'ip', ruleTypes: NETWORK },
  'net.outgoing_port': { type: 'int', ruleTypes: NETWORK },
  'net.private_subnet': { type: 'bool', ruleTypes: NETWORK },
  'req.host': { type: 'string', ruleTypes: REQUESTS, since: '22.06' },
  'req.headers': { type: 'map', ruleTypes: REQUESTS },
  'req.header_names': { type: 'list', ruleTypes: REQUESTS },
  'req.header_values': { type: 'list', ruleTypes: REQUESTS },
  'req.cookies': { type: 'map', ruleTypes: REQUESTS },
  'req.cookie_names': { type: 'list', ruleTypes: REQUESTS },
  'req.cookie_values': { type: 'list', ruleTypes: REQUESTS },
  'req.query_params': { type: 'map', ruleTypes: REQUESTS },
  'req.query_param_names': { type: 'list', ruleTypes: REQUESTS },
  'req.query_param_values': { type: 'list', ruleTypes: REQUESTS },
  'req.body_param_names': { type: 'list', ruleTypes: REQUESTS, notes: ['undocumented'] },
  'req.body_param_values': { type: 'list', ruleTypes: REQUESTS },
  'req.http_method': {
    type: 'string',
    ruleTypes: REQUESTS,
    examples: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'],
  },
  'req.file_extension': { type: 'string', ruleTypes: REQUESTS },
  'req.path': { type: 'string', ruleTypes: REQUESTS },
  'req.ip': { type: 'ip', ruleTypes: REQUESTS },
  'req.country_code': { type: 'string', ruleTypes: REQUESTS },
  'req.body': { type: 'string', ruleTypes: REQUESTS },
  'req.http_version': { type: 'string', ruleTypes: REQUESTS, examples: ['1.0', '1.1', '2.0'] },
  'req.http_scheme': { type: 'string', ruleTypes: REQUESTS, examples: ['HTTP', 'HTTPS'] },
  'resp.status_code': { type: 'int', ruleTypes: RESPONSES },
  'resp.content_type': { type: 'string', ruleTypes: RESPONSES, since: '21.08' },
  'resp.body': { type: 'string', ruleTypes: RESPONSES, since: '21.08' },
  'resp.headers': { type: 'map', ruleTypes: RESPONSES, since: '21.08' },
  'resp.header_names': { type: 'list', ruleTypes: RESPONSES, since: '21.08' },
  'resp.header_values': { type: 'list', ruleTypes: RESPONSES, since: '21.08' },
} as const satisfies Record<string, Omit<AttributeInfo, 'name'>>;

export type AttributeName = keyof typeof TABLE;

export const ATTRIBUTES: ReadonlyMap<string, AttributeInfo> = new Map(
  Object.entries<Omit<AttributeInfo, 'name'>>(TABLE).map(([name, info]) => [
    name,
    { ...info, name: name as AttributeName },
  ]),
);

/** Of lists a function makes lists. */
export interface FunctionInfo {
  readonly name: FunctionName;
  readonly ruleTypes: readonly RuleType[];
  /** What it takes: a `text` is a string or a list of them. */
  readonly parameters: readonly ('text' | 'string')[];
  /** `same` as its first operand. */
  readonly returns: 'same' | 'string' | 'bool';
}

const ONE = { ruleTypes: REQUESTS, parameters: ['text'], returns: 'same' } as const;
const TOKEN = { ruleTypes: REQUESTS, parameters: ['string'], returns: 'string' } as const;
const CLAIM = { ruleTypes: REQUESTS, parameters: ['string', 'string'], returns: 'string' } as const;

const CALLS = {
  jpath: { ruleTypes: ['kubernetes-audit'], parameters: ['string'], returns: 'string' },
  lowercase: ONE,
  compressWhitespace: ONE,
  removeWhitespace: ONE,
  urlQueryDecode: ONE,
  urlPathDecode: ONE,
  unicodeDecode: ONE,
  htmlEntityDecode: ONE,
  base64Decode: ONE,
  replaceComments: ONE,
  removeCommentSymbols: ONE,
  removeTags: ONE,
  jwtPayload: TOKEN,
  jwtPayloadValue: CLAIM,
  jwtHeader: TOKEN,
  jwtHeaderValue: CLAIM,
  jwtValid: { ...TOKEN, returns: 'bool' },
} as const satisfies Record<string, Omit<FunctionInfo, 'name'>>;

export type FunctionName = keyof typeof CALLS;

export const FUNCTIONS: ReadonlyMap<string, FunctionInfo> = new Map(
  Object.entries<Omit<FunctionInfo, 'name'>>(CALLS).map(([name, info]) => [
    name,
    { ...info, name: name as FunctionName },
  ]),
);

export function isFunction(name: string): boolean {
  return FUNCTIONS.has(name);
}

export const COMPARISONS = ['=', '!=', '>', '<', '>=', '<=', 'in', 'contains', 'startswith'] as const;
export type ComparisonName = (typeof COMPARISONS)[number];

/** The operators that a value of a type can stand before. */
export const OPERATORS_OF: Readonly<Record<ValueType, readonly ComparisonName[]>> = {
  string: ['=', '!=', 'in', 'contains', 'startswith'],
  int: ['=', '!=', '>', '<', '>=', '<=', 'in'],
  ip: ['=', '!=', '>', '<', '>=', '<=', 'in'],
  list: ['contains'],
  bool: [],
  map: [],
  regex: [],
  any: COMPARISONS,
};

/** The rule types that know most of these names; the first of several. Without any, a script is about processes. */
export function likelyType(names: Iterable<string>): RuleType {
  const votes = RULE_TYPES.map(() => 0);
  for (const name of names) {
    const { ruleTypes = [] } = ATTRIBUTES.get(name) ?? FUNCTIONS.get(name) ?? {};
    for (const [place, type] of RULE_TYPES.entries()) if (ruleTypes.includes(type)) votes[place]++;
  }
  return RULE_TYPES[votes.indexOf(Math.max(...votes))];
}
