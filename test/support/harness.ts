import { TextDocument } from 'vscode-languageserver-textdocument';
import type { ProtectOptions } from '../../server/src/defender/inputs';
import type { UnprotectOptions } from '../../server/src/defender/unprotect';
import type { Finding } from '../../server/src/findings/finding';
import { words } from '../../server/src/l10n/catalogue';
import { PolicySet } from '../../server/src/policy/set';
import { layered } from '../../server/src/profile/layers';
import type { Decisions } from '../../server/src/profile/schema';
import type { Config } from '../../server/src/service/config';
import { fixSafely } from '../../server/src/service/fixAll';
import { type Model, Models } from '../../server/src/service/model';
import { type Protection, protect, unprotect } from '../../server/src/service/protect';
import { applyEdits } from '../../server/src/syntax/edits';

/** The values that most tests protect with: all of them invented. */
export const VALUES: Decisions = {
  defender: {
    image: 'registry.example.com/defender:defender_34_04_145',
    wsAddress: 'wss://console.example.com:8084',
    installBundle: { secret: 'arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:defender-AbCdEf' },
  },
};

export function configOf(decisions: Decisions = {}): Config {
  return { settings: layered(decisions) };
}

export function documentOf(text: string, language = 'json'): TextDocument {
  return TextDocument.create('file:///document', language, 1, text);
}

/** Where a document stands for those beside it: workflows have a place of their own. */
const PLACES: Readonly<Record<string, string>> = { yaml: '.github/workflows/deploy.yml' };

/** The model of a text that must hold something of ours, with other documents of its repository beside it. */
export function modelOf(
  text: string,
  decisions: Decisions = {},
  language = 'json',
  beside: Readonly<Record<string, string>> = {},
): Model {
  const models = new Models();
  const document = documentOf(text, language);
  const config = configOf(decisions);
  const alone = models.of(document, config);
  if (!alone) throw new Error('not recognised as a document of ours');
  const others = Object.entries(beside).map(([name, content]) => {
    const other = TextDocument.create(`file:///${name}`, 'json', 1, content);
    const model = models.of(other, config);
    if (!model) throw new Error(`${name} is not recognised as a document of ours`);
    return model;
  });
  if (others.length === 0) return alone;
  const policies = new PolicySet([alone, ...others].flatMap(({ set }) => set.members));
  const neighbourhood = {
    path: `/${PLACES[language] ?? 'task-definition.json'}`,
    files: Object.entries(beside).map(([name, content]) => ({
      path: `/${name}`,
      uri: `file:///${name}`,
      text: content,
    })),
  };
  return models.of(document, { ...config, policies, surroundings: { neighbourhood } })!;
}

/** What the command line would do: no placeholders. */
export function protectText(
  text: string,
  decisions: Decisions = VALUES,
  options: Partial<ProtectOptions> = {},
): Protection & { text: string } {
  const protection = protect(modelOf(text, decisions), { placeholders: false, ...options });
  return { ...protection, text: applyEdits(text, protection.edits) };
}

/** What `ecs-defender upgrade`, `unprotect` and `fix` would do. */
export function upgradeText(text: string, decisions: Decisions = VALUES): Protection & { text: string } {
  return protectText(text, decisions, { upgrade: true });
}
export function unprotectText(
  text: string,
  decisions: Decisions = {},
  options: UnprotectOptions = {},
): Protection & { text: string } {
  const protection = unprotect(modelOf(text, decisions), options);
  return { ...protection, text: applyEdits(text, protection.edits) };
}
export function fixText(text: string, decisions: Decisions = {}): Protection & { text: string } {
  const protection = fixSafely(modelOf(text, decisions));
  return { ...protection, text: applyEdits(text, protection.edits) };
}

/** Findings as `code @ the text they stand on`, in document order. */
export function findingsOf(text: string, decisions: Decisions = {}): string[] {
  return modelOf(text, decisions).findings.map(
    (finding) => `${finding.code} @ ${text.slice(finding.start, finding.end)}`,
  );
}

export function english(finding: Pick<Finding, 'message'>): string {
  return words(finding.message, 'en');
}
