import { knownProcess } from '../defender/analysis';
import { statedEntryPoint } from '../defender/entryPoint';
import type { Span } from '../findings/finding';
import { type Message, message } from '../l10n/message';
import { factsOf } from '../policy/facts';
import type { Model } from './model';

/** A text that the editor shows behind an offset as if it stood there. */
export interface InlayHint {
  readonly offset: number;
  readonly label: Message;
  readonly tooltip: Message;
}

/** What a line does not show: what a container's image runs, what a custom rule is called. */
export function inlayHintsIn(model: Model, span: Span): InlayHint[] {
  return [...processHints(model), ...customRuleHints(model)].filter(
    ({ offset }) => span.start <= offset && offset <= span.end,
  );
}

/** Behind the number of an attached custom rule its name, where the set knows it. */
function customRuleHints({ policy, set }: Model): InlayHint[] {
  if (!policy) return [];
  const { runtimeRules, waasRules } = factsOf(policy);
  return [...runtimeRules, ...waasRules].flatMap(({ customRules }) =>
    customRules.flatMap(({ id, end }) => {
      const known = set.customRules.get(id);
      if (!known?.name) return [];
      return {
        offset: end,
        label: message('inlay.customRule', { name: shortened(known.name) }),
        tooltip: message('completion.customRule', { id, type: known.type }),
      };
    }),
  );
}

/** Behind the image of a container that states no `entryPoint`: what the image runs, where the profile or its lock
 * knows. Whoever reads such a container cannot see what protecting it will spell out. */
function processHints(model: Model): InlayHint[] {
  return model.analyses.flatMap((analysis) =>
    analysis.containers.flatMap(({ container, state }) => {
      const image = container.field('image');
      const offset = image.span.end;
      if (state === 'sidecar' || image.isAbsent) return [];
      if (statedEntryPoint(container) !== 'unknown') return [];
      const process = knownProcess(analysis, container);
      if (!process?.entryPoint) return [];
      const own = container.field('command');
      // A stated command takes CMD's place.
      const words = [...process.entryPoint, ...((own.isAbsent && process.command) || [])];
      if (words.length === 0) return [];
      return {
        offset,
        label: message('inlay.runs', { line: shortened(words.join(' ')) }),
        tooltip: message('hover.known'),
      };
    }),
  );
}

/** A hint stands in a line of code: what is longer is in the hover. */
const LONGEST = 60;

function shortened(line: string): string {
  const one = line.replace(/\s+/g, ' ');
  return one.length > LONGEST ? `${one.slice(0, LONGEST)}…` : one;
}
