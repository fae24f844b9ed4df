import { type Judged, knownProcess, type TaskAnalysis } from '../../defender/analysis';
import { statedEntryPoint } from '../../defender/entryPoint';
import { CURRENT } from '../../defender/generations';
import { unwrapList } from '../../defender/unwrap';
import { WRAPPER_ARGUMENTS } from '../../defender/vocabulary';
import type { Span } from '../../findings/finding';
import { type Message, message } from '../../l10n/message';
import type { ImageProcess } from '../../profile/settings';
import type { Field } from '../../syntax/view';
import type { Model } from '../model';

/** The words of a command line; undefined where nobody knows them. */
type Words = readonly string[] | undefined;

/** What is said over `entryPoint`, `command` and `image`: what the container runs today, and what it runs under the
 * Defender. */
export function processAt(model: Model, offset: number): (Span & { paragraphs: Message[] }) | undefined {
  for (const analysis of model.analyses) {
    for (const judged of analysis.containers) {
      if (judged.state === 'sidecar') continue;
      for (const name of ['entryPoint', 'command', 'image']) {
        const field = judged.container.field(name);
        if (field.key < 0) continue;
        const { start } = field.keySpan;
        const end = Math.max(field.span.end, field.keySpan.end);
        if (offset >= start && offset <= end) return { start, end, paragraphs: processOf(analysis, judged) };
      }
    }
  }
  return undefined;
}

function processOf(analysis: TaskAnalysis, { container, wiring }: Judged): Message[] {
  const image = knownProcess(analysis, container);
  const entryPoint = wordsOf(container.field('entryPoint'));
  const command = wordsOf(container.field('command'));
  const states = statedEntryPoint(container);
  const isWrapped = wiring.wrappers.length > 0;
  const line = lineOf(states === 'unknown' ? image?.entryPoint : entryPoint, cmdOf(command, states, image));
  const said = [message('hover.today', { line })];
  if (isWrapped) {
    const bare = bareWords(container.field('entryPoint'));
    const bareCommand = bareWords(container.field('command'));
    const bareLine = lineOf(
      states === 'unknown' ? image?.entryPoint : bare,
      cmdOf(bareCommand, states, image),
    );
    said.push(message('hover.withoutDefender', { line: bareLine }));
  } else if (states === 'stated' || image?.entryPoint) {
    const prefix = [(analysis.generation ?? CURRENT).wrapper, ...WRAPPER_ARGUMENTS];
    said.push(message('hover.withDefender', { line: [...prefix, line].join(' ') }));
  }
  if (states === 'unknown') said.push(message(image?.entryPoint ? 'hover.known' : 'hover.unknown'));
  return said;
}

/** CMD counts only where neither `command` nor `entryPoint` is stated. */
function cmdOf(command: Words, states: string, image: Partial<ImageProcess> | undefined): Words {
  if (command?.length) return command;
  return states === 'unknown' ? image?.command : [];
}

function lineOf(entryPoint: Words, command: Words): string {
  const part = (words: Words, name: string): string => words?.map(quoted).join(' ') ?? `<${name}>`;
  return [part(entryPoint, 'ENTRYPOINT'), part(command, 'CMD')].filter(Boolean).join(' ');
}

/** A word with blanks is shown as JSON writes it, so that it can be told from two. */
function quoted(word: string): string {
  return /^[^\s"'`]+$/.test(word) ? word : JSON.stringify(word);
}

function wordsOf(field: Field): Words {
  if (field.isAbsent) return [];
  return field.strings.map((text, place) => text ?? field.tree.source(field.items[place]));
}

function bareWords(field: Field): Words {
  return unwrapList(field).words.map((word) => word ?? '…');
}
