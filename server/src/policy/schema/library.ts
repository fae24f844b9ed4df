import {
  filled,
  flag,
  initially,
  integer,
  list,
  need,
  object,
  oneOf,
  readOnly,
  secret,
  since,
  text,
  usual,
} from './schema';

/** The MITRE ATT&CK techniques that a custom rule can name. */
const TECHNIQUES = [
  'exploitationForPrivilegeEscalation',
  'exploitPublicFacingApplication',
  'applicationExploitRCE',
  'networkServiceScanning',
  'endpointDenialOfService',
  'exfiltrationGeneral',
  'systemNetworkConfigurationDiscovery',
  'unsecuredCredentials',
  'credentialDumping',
  'systemInformationDiscovery',
  'systemNetworkConnectionDiscovery',
  'systemUserDiscovery',
  'accountDiscovery',
  'cloudInstanceMetadataAPI',
  'accessKubeletMainAPI',
  'queryKubeletReadonlyAPI',
  'accessKubernetesAPIServer',
  'softwareDeploymentTools',
  'ingressToolTransfer',
  'lateralToolTransfer',
  'commandAndControlGeneral',
  'resourceHijacking',
  'manInTheMiddle',
  'nativeBinaryExecution',
  'foreignBinaryExecution',
  'createAccount',
  'accountManipulation',
  'abuseElevationControlMechanisms',
  'supplyChainCompromise',
  'obfuscatedFiles',
  'hijackExecutionFlow',
  'impairDefences',
  'scheduledTaskJob',
  'exploitationOfRemoteServices',
  'eventTriggeredExecution',
  'accountAccessRemoval',
  'privilegedContainer',
  'writableVolumes',
  'execIntoContainer',
  'softwareDiscovery',
  'createContainer',
  'kubernetesSecrets',
  'fileAndDirectoryDiscovery',
  'masquerading',
  'webShell',
  'compileAfterDelivery',
];

export const CUSTOM_RULE_TYPES = [
  'processes',
  'filesystem',
  'network-outgoing',
  'kubernetes-audit',
  'waas-request',
  'waas-response',
];

/** A custom rule. `modified` is a Unix time here, not a date as everywhere else. */
export const customRule = object({
  name: need(filled()),
  _id: usual(integer(1)),
  type: need(oneOf(...CUSTOM_RULE_TYPES)),
  script: need(filled()),
  description: text(),
  message: usual(text()),
  attackTechniques: list(oneOf(...TECHNIQUES)),
  owner: readOnly(text()),
  modified: readOnly(integer()),
  minVersion: since('22.06', text()),
  vulnIDs: since('22.12', list(text())),
});

/** How WildFire is used; alone it is what is sent to the Console. */
export const wildFirePolicy = object({
  region: usual(text()),
  runtimeEnabled: usual(flag()),
  complianceEnabled: flag(),
  agentlessEnabled: since('30.03', flag()),
  uploadEnabled: usual(flag()),
  graywareAsMalware: flag(),
});

/** The settings as the Console returns them; `policy` is null until WildFire is set up. */
export const wildFireSettings = object({
  lastError: readOnly(text()),
  apiKey: readOnly(secret(text())),
  apiKeyExpiration: readOnly(text()),
  policy: wildFirePolicy,
});

export const networkList = object({
  _id: need(filled()),
  description: text(),
  disabled: flag(),
  modified: readOnly(text()),
  name: text(),
  notes: text(),
  owner: readOnly(text()),
  previousName: text(),
  subnets: usual(list(text())),
});

export const malwareFeed = object({
  _id: text(),
  name: text(),
  modified: readOnly(text()),
  digest: readOnly(text()),
  feed: need(
    list(
      object({
        name: usual(text()),
        md5: need(filled()),
        allowed: initially(false, flag()),
        modified: integer(),
      }),
    ),
  ),
});
