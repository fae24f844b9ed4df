import type { TextDocument } from 'vscode-languageserver-textdocument';
import { analyse, type TaskAnalysis } from '../defender/analysis';
import type { Finding } from '../findings/finding';
import type { Suppressed } from '../findings/suppression';
import { message } from '../l10n/message';
import type { CustomRule } from '../policy/customRules/customRule';
import type { PolicyDocument } from '../policy/recognise';
import { PolicySet } from '../policy/set';
import { brokenProfile } from '../profile/rules';
import type { Suppression } from '../profile/settings';
import type { Tree } from '../syntax/tree';
import { memberOf } from '../workspace/members';
import type { Config } from './config';
import { type Contents, read } from './documents';
import { findingsIn } from './rules';

/** A document and all that is known of it, for one version of its text and one configuration. */
export interface Model {
  readonly document: TextDocument;
  readonly config: Config;
  readonly tree: Tree;
  /** Of each task definition in it; none in a document of another kind. */
  readonly analyses: readonly TaskAnalysis[];
  readonly customRules: readonly CustomRule[];
  readonly policy?: PolicyDocument;
  /** The documents that belong together with this one, itself among them. */
  readonly set: PolicySet;
  readonly findings: readonly Finding[];
  /** What was found and is accepted. */
  readonly suppressed: readonly Suppressed[];
  /** The rows of the profile that have silenced something here. */
  readonly usedRows: ReadonlySet<Suppression>;
}

interface Cached {
  readonly version: number;
  readonly contents: Contents | undefined;
  model?: Model;
}

/** Parses once per version and judges once per configuration. */
export class Models {
  private readonly cache = new WeakMap<TextDocument, Cached>();

  /** Undefined where the document holds nothing that is ours. */
  of(document: TextDocument, config: Config): Model | undefined {
    let cached = this.cache.get(document);
    if (cached?.version !== document.version) {
      cached = { version: document.version, contents: read(document) };
      this.cache.set(document, cached);
    }
    if (!cached.contents) return undefined;
    if (cached.model?.config !== config) cached.model = judge(document, cached.contents, config);
    return cached.model;
  }
}

function judge(document: TextDocument, contents: Contents, config: Config): Model {
  const { tree, tasks, customRules, policy } = contents;
  const { settings, profileProblem, surroundings } = config;
  const analyses = tasks.map((task) => analyse(task, settings, surroundings));
  const set = config.policies ?? new PolicySet([memberOf(document.uri, contents, analyses)]);
  const { findings: found, suppressed, usedRows } = findingsIn(contents, analyses, settings, set);
  const findings = [...found];
  const start = tasks[0]?.start ?? 0;
  if (profileProblem) {
    const text = brokenProfile(profileProblem.file, profileProblem.problem);
    findings.unshift({ code: 'profile-invalid', severity: 'error', start, end: start + 1, message: text });
  }
  const { lockProblem } = config;
  if (lockProblem) {
    const { file, problem } = lockProblem;
    const text = message('found.lockInvalid', { file, problem: [problem] });
    findings.unshift({ code: 'profile-invalid', severity: 'warning', start, end: start + 1, message: text });
  }
  return { document, config, tree, analyses, customRules, policy, set, findings, suppressed, usedRows };
}
