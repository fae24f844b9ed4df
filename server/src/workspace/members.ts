import { analyse, type TaskAnalysis } from '../defender/analysis';
import type { TaskDefinition } from '../ecs/task';
import { factsOf } from '../policy/facts';
import type { PolicyDocument } from '../policy/recognise';
import type { SetMember } from '../policy/set';
import type { Settings } from '../profile/settings';
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

/** The same of a document that nobody has judged; undefined where it adds nothing. */
export function unjudgedMember(
  uri: string,
  holding: Holding & { readonly tasks: readonly TaskDefinition[] },
  settings: Settings,
): SetMember | undefined {
  if (!holding.policy && holding.tasks.length === 0) return undefined;
  return memberOf(
    uri,
    holding,
    holding.tasks.map((task) => analyse(task, settings)),
  );
}
