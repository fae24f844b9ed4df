/** What keys and tokens of those who hand them out look like. */
const SECRETS = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----\s+[A-Za-z0-9+/=]{20}/,
  /\b(?:AKIA|ASIA)(?!IOSFODNN7EXAMPLE)[A-Z0-9]{16}\b/,
  /\bgh[pousr]_[A-Za-z0-9]{36}/,
  /\bgithub_pat_[A-Za-z0-9_]{40}/,
  /\bnpm_[A-Za-z0-9]{36}\b/,
  /\bxox[abprs]-[A-Za-z0-9-]{10}/,
  /\beyJ[A-Za-z0-9_-]{20,}\.eyJ[A-Za-z0-9_-]{20,}\./,
  /\/\/[^\s/:@"'`]+:[^\s/@"'`${]{6,}@[a-z0-9.-]+\.[a-z]/,
  /_authToken\s*=\s*[^\s$]/,
];

/** The beginnings of what looks like a secret in something that is shipped. */
export function secretsIn(content: string): string[] {
  return SECRETS.flatMap((one) => one.exec(content)?.map((secret) => secret.slice(0, 60)) ?? []);
}
