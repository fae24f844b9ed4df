import type { TaskAnalysis } from '../defender/analysis';
import { factsOf } from '../policy/facts';
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
  let lines: readonly number[] | undefined;
  let tasks: readonly KnownTask[] | undefined;
  // Most documents stand alone, and nobody asks what they are to others.
  return {
    uri,
    policy: policy && factsOf(policy),
    get lines() {
      lines ??= lineStarts(tree.text);
      return lines;
    },
    get tasks() {
      tasks ??= analyses.map(knownTask);
      return tasks;
    },
  };
}
