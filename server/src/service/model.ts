import type { TextDocument } from 'vscode-languageserver-textdocument';
import { analyseInPieces, type TaskAnalysis } from '../defender/analysis';
import type { Finding } from '../findings/finding';
import type { Suppressed } from '../findings/suppression';
import { message } from '../l10n/message';
import type { PipelineDocument } from '../pipelines/document';
import type { CustomRule } from '../policy/customRules/customRule';
import type { PolicyDocument } from '../policy/recognise';
import { PolicySet, type SetMember } from '../policy/set';
import { brokenProfile } from '../profile/rules';
import type { Settings, Suppression } from '../profile/settings';
import type { Dialect } from '../syntax/dialect';
import { readInTurns } from '../syntax/grammars';
import { finish, type Pieces, whole } from '../syntax/pieces';
import type { Tree } from '../syntax/tree';
import { memberOf } from '../workspace/members';
import type { Config } from './config';
import { type Contents, read } from './documents';
import { keptOf, type Looked } from './kept';
import { findingsIn, isOfSchema } from './rules';
import { localFindings } from './taskFindings';

/** A document and all that is known of it, for one version of its text and one configuration. */
export interface Model {
  readonly document: TextDocument;
  readonly config: Config;
  readonly tree: Tree;
  /** Of each task definition in it; none in a document of another kind. */
  readonly analyses: readonly TaskAnalysis[];
  readonly customRules: readonly CustomRule[];
  readonly policy?: PolicyDocument;
  readonly pipeline?: PipelineDocument;
  /** The documents that belong together with this one, itself among them. */
  readonly set: PolicySet;
  readonly findings: readonly Finding[];
  /** What was found and is accepted. */
  readonly suppressed: readonly Suppressed[];
  /** The rows of the profile that have silenced something here. */
  readonly usedRows: ReadonlySet<Suppression>;
}

/** The tasks of a document, analysed, and what it adds to its set. */
interface Analysed {
  readonly settings: Settings;
  readonly surroundings: Config['surroundings'];
  readonly analyses: readonly TaskAnalysis[];
  readonly member: SetMember;
}

interface Cached {
  /** Clients may count versions wrongly, and the same text is the same object: comparing it takes no time. */
  readonly text: string;
  readonly contents: Contents | undefined;
  analysed?: Analysed;
  model?: Model;
  /** What was found in this version; until it is looked at, in the last one that was. */
  looked?: Looked;
}

/** Work on a text in turns. */
interface Begun<Result> {
  readonly text: string;
  readonly done: Promise<Result>;
}

/** Parses once per version, analyses once per settings, and judges once per configuration. */
export class Models {
  private readonly cache = new WeakMap<TextDocument, Cached>();
  /** Who is reading which text of a document, and who is judging it: whoever else wants it waits for that. */
  private readonly reading = new WeakMap<TextDocument, Begun<void>>();
  private readonly judging = new WeakMap<
    TextDocument,
    Begun<Model | undefined> & { readonly config: Config }
  >();

  /** Undefined where the document holds nothing that is ours. */
  of(document: TextDocument, config: Config): Model | undefined {
    const cached = this.cachedOf(document);
    return whole(this.inPieces(document, cached, config));
  }

  /** The same, letting others have their turn wherever `pause` has something to wait for. Begun anew where the document
   * has changed meanwhile; undefined also where nobody wants it any more. */
  async soon(
    document: TextDocument,
    config: Config,
    pause: () => Promise<void> | undefined,
    isCancelled: () => boolean,
  ): Promise<Model | undefined> {
    while (!isCancelled()) {
      const text = document.getText();
      let judging = this.judging.get(document);
      if (judging?.text !== text || judging.config !== config) {
        const pieces = (cached: Cached): Pieces<Model | undefined> => this.inPieces(document, cached, config);
        judging = { text, config, done: this.inTurns(document, pieces, pause, isCancelled) };
        this.judging.set(document, judging);
      }
      try {
        const model = await judging.done;
        // Who has begun may have given up.
        const cached = this.cache.get(document);
        if (document.getText() === text && cached?.text === text && (model || !cached.contents)) return model;
      } finally {
        if (this.judging.get(document) === judging) this.judging.delete(document);
      }
    }
    return undefined;
  }

  /** Reads a document in the same way, for all that is asked of it afterwards. */
  async read(
    document: TextDocument,
    pause: () => Promise<void> | undefined,
    isCancelled: () => boolean,
  ): Promise<void> {
    while (!isCancelled()) {
      if (this.isRead(document)) return;
      const text = document.getText();
      let reading = this.reading.get(document);
      if (reading?.text !== text) {
        reading = { text, done: this.readText(document, text, pause, isCancelled) };
        this.reading.set(document, reading);
      }
      try {
        await reading.done;
      } finally {
        if (this.reading.get(document) === reading) this.reading.delete(document);
      }
    }
  }

  isRead(document: TextDocument): boolean {
    return this.cache.get(document)?.text === document.getText();
  }

  private async readText(
    document: TextDocument,
    text: string,
    pause: () => Promise<void> | undefined,
    isCancelled: () => boolean,
  ): Promise<void> {
    const isOver = (): boolean => isCancelled() || document.getText() !== text;
    const before = this.cache.get(document)?.contents?.tree;
    const contents = await readInTurns(() => read(document, before), pause, isOver);
    if (!isOver()) this.keep(document, text, contents);
  }

  /** Reads and analyses a document in the same way, so that all that is left is to judge it. */
  async ahead(
    document: TextDocument,
    config: Config,
    pause: () => Promise<void> | undefined,
    isCancelled: () => boolean,
  ): Promise<void> {
    await this.inTurns(document, (cached) => analysed(document.uri, cached, config), pause, isCancelled);
  }

  private async inTurns<Result>(
    document: TextDocument,
    work: (cached: Cached) => Pieces<Result>,
    pause: () => Promise<void> | undefined,
    isCancelled: () => boolean,
  ): Promise<Result | undefined> {
    for (;;) {
      await pause();
      await this.read(document, pause, isCancelled);
      if (isCancelled()) return undefined;
      const cached = this.cachedOf(document);
      const isOld = (): boolean => document.getText() !== cached.text;
      const done = await finish(work(cached), pause, () => isCancelled() || isOld());
      if (done !== undefined || isCancelled() || !isOld()) return done;
    }
  }

  private *inPieces(document: TextDocument, cached: Cached, config: Config): Pieces<Model | undefined> {
    const known = yield* analysed(document.uri, cached, config);
    const { contents } = cached;
    if (!contents || !known) return undefined;
    if (cached.model?.config === config) return cached.model;
    yield;
    cached.model = yield* judge(document, cached, contents, known, config);
    return cached.model;
  }

  /** What the document adds to its set; undefined where it adds nothing. The same object as before where it means the
   * same. */
  memberOf(document: TextDocument, config: Config): SetMember | undefined {
    const cached = this.cachedOf(document);
    const { contents } = cached;
    if (!contents?.policy && !contents?.tasks.length) return undefined;
    return whole(analysed(document.uri, cached, config))?.member;
  }

  private cachedOf(document: TextDocument): Cached {
    const cached = this.cache.get(document);
    const text = document.getText();
    const before = cached?.contents?.tree;
    return cached?.text === text ? cached : this.keep(document, text, read(document, before));
  }

  private keep(document: TextDocument, text: string, contents: Contents | undefined): Cached {
    const cached = { text, contents, looked: this.cache.get(document)?.looked };
    this.cache.set(document, cached);
    return cached;
  }
}

function* analysed(
  uri: string,
  cached: Cached,
  { settings, surroundings }: Config,
): Pieces<Analysed | undefined> {
  const { contents, analysed: last } = cached;
  if (!contents) return undefined;
  yield;
  if (last?.settings === settings && last.surroundings === surroundings) return last;
  const analyses: TaskAnalysis[] = [];
  for (const task of contents.tasks) analyses.push(yield* analyseInPieces(task, settings, surroundings));
  const member = memberOf(uri, contents, analyses);
  cached.analysed = { settings, surroundings, analyses, member };
  return cached.analysed;
}

function* judge(
  document: TextDocument,
  cached: Cached,
  contents: Contents,
  { analyses, member }: Analysed,
  config: Config,
): Pieces<Model> {
  const { tree, tasks, customRules, policy, pipeline } = contents;
  const { settings, profileProblem } = config;
  const set = config.policies ?? new PolicySet([member]);
  const { surroundings } = config;
  const now = { tree, settings, surroundings, analyses };
  const look = (analysis: TaskAnalysis): readonly Finding[] => localFindings(analysis, settings.rules);
  const kept = cached.looked && keptOf(cached.looked, now, look);
  const {
    findings: found,
    suppressed,
    usedRows,
    local,
  } = yield* findingsIn(contents, analyses, settings, set, document.uri, surroundings?.neighbourhood, kept);
  cached.looked = { ...now, local };
  const findings = found.filter(({ code }) => !isToldElsewhere(code, tree.dialect, config));
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
  return {
    document,
    config,
    tree,
    analyses,
    customRules,
    policy,
    pipeline,
    set,
    findings,
    suppressed,
    usedRows,
  };
}

/** Whether a finding is one that the editor has from another program as well. */
function isToldElsewhere(code: string, dialect: Dialect, { validatedElsewhere, settings }: Config): boolean {
  if (!validatedElsewhere?.includes(dialect) || settings.rules[code] !== undefined) return false;
  return isOfSchema(code);
}
