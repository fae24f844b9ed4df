import {
  anything,
  either,
  elsewhere,
  filled,
  flag,
  foreign,
  initially,
  integer,
  list,
  need,
  object,
  oneOf,
  removed,
  usual,
} from './schema';
import { attached, collectionInRule, RULE_HEAD } from './shared';

/** The effect of a tab; `block` has a rule of its own. */
const effect = () => need(initially('alert', elsewhere(['block'], oneOf('disable', 'alert', 'prevent'))));
const texts = () => list(filled());
const ports = () =>
  list(object({ start: need(integer()), end: usual(integer()), deny: foreign(either('boolean', 'string')) }));
const gone = () => removed('30.00', flag());
/** A detection that a new rule of the Console has on. */
const on = () => usual(initially(true, flag()));

const processes = object({
  effect: effect(),
  blacklist: texts(),
  whitelist: texts(),
  checkCryptoMiners: on(),
  checkNewBinaries: on(),
  blockAllBinaries: foreign(flag()),
  checkLateralMovement: foreign(flag()),
  skipModified: foreign(flag()),
  checkParentChild: gone(),
  checkSuidBinaries: gone(),
  skipReverseShell: gone(),
});

const network = object({
  effect: effect(),
  blacklistIPs: texts(),
  blacklistListeningPorts: ports(),
  whitelistListeningPorts: ports(),
  blacklistOutboundPorts: ports(),
  whitelistOutboundPorts: ports(),
  whitelistIPs: texts(),
  skipModifiedProc: gone(),
  detectPortScan: gone(),
  skipRawSockets: gone(),
});

const dns = object({ effect: effect(), blacklist: foreign(texts()), whitelist: texts() });

const filesystem = object({
  effect: effect(),
  blacklist: texts(),
  whitelist: texts(),
  checkNewFiles: on(),
  backdoorFiles: on(),
  skipEncryptedBinaries: usual(initially(false, flag())),
  suspiciousELFHeaders: on(),
});

/** One rule of the App-Embedded runtime policy: the first enabled one whose scope fits a container is applied. */
export const runtimeRule = object({
  ...RULE_HEAD,
  disabled: initially(false, flag()),
  collections: need(list(collectionInRule, 1)),
  advancedProtection: initially(true, flag()),
  processes,
  network,
  dns,
  filesystem,
  kubernetesEnforcement: gone(),
  cloudMetadataEnforcement: gone(),
  customRules: list(attached(elsewhere(['block'], oneOf('allow', 'alert', 'prevent')))),
  wildFireAnalysis: initially('alert', elsewhere(['block', 'prevent'], oneOf('disable', 'alert'))),
  skipExecSessions: gone(),
  resources: removed('20.12', anything()),
});

export const runtimePolicy = object({
  _id: oneOf('appEmbeddedRuntime'),
  rules: need(list(runtimeRule)),
  learningDisabled: gone(),
  policyType: oneOf('appEmbeddedRuntime'),
});
