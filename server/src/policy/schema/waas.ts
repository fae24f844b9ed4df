import {
  anything,
  flag,
  foreign,
  initially,
  integer,
  list,
  need,
  number,
  object,
  oneOf,
  removed,
  secret,
  text,
  usual,
} from './schema';
import { attached, collectionInRule, RULE_HEAD } from './shared';

/** The WAAS policy for App-Embedded Defenders (34.04), with the properties that older documents still carry. */

const sameSite = oneOf('Lax', 'Strict', 'None');
const customBlockResponseConfig = object({ body: text(), code: integer(), enabled: flag() });
const secretHolder = object({ encrypted: text(), plain: secret(text()) });
const hstsConfig = object({
  enabled: flag(),
  includeSubdomains: flag(),
  maxAgeSeconds: integer(),
  preload: flag(),
});
const certificateMeta = object({ issuerName: text(), notAfter: text(), subjectName: text() });
const tlsVersion = oneOf('1.0', '1.1', '1.2', '1.3');
const tlsConfiguration = object({
  HSTSConfig: hstsConfig,
  metadata: certificateMeta,
  minTLSVersion: initially('1.2', tlsVersion),
});
const doSRates = object({ average: integer(), burst: integer() });
const statusCodeRange = object({ end: integer(), start: integer() });
const doSMatchCondition = object({
  fileTypes: list(text()),
  methods: list(text()),
  responseCodeRanges: list(statusCodeRange),
});
const doSConfig = object({
  alert: doSRates,
  ban: doSRates,
  enabled: flag(),
  excludedNetworkLists: list(text()),
  matchConditions: list(doSMatchCondition),
  trackSession: flag(),
  effect: removed('21.08', text()),
  matchCriteria: removed('21.08', list(anything())),
});
const effect = oneOf('ban', 'prevent', 'alert', 'allow', 'disable', 'reCAPTCHA');
const endpoint = object({
  basePath: text(),
  exposedPort: usual(integer(0, 65535)),
  grpc: flag(),
  host: usual(text(), '*'),
  http2: flag(),
  internalPort: usual(integer(0, 65535)),
  tls: usual(flag(), false),
});
const paramLocation = oneOf(
  'path',
  'query',
  'cookie',
  'header',
  'body',
  'json',
  'xml',
  'formData',
  'multipart',
);
const paramStyle = oneOf(
  'simple',
  'spaceDelimited',
  'tabDelimited',
  'pipeDelimited',
  'form',
  'matrix',
  'label',
);
const paramType = oneOf('integer', 'number', 'string', 'boolean', 'array', 'object');
const param = object({
  allowEmptyValue: flag(),
  array: flag(),
  explode: flag(),
  location: paramLocation,
  max: number(),
  min: number(),
  name: text(),
  required: flag(),
  style: paramStyle,
  type: paramType,
});
const method = object({ method: text(), parameters: list(param) });
const path = object({ methods: list(method), path: text() });
const apiSpecification = object({
  description: text(),
  effect: effect,
  endpoints: usual(list(endpoint)),
  fallbackEffect: effect,
  paths: list(path),
  queryParamFallbackEffect: effect,
  skipLearning: removed('22.06', flag()),
});
const jsInjectionSpec = object({ enabled: flag(), timeoutEffect: effect });
const knownBotProtectionsSpec = object({
  archiving: effect,
  businessAnalytics: effect,
  careerSearch: effect,
  contentFeedClients: effect,
  educational: effect,
  financial: effect,
  mediaSearch: effect,
  news: effect,
  searchEngineCrawlers: effect,
});
const customReCAPTCHAPageSpec = object({ body: text(), enabled: flag() });
const reCAPTCHAType = oneOf('checkbox', 'invisible');
const reCAPTCHASpec = object({
  allSessions: flag(),
  customPageSpec: customReCAPTCHAPageSpec,
  enabled: flag(),
  secretKey: secretHolder,
  siteKey: text(),
  successExpirationHours: integer(),
  type: reCAPTCHAType,
});
const requestAnomalyThreshold = initially(9, integer());
const requestAnomalies = object({ effect: effect, threshold: requestAnomalyThreshold });
const unknownBotProtectionSpec = object({
  apiLibraries: effect,
  botImpersonation: effect,
  browserImpersonation: effect,
  generic: effect,
  httpLibraries: effect,
  requestAnomalies: requestAnomalies,
  webAutomationTools: effect,
  webScrapers: effect,
});
const userDefinedBot = object({
  effect: effect,
  headerName: text(),
  headerValues: list(text()),
  name: text(),
  subnets: list(text()),
});
const botProtectionSpec = object({
  interstitialPage: flag(),
  jsInjectionSpec: jsInjectionSpec,
  knownBotProtectionsSpec: knownBotProtectionsSpec,
  reCAPTCHASpec: reCAPTCHASpec,
  sessionValidation: effect,
  unknownBotProtectionSpec: unknownBotProtectionSpec,
  userDefinedBots: list(userDefinedBot),
});
const accessControls = object({
  alert: list(text()),
  allow: list(text()),
  allowMode: flag(),
  enabled: flag(),
  fallbackEffect: effect,
  prevent: list(text()),
  blockingMode: removed('21.08', text()),
});
const featureExceptions = object({ subnets: list(text()) });
const networkControls = object({
  advancedProtectionEffect: effect,
  countries: accessControls,
  exceptionSubnets: list(text()),
  networkControlsExceptionSubnets: featureExceptions,
  subnets: accessControls,
  deniedSubnetsEffect: removed('21.04', text()),
  deniedCountriesEffect: removed('21.04', text()),
  allowedCountriesEffect: removed('21.04', text()),
  deniedSubnets: removed('21.04', list(text())),
  allowedSubnets: removed('21.04', list(text())),
  deniedCountries: removed('21.04', list(text())),
  allowedCountries: removed('21.04', list(text())),
});
const bodyConfig = object({
  inspectionLimitExceededEffect: effect,
  inspectionSizeBytes: initially(131072, integer()),
  skip: flag(),
});
const intelGatheringConfig = object({ infoLeakageEffect: effect, removeFingerprintsEnabled: flag() });
const fileType = oneOf(
  'pdf',
  'officeLegacy',
  'officeOoxml',
  'odf',
  'jpeg',
  'png',
  'gif',
  'bmp',
  'ico',
  'avi',
  'mp4',
  'aac',
  'mp3',
  'wav',
  'zip',
  'gzip',
  'rar',
  '7zip',
);
const maliciousUploadConfig = object({
  allowedExtensions: list(text()),
  allowedFileTypes: list(fileType),
  effect: effect,
});
const exceptionLocation = oneOf(
  'path',
  'query',
  'queryValues',
  'cookie',
  'UserAgentHeader',
  'header',
  'body',
  'rawBody',
  'XMLPath',
  'JSONPath',
);
const exceptionField = object({
  key: text(),
  keyPattern: flag(),
  location: exceptionLocation,
  response: flag(),
  valuePattern: flag(),
});
const protectionConfig = object({ effect: usual(effect), exceptionFields: list(exceptionField) });
const remoteHostForwardingConfig = object({ enabled: flag(), target: text() });
const autoApplyPatchesSpec = object({ effect: effect });
const headerSpec = object({
  allow: flag(),
  effect: effect,
  name: text(),
  required: flag(),
  values: list(text()),
});
const responseHeaderSpec = object({ name: text(), override: flag(), values: list(text()) });
const applicationSpec = object({
  appID: usual(text()),
  sessionCookieSameSite: initially('Lax', sameSite),
  customBlockResponse: customBlockResponseConfig,
  banDurationMinutes: initially(5, integer(1)),
  certificate: secretHolder,
  tlsConfig: tlsConfiguration,
  dosConfig: doSConfig,
  apiSpec: usual(apiSpecification),
  botProtectionSpec: botProtectionSpec,
  networkControls: networkControls,
  body: bodyConfig,
  intelGathering: intelGatheringConfig,
  maliciousUpload: maliciousUploadConfig,
  csrfEnabled: flag(),
  clickjackingEnabled: flag(),
  sqli: protectionConfig,
  xss: protectionConfig,
  attackTools: protectionConfig,
  shellshock: protectionConfig,
  malformedReq: protectionConfig,
  cmdi: protectionConfig,
  lfi: protectionConfig,
  codeInjection: protectionConfig,
  remoteHostForwarding: remoteHostForwardingConfig,
  autoApplyPatchesSpec: autoApplyPatchesSpec,
  customRules: list(attached(need(oneOf('disable', 'allow', 'alert', 'prevent', 'ban')))),
  disableEventIDHeader: flag(),
  headerSpecs: list(headerSpec),
  responseHeaderSpecs: list(responseHeaderSpec),
  sessionCookieBan: flag(),
  sessionCookieEnabled: flag(),
  sessionCookieSecure: flag(),
});
const vpcConfig = object({
  autoScalingEnabled: flag(),
  autoScalingMaxInstances: integer(),
  configID: text(),
  consoleHostname: text(),
  credentialID: text(),
  instanceNames: list(text()),
  instanceType: text(),
  lbARN: text(),
  lbName: text(),
  lbType: text(),
  ports: list(integer()),
  region: text(),
  subnetID: text(),
  tags: list(text()),
  vpcID: text(),
});
const trafficMirroringConfig = object({ enabled: flag(), sampling: flag(), vpcConfig: vpcConfig });
const outOfBandRuleScope = oneOf('container', 'host', '');
/** One WAAS rule: a scope, and the applications that it protects. */
export const waasRule = object({
  ...RULE_HEAD,
  disabled: initially(false, flag()),
  collections: need(list(collectionInRule)),
  applicationsSpec: need(list(applicationSpec)),
  readTimeoutSeconds: initially(5, integer()),
  windows: flag(),
  skipAPILearning: flag(),
  autoProtectPorts: foreign(flag()),
  trafficMirroring: foreign(trafficMirroringConfig),
  allowMalformedHttpHeaderNames: flag(),
  outOfBandScope: foreign(outOfBandRuleScope),
});
export const waasPolicy = object({
  _id: oneOf('appEmbeddedAppFirewall'),
  rules: need(list(waasRule)),
  minPort: initially(30000, integer(0, 65535)),
  maxPort: initially(31000, integer(0, 65535)),
  policyType: oneOf('appEmbeddedAppFirewall'),
});
