import type { MessageKey } from '../l10n/message';
import type { PolicyKind } from '../policy/recognise';

/** What a new policy document begins with, as a snippet: what stands in `${1:...}` is typed over, one after the other. */
export interface Template {
  /** By which it is asked for, and found in a list. */
  readonly name: string;
  readonly title: MessageKey;
  readonly kind: PolicyKind;
  /** The same of one more thing in a list of them, where that is called otherwise. */
  readonly item?: { readonly name: string; readonly title: MessageKey };
  /** One thing of the kind, in steps of two blanks. */
  readonly snippet: string;
}

/** The five documents with which a team begins. */
export const TEMPLATES: readonly Template[] = [
  {
    name: 'app-embedded-policy',
    title: 'template.policy',
    kind: 'runtime',
    item: { name: 'runtime-rule', title: 'template.rule' },
    snippet: `{
  "name": "\${1:shop}",
  "collections": [{ "name": "\${2:shop}" }],
  "advancedProtection": true,
  "processes": {
    "effect": "\${3|alert,prevent,disable|}",
    "blacklist": [],
    "whitelist": [],
    "checkCryptoMiners": true,
    "checkNewBinaries": true
  },
  "network": { "effect": "disable" },
  "dns": { "effect": "disable" },
  "filesystem": {
    "effect": "\${4|alert,disable|}",
    "blacklist": [],
    "whitelist": [],
    "checkNewFiles": true,
    "backdoorFiles": true,
    "skipEncryptedBinaries": false,
    "suspiciousELFHeaders": true
  },
  "customRules": [],
  "wildFireAnalysis": "\${5|alert,disable|}"
}`,
  },
  {
    name: 'collection',
    title: 'template.collection',
    kind: 'collections',
    snippet: `{
  "name": "\${1:shop}",
  "description": "$2",
  "images": ["\${3:*/shop/*}"]
}`,
  },
  {
    name: 'custom-rule',
    title: 'template.customRule',
    kind: 'customRules',
    snippet: `{
  "_id": \${1:101},
  "name": "\${2:package manager}",
  "type": "\${3|processes,filesystem,network-outgoing|}",
  "script": "\${4:proc.name in (\\\\"apt\\\\", \\\\"apk\\\\")}",
  "message": "\${5:%proc.name was started by %proc.pname}"
}`,
  },
  {
    name: 'alert-profile-email',
    title: 'template.alertProfileEmail',
    kind: 'alertProfiles',
    snippet: `{
  "name": "\${1:shop by e-mail}",
  "email": {
    "enabled": true,
    "smtpAddress": "\${2:smtp.example.com}",
    "port": 587,
    "from": "\${3:prisma-cloud@example.com}",
    "ssl": false,
    "recipients": ["\${4:security@example.com}"]
  },
  "policy": {
    "appEmbeddedRuntime": { "enabled": true, "allRules": true, "rules": [] },
    "defender": { "enabled": true, "allRules": true, "rules": [] }
  }
}`,
  },
  {
    name: 'alert-profile-slack',
    title: 'template.alertProfileSlack',
    kind: 'alertProfiles',
    snippet: `{
  "name": "\${1:shop in Slack}",
  "slack": { "enabled": true, "webhookUrl": "\${2:<webhook-url>}" },
  "policy": {
    "appEmbeddedRuntime": { "enabled": true, "allRules": true, "rules": [] },
    "defender": { "enabled": true, "allRules": true, "rules": [] }
  }
}`,
  },
];

/** A whole document with one thing in it: of a runtime policy the body of its API, of all others a list. */
export function documentOf({ kind, snippet }: Template): string {
  if (kind !== 'runtime') return `[\n${deeper(snippet, 1)}\n]\n`;
  return `{\n  "_id": "appEmbeddedRuntime",\n  "rules": [\n${deeper(snippet, 2)}\n  ]\n}\n`;
}

/** What can be a new item of the list at a path of a document. */
export function itemTemplates(kind: PolicyKind, path: readonly string[]): readonly Template[] {
  const isOfItems = path.length === 0 || (kind === 'runtime' && path.length === 1 && path[0] === 'rules');
  return isOfItems ? TEMPLATES.filter((one) => one.kind === kind) : [];
}

function deeper(text: string, steps: number): string {
  return text.replace(/^/gm, '  '.repeat(steps));
}
