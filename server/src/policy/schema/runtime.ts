import {
  anything,
  either,
  elsewhere,
  filled,
  flag,
  integer,
  list,
  need,
  object,
  oneOf,
  removed,
} from './schema';
import { attached, collection, RULE_HEAD } from './shared';

/** The effect of a tab; `block` has a rule of its own. */
const effect = () => need(elsewhere(['block'], oneOf('disable', 'alert', 'prevent')));
const texts = () => list(filled());
const ports = () =>
  list(object({ start: need(integer()), end: integer(), deny: either('boolean', 'string') }));
const gone = () => removed('30.00', flag());

const processes = object({
  effect: effect(),
  blacklist: texts(),
  whitelist: texts(),
  checkCryptoMiners: flag(),
  checkNewBinaries: flag(),
  blockAllBinaries: flag(),
  checkLateralMovement: flag(),
  skipModified: flag(),
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

const dns = object({ effect: effect(), blacklist: texts(), whitelist: texts() });

const filesystem = object({
  effect: effect(),
  blacklist: texts(),
  whitelist: texts(),
  checkNewFiles: flag(),
  backdoorFiles: flag(),
  skipEncryptedBinaries: flag(),
  suspiciousELFHeaders: flag(),
});

/** One rule of the App-Embedded runtime policy: the first enabled one whose scope fits a container is applied. */
export const runtimeRule = object({
  ...RULE_HEAD,
  disabled: flag(),
  collections: need(list(collection, 1)),
  advancedProtection: flag(),
  processes,
  network,
  dns,
  filesystem,
  kubernetesEnforcement: gone(),
  cloudMetadataEnforcement: gone(),
  customRules: list(attached(elsewhere(['block'], oneOf('allow', 'alert', 'prevent')))),
  wildFireAnalysis: elsewhere(['block', 'prevent'], oneOf('disable', 'alert')),
  skipExecSessions: gone(),
  resources: removed('20.12', anything()),
});

export const runtimePolicy = object({
  _id: oneOf('appEmbeddedRuntime'),
  rules: need(list(runtimeRule)),
  learningDisabled: gone(),
  policyType: oneOf('appEmbeddedRuntime'),
});
