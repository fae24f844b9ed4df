import type { TaskAnalysis } from '../defender/analysis';
import { factsOf, type PolicyFacts } from '../policy/facts';
import type { PolicyDocument } from '../policy/recognise';
import type { KnownTask, SetMember } from '../policy/set';
import { lineStarts } from '../syntax/lines';
import type { Tree } from '../syntax/tree';
import { knownTask } from './tasks';

/** What of a document a set can hold. */
interface Holding {
  readonly tree: Tree;
  readonly policy?: PolicyDocument;
}

/** What one document adds to its set. */
export function memberOf(
  uri: string,
  { tree, policy }: Holding,
  analyses: readonly TaskAnalysis[],
): SetMember {
  return new DocumentMember(uri, policy && factsOf(policy), tree, analyses);
}

/** The same as plain data, which does not keep the document that it is of: what is cut out of a text keeps all of it. */
export function detached({ uri, lines, policy, tasks }: SetMember): SetMember {
  return structuredClone({ uri, lines, policy, tasks });
}

/** Most documents stand alone, and nobody asks what they are to others. A class, since of accessors that close over a
 * document the engine would keep the shape, and with it the document, until it collects all of its memory. */
class DocumentMember implements SetMember {
  private starts: readonly number[] | undefined;
  private known: readonly KnownTask[] | undefined;

  constructor(
    readonly uri: string,
    readonly policy: PolicyFacts | undefined,
    private readonly tree: Tree,
    private readonly analyses: readonly TaskAnalysis[],
  ) {}

  get lines(): readonly number[] {
    this.starts ??= lineStarts(this.tree.text);
    return this.starts;
  }
  get tasks(): readonly KnownTask[] {
    this.known ??= this.analyses.map(knownTask);
    return this.known;
  }
}
