/** New policy documents, as snippets: what stands in `${1:...}` is typed over, one after the other. */
export const TEMPLATES = {
  newPolicy: `{
  "_id": "appEmbeddedRuntime",
  "rules": [
    {
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
    }
  ]
}
`,
  newCollection: `[
  {
    "name": "\${1:shop}",
    "description": "$2",
    "images": ["\${3:*/shop/*}"]
  }
]
`,
  newCustomRule: `[
  {
    "_id": \${1:101},
    "name": "\${2:package manager}",
    "type": "\${3|processes,filesystem,network-outgoing|}",
    "script": "\${4:proc.name in (\\\\"apt\\\\", \\\\"apk\\\\")}",
    "message": "\${5:%proc.name was started by %proc.pname}"
  }
]
`,
  newAlertProfileEmail: `[
  {
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
  }
]
`,
  newAlertProfileSlack: `[
  {
    "name": "\${1:shop in Slack}",
    "slack": { "enabled": true, "webhookUrl": "\${2:<webhook-url>}" },
    "policy": {
      "appEmbeddedRuntime": { "enabled": true, "allRules": true, "rules": [] },
      "defender": { "enabled": true, "allRules": true, "rules": [] }
    }
  }
]
`,
} as const;
