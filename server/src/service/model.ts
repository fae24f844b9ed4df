import type { TextDocument } from 'vscode-languageserver-textdocument';
import { analyse, type TaskAnalysis } from '../defender/analysis';
import { type EcsDocument, recognise } from '../ecs/recognise';
import type { Finding } from '../findings/finding';
import type { Suppressed } from '../findings/suppression';
import { message } from '../l10n/message';
import { brokenProfile } from '../profile/rules';
import type { Suppression } from '../profile/settings';
import type { Config } from './config';
import { findingsIn } from './rules';

/** A document and all that is known of it, for one version of its text and one configuration. */
export interface Model {
  readonly document: TextDocument;
  readonly config: Config;
  readonly ecs: EcsDocument;
  readonly analyses: readonly TaskAnalysis[];
  readonly findings: readonly Finding[];
  /** What was found and is accepted. */
  readonly suppressed: readonly Suppressed[];
  /** The rows of the profile that have silenced something here. */
  readonly usedRows: ReadonlySet<Suppression>;
}

interface Cached {
  readonly version: number;
  readonly ecs: EcsDocument | undefined;
  model?: Model;
}

/** Parses once per version and judges once per configuration. */
export class Models {
  private readonly cache = new WeakMap<TextDocument, Cached>();

  /** Undefined where the document holds no task definition. */
  of(document: TextDocument, config: Config): Model | undefined {
    let cached = this.cache.get(document);
    if (cached?.version !== document.version) {
      cached = { version: document.version, ecs: recognise(document.getText()) };
      this.cache.set(document, cached);
    }
    if (!cached.ecs) return undefined;
    if (cached.model?.config !== config) cached.model = judge(document, cached.ecs, config);
    return cached.model;
  }
}

function judge(document: TextDocument, ecs: EcsDocument, config: Config): Model {
  const { settings, profileProblem, surroundings } = config;
  const analyses = ecs.tasks.map((task) => analyse(task, settings, surroundings));
  const { findings: found, suppressed, usedRows } = findingsIn(ecs.tree, analyses, settings.rules);
  const findings = [...found];
  const start = ecs.tasks[0]?.start ?? 0;
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
  return { document, config, ecs, analyses, findings, suppressed, usedRows };
}
