import type { TaskAnalysis } from '../defender/analysis';
import { factsOf } from '../policy/facts';
import type { PolicyDocument } from '../policy/recognise';
import type { SetMember } from '../policy/set';
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
  const lines = lineStarts(tree.text);
  return { uri, lines, policy: policy && factsOf(policy), tasks: analyses.map(knownTask) };
}
