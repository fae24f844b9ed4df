import type { Container } from '../ecs/task';
import { whyUnread } from '../findings/syntax';
import { type Message, message as say } from '../l10n/message';
import { revealed, touchesShared } from '../syntax/changes';
import type { Change } from '../syntax/edits';
import { Kind, type NodeId, type Tree } from '../syntax/tree';
import { type Field, hasDirective } from '../syntax/view';
import type { Judged, TaskAnalysis } from './analysis';
import { wordsAre } from './generations';
import { Inputs, type ProtectOptions } from './inputs';
import { MEMBERS } from './merge';
import type { Plan, Refusal } from './plan';
import { isSupplied, unwrapChanges, unwrapList, wasWrittenByProtect } from './unwrap';
import { APP_VARIABLES, PTRACE, SIDECAR_NAME, SIDECAR_VARIABLES } from './vocabulary';
import type { Wiring } from './wiring';

export interface UnprotectOptions extends Pick<ProtectOptions, 'processes'> {
  /** Leave SYS_PTRACE: the application has come to need it itself. */
  readonly keepPtrace?: boolean;
}

/** Plans to take exactly our wiring away, of any generation and however much of it is there (fargate-defender.md
 * section 3.9). */
export function planUnprotect(analysis: TaskAnalysis, options: UnprotectOptions): Plan {
  return new Unprotection(analysis, options).plan();
}

const OUR_VARIABLES: ReadonlySet<string> = new Set([...APP_VARIABLES, ...SIDECAR_VARIABLES]);

class Unprotection {
  private readonly changes: Change[] = [];
  private readonly done: Message[] = [];
  private readonly refusals: Refusal[] = [];
  private readonly notes: Message[] = [];
  private readonly sidecarNames: ReadonlySet<string>;
  private readonly inputs: Inputs;

  constructor(
    private readonly analysis: TaskAnalysis,
    private readonly options: UnprotectOptions,
  ) {
    const sidecars = analysis.containers.filter((one) => one.state === 'sidecar');
    const names = sidecars.flatMap(({ container }) => container.name ?? []);
    this.sidecarNames = new Set(analysis.foreign ? names : [...names, SIDECAR_NAME]);
    this.inputs = new Inputs(analysis, { ...options, placeholders: false });
  }

  plan(): Plan {
    const { task, containers } = this.analysis;
    const sidecars = containers.filter((one) => one.state === 'sidecar');
    const wired = containers.filter(
      (one) => one.state !== 'sidecar' && one.container !== this.analysis.foreign && carriesAny(one.wiring),
    );
    if (sidecars.length > 0 || wired.length > 0) {
      const obstacle = this.obstacle(sidecars.map(({ container }) => container.struct.node));
      if (obstacle) this.refusals.push({ message: obstacle });
      else {
        for (const one of wired) this.unwire(one);
        // What still waits for the sidecar could not start without it.
        if (this.refusals.length === 0) for (const { container } of sidecars) this.drop(container);
      }
    }
    const leftAlone = task.hidden.length > 0 ? [say('leftAlone.hidden')] : [];
    const { changes, done, refusals, notes } = this;
    return { changes, done, refusals, leftAlone, notes };
  }

  private obstacle(sidecars: readonly NodeId[]): Message | undefined {
    const { task } = this.analysis;
    const unread = whyUnread(task.tree);
    if (unread) return unread;
    if (task.tree.isShared(task.containersNode)) return say('refused.shared', { name: task.label });
    return isDecided(task.tree, task.containersNode, sidecars)
      ? say('refused.computed', { name: task.label, property: 'containerDefinitions' })
      : undefined;
  }

  private drop(container: Container): void {
    this.changes.push({ op: 'remove', node: container.struct.node });
    this.done.push(say('done.sidecarRemoved', { name: container.name ?? '' }));
  }

  private unwire(judged: Judged): void {
    const { container } = judged;
    const name = container.name ?? '';
    const ours = this.itemsIn(container);
    const obstacle = containerObstacle(judged, ours);
    if (obstacle) {
      this.refusals.push({ container, message: obstacle });
      return;
    }
    const lists = [...ours.flatMap(withoutItems), ...this.withoutPtrace(judged)];
    const gone = new Set(lists.flatMap((change) => (change.op === 'remove' ? [change.node] : [])));
    const changes = [...lists, ...this.unwrap(judged, gone)];
    if (touchesShared(container.tree, changes)) {
      this.refusals.push({ container, message: say('refused.shared', { name }) });
      return;
    }
    const twin = revealed(container.tree, changes);
    if (twin !== undefined) {
      const property = container.tree.string(twin);
      this.refusals.push({ container, message: say('refused.twice', { name, property }) });
      return;
    }
    this.changes.push(...changes);
    this.done.push(say('done.unwired', { name }));
  }

  /** What a container's lists have of ours. */
  private itemsIn(container: Container): Ours[] {
    const named = (property: string, key: string, names: ReadonlySet<string>): Ours => {
      const list = container.field(property);
      const items = list.structs.filter((item) => names.has(item.field(key).text ?? ''));
      return { list, items: items.map(({ node }) => node) };
    };
    return [
      named('dependsOn', 'containerName', this.sidecarNames),
      named('environment', 'name', OUR_VARIABLES),
      named('secrets', 'name', OUR_VARIABLES),
      named('volumesFrom', 'sourceContainer', this.sidecarNames),
    ];
  }

  /** SYS_PTRACE goes where it is the only capability that is added; beside others it may be the author's own. */
  private withoutPtrace({ container, wiring }: Judged): Change[] {
    const parameters = container.field('linuxParameters');
    const capabilities = parameters.struct?.field('capabilities');
    const add = capabilities?.struct?.field('add');
    if (!wiring.ptrace || this.options.keepPtrace || !add?.strings.includes(PTRACE)) return [];
    if (!add.strings.every((text) => text === PTRACE)) {
      this.notes.push(say('note.ptraceStays', { name: container.name ?? '' }));
      return [];
    }
    let gone = add;
    for (const outer of [capabilities!, parameters]) {
      if (outer.struct!.keys.length > 1) break;
      gone = outer;
    }
    return [{ op: 'remove', node: gone.key }];
  }

  /** Takes the wrapper away, and with it an entry point that only wrapping had made necessary. */
  private unwrap({ container }: Judged, gone: ReadonlySet<NodeId>): Change[] {
    const entryPoint = container.field('entryPoint');
    const command = container.field('command');
    const stays = unwrapList(entryPoint);
    const started = stays.removed.length > 0;
    const inCommand = unwrapChanges(command, unwrapList(command));
    if (!started) return [...unwrapChanges(entryPoint, stays), ...inCommand];
    const process = this.inputs.process(container);
    // An author's own entry point that says the same may go too: in meaning nothing is lost, since the source says that
    // the image starts so by itself.
    if (!isSupplied(stays.words, process)) {
      if (wasWrittenByProtect(container, gone))
        this.notes.push(say('note.entryPointStays', { name: container.name ?? '' }));
      return [...unwrapChanges(entryPoint, stays), ...inCommand];
    }
    const isCmd =
      process?.command !== undefined &&
      process.command.length > 0 &&
      command.key > entryPoint.key &&
      wordsAre(command.strings, process.command);
    return [
      { op: 'remove', node: entryPoint.key },
      ...(isCmd ? [{ op: 'remove', node: command.key } as Change] : inCommand),
    ];
  }
}

/** Anything of ours, leftovers included: variables stay behind when wiring is removed by hand. */
function carriesAny(wiring: Wiring): boolean {
  if (wiring.isWired) return true;
  const type = wiring.variables.get('DEFENDER_TYPE');
  return type?.value.text === 'fargate' && wiring.variables.has('FARGATE_TASK');
}

/** The items of a list that are ours. */
interface Ours {
  readonly list: Field;
  readonly items: readonly NodeId[];
}

/** Takes the items out of their list; a list from which all goes, goes itself. */
function withoutItems({ list, items }: Ours): Change[] {
  if (items.length > 0 && items.length === list.items.length) return [{ op: 'remove', node: list.key }];
  return items.map((node) => ({ op: 'remove', node }));
}

/** What keeps a container from being edited: a template that decides what is there. */
function containerObstacle({ container, wiring }: Judged, ours: readonly Ours[]): Message | undefined {
  const { tree } = container;
  const name = container.name ?? '';
  if (container.struct.templateDecides(MEMBERS)) return say('refused.hiddenMembers', { name });
  const isHidden = ({ list, items }: Ours): boolean => list.isArray && isDecided(tree, list.node, items);
  const command = container.field('command');
  const words = { list: command, items: unwrapList(command).removed };
  const lists = [
    ...ours.filter(({ list, items }) => list.name !== 'secrets' || items.length > 0),
    { list: container.field('entryPoint'), items: [] },
    // What starts in front of it needs nothing of it.
    ...(wiring.wrappers[0]?.field === 'entryPoint' && words.items.length === 0 ? [] : [words]),
  ];
  const hidden = lists.find(isHidden);
  return hidden && say('refused.computed', { name, property: hidden.list.name });
}

/** Whether a template decides about items of a list, or may hold such. It does not about those that stand at the end, as
 * protect writes them, behind an item that it does not decide about either. */
function isDecided(tree: Tree, list: NodeId, ours: readonly NodeId[]): boolean {
  if (!hasDirective(tree, list)) return false;
  const items = tree.children(list);
  const place = items.length - ours.length;
  const standsAtEnd = ours.length > 0 && place > 0 && items[place] === ours[0];
  return !standsAtEnd || tree.kind(items[place - 1]) === Kind.Directive;
}
