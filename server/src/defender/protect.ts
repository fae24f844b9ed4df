import type { TaskDefinition } from '../ecs/task';
import { whyUnread } from '../findings/syntax';
import { type Message, message as say } from '../l10n/message';
import { literal } from '../profile/given';
import { together, touchesShared } from '../syntax/changes';
import type { Change, Value } from '../syntax/edits';
import type { Judged, TaskAnalysis } from './analysis';
import { applicationVariables, collision } from './application';
import { hiddenContainers, moduleObstacle, openElsewhere } from './containers';
import { prefixFault, type Wrapping, wrap } from './entryPoint';
import { CURRENT, type Generation, generationOfImage, type Sidecar } from './generations';
import { Inputs, type ProtectOptions } from './inputs';
import { mergeItem, mergeObstacle, mergePtrace, mergeVariables, takesItems } from './merge';
import { notesOn } from './notes';
import { missingParts, type Part } from './parts';
import { fillEntryPoint, fillValue, type Placeholder } from './placeholders';
import type { Plan, Refusal } from './plan';
import { addFurther, completeSidecar, neededFrom, newSidecar, type SidecarValues } from './sidecar';
import { upgradeContainer, upgradeEntryPoint, upgradeSidecar } from './upgrade';
import { PLACEHOLDERS, SIDECAR_NAME } from './vocabulary';

/** Plans the difference between the wiring that a task has and the wiring that it should have: in the generation that
 * is there, or with `upgrade` in today's. */
export function planProtect(analysis: TaskAnalysis, options: ProtectOptions): Plan {
  return new Protection(analysis, options).plan();
}

class Protection {
  private readonly changes: Change[] = [];
  private readonly done: Message[] = [];
  private readonly refusals: Refusal[] = [];
  private readonly wrapped: Judged[] = [];
  private readonly dropsCommand: string[] = [];
  private readonly generation: Generation | undefined;
  private readonly inputs: Inputs;

  constructor(
    private readonly analysis: TaskAnalysis,
    private readonly options: ProtectOptions,
  ) {
    this.generation = analysis.isWired && !options.upgrade ? analysis.generation : CURRENT;
    this.inputs = new Inputs(analysis, options);
  }

  plan(): Plan {
    const { analysis } = this;
    const chosen = analysis.containers.filter(
      (one) => this.options.containers?.has(one.container.id) ?? true,
    );
    const leftAlone = chosen.flatMap((one) => (one.reason ? [one.reason] : []));
    if (analysis.task.hidden.length > 0) leftAlone.push(say('leftAlone.hidden'));
    if (this.options.upgrade && !analysis.isWired) {
      return {
        changes: [],
        done: [],
        refusals: [],
        leftAlone: [...leftAlone, say('leftAlone.notWired')],
        notes: [],
      };
    }
    const open = chosen.filter((one) => this.isOpen(one));
    const sidecarLacks = this.sidecarMissing().length > 0 || this.sidecarUpgrade().length > 0;
    const obstacle =
      this.listObstacle() ?? (open.length > 0 || sidecarLacks ? this.taskObstacle() : undefined);
    if (obstacle) this.refusals.push({ message: obstacle });
    else if (open.length > 0 || sidecarLacks) this.protect(open, this.generation!);
    const { done, refusals } = this;
    const changes = together(analysis.task.tree, this.changes);
    const notes =
      changes.length > 0 ? notesOn(analysis, this.inputs.given(), this.wrapped, this.dropsCommand) : [];
    return { changes, done, refusals, leftAlone, notes };
  }

  private isOpen({ state, wiring }: Judged): boolean {
    if (state === 'unprotected' || state === 'partial') return true;
    return this.options.upgrade === true && state !== 'sidecar' && wiring.isWired;
  }

  private sidecarMissing(): readonly Part[] {
    const { analysis } = this;
    const { sidecar } = analysis;
    if (!sidecar) return [];
    if (this.options.upgrade) return missingParts(sidecar.container, sidecar.wiring, CURRENT, true);
    return analysis.containers.find((one) => one.container === sidecar.container)?.missing ?? [];
  }

  private sidecarUpgrade(): Change[] {
    const { analysis, options } = this;
    if (!analysis.sidecar || !options.upgrade) return [];
    const given = this.inputs.given();
    return [
      ...upgradeSidecar(analysis, analysis.sidecar, given),
      ...addFurther(analysis.sidecar, this.inputs.values('')),
    ];
  }

  /** What keeps `containerDefinitions` from being read as a list that can grow. */
  private listObstacle(): Message | undefined {
    const { task, sidecar } = this.analysis;
    const property = 'containerDefinitions';
    const name = task.label;
    const { elsewhere } = this.analysis;
    if (elsewhere && openElsewhere(elsewhere).length === 0) return undefined;
    const hidden = hiddenContainers(this.analysis);
    if (hidden) return hidden;
    if (!sidecar && task.tree.isShared(task.containersNode)) return say('refused.shared', { name });
    if (task.containers.length === 0 && task.hidden.length === 0) return say('refused.noContainers');
    return sidecar || takesItems(task.tree, task.containersNode)
      ? undefined
      : say('refused.computed', { name, property });
  }

  /** What keeps the whole task from being touched. */
  private taskObstacle(): Message | undefined {
    const { analysis } = this;
    const { task } = analysis;
    const unread = whyUnread(task.tree);
    if (unread) return unread;
    if (analysis.foreign) return say('refused.foreign', { name: SIDECAR_NAME });
    if (analysis.isWindows) return say('refused.windows');
    if (!this.generation) return say('refused.generation');
    if (task.struct?.templateDecides(['family', 'containerDefinitions']))
      return say('refused.hiddenTaskMembers');
    return undefined;
  }

  private protect(open: readonly Judged[], generation: Generation): void {
    const { sidecar, task } = this.analysis;
    const family = this.inputs.family();
    const sidecarMissing = this.sidecarMissing();
    const needed = neededFrom(sidecar?.container, sidecarMissing);
    const missing = this.inputs.missing(needed);
    const needsFamily = open.length > 0 || sidecarMissing.includes('FARGATE_TASK') || !sidecar;
    if (needsFamily && family === undefined) missing.push(this.familyMissing());
    if (this.needsNewImage() && !needed.includes('image')) missing.push(say('missing.image'));
    if (missing.length > 0) {
      this.refusals.push({ message: say('refused.missing', { family: task.label, missing }) });
      return;
    }
    const values = this.inputs.values(family ?? '');
    const image = generationOfImage(literal(values.image));
    const staysOld = this.analysis.isWired && !this.options.upgrade;
    if (!sidecar && staysOld && image && image.since !== generation.since) {
      this.refusals.push({
        message: say('refused.otherGeneration', { found: generation.since, image: image.since }),
      });
      return;
    }
    for (const one of open) this.wire(one, generation, values);
    if (this.isTorn()) {
      this.changes.length = 0;
      this.done.length = 0;
      return;
    }
    for (const placeholder of this.analysis.placeholders) this.fill(placeholder);
    const keepsWired = this.analysis.containers.some(
      (one) => one.state === 'partial' && one.wiring.wrappers.length > 0,
    );
    if (!sidecar && (this.wrapped.length > 0 || keepsWired)) {
      this.changes.push(addContainer(task, newSidecar(values, generation)));
      this.done.push(say('done.sidecar', { name: SIDECAR_NAME }));
    } else if (sidecar) this.completeSidecar(sidecar, sidecarMissing, values);
  }

  private familyMissing(): Message {
    const [referrer] = this.analysis.task.referrers;
    const family = referrer?.task.family;
    return family ? say('missing.familyHere', { family }) : say('missing.family');
  }

  private completeSidecar(sidecar: Sidecar, missing: readonly Part[], values: SidecarValues): void {
    const { container } = sidecar;
    const name = container.name ?? '';
    const upgraded = this.sidecarUpgrade();
    if (missing.length === 0 && upgraded.length === 0) return;
    const obstacle = mergeObstacle(container, ['environment', 'secrets']);
    if (obstacle) {
      this.refusals.push({ container, message: obstacle });
      return;
    }
    this.changes.push(...completeSidecar(sidecar, missing, values), ...upgraded);
    if (missing.length > 0) this.done.push(say('done.completed', { name, parts: missing.join(', ') }));
    if (upgraded.length > 0) this.done.push(say('done.upgraded', { name }));
  }

  /** Another generation brings another image: a container whose wrapper cannot be exchanged would not start from it. */
  private isTorn(): boolean {
    const isOtherImage = this.options.upgrade && this.analysis.generation !== CURRENT;
    return isOtherImage === true && this.refusals.some(({ container }) => container !== undefined);
  }

  /** The old image does not hold today's wrapper. */
  private needsNewImage(): boolean {
    const { sidecar, generation } = this.analysis;
    if (!this.options.upgrade || !sidecar || generation === CURRENT) return false;
    const image = sidecar.container.field('image');
    if (image.isPlaceholder || this.inputs.given().image !== undefined) return false;
    return generationOfImage(image.text) !== CURRENT;
  }

  private wire(one: Judged, generation: Generation, values: SidecarValues): void {
    const { container, wiring } = one;
    const name = container.name ?? '';
    const obstacle = this.containerObstacle(one);
    if (obstacle) {
      this.refusals.push({ container, message: obstacle });
      return;
    }
    const wrapping = this.wrap(one, generation);
    if ('key' in wrapping) {
      this.refusals.push({ container, message: wrapping });
      return;
    }
    const sidecarName = this.analysis.sidecar?.container.name ?? SIDECAR_NAME;
    const variables = applicationVariables(container, values);
    const changes: Change[] = this.options.upgrade ? upgradeContainer(this.analysis, one) : [];
    if (!wiring.dependsOn) {
      changes.push(
        mergeItem(container, 'dependsOn', { condition: generation.condition, containerName: sidecarName }),
      );
    }
    changes.push(...wrapping.changes);
    changes.push(
      ...mergeVariables(
        container,
        wiring,
        generation.appVariables.map((key) => [key, variables[key]]),
      ),
    );
    if (!wiring.ptrace) changes.push(mergePtrace(container));
    if (!wiring.volumesFrom) {
      changes.push(mergeItem(container, 'volumesFrom', { readOnly: false, sourceContainer: sidecarName }));
    }
    if (changes.length === 0) return;
    if (touchesShared(container.tree, changes)) {
      this.refusals.push({ container, message: say('refused.shared', { name }) });
      return;
    }
    this.changes.push(...changes);
    this.wrapped.push(one);
    if (wrapping.dropsCommand && this.inputs.process(container)?.entryPoint?.length)
      this.dropsCommand.push(name);
    const parts = one.missing.join(', ');
    if (one.state === 'unprotected') this.done.push(say('done.wrapped', { name }));
    else
      this.done.push(
        this.options.upgrade ? say('done.upgraded', { name }) : say('done.completed', { name, parts }),
      );
  }

  /** What is written so that the container starts through the wrapper of the generation. */
  private wrap(one: Judged, generation: Generation): Wrapping | Message {
    const { container, wiring } = one;
    const process = this.inputs.process(container);
    const upgraded = this.options.upgrade ? upgradeEntryPoint(one, process) : [];
    if ('key' in upgraded) return upgraded;
    // A prefix that was out of order has been written anew.
    if (upgraded.length > 0 && (prefixFault(wiring) || wiring.wrappers[0]?.field === 'command'))
      return { changes: upgraded };
    const wrapping = wrap(container, wiring, generation.wrapper, process, this.options.placeholders);
    return 'key' in wrapping ? wrapping : { ...wrapping, changes: [...upgraded, ...wrapping.changes] };
  }

  /** A placeholder that an earlier edit left is filled once its value is known; the command line insists on it. */
  private fill(placeholder: Placeholder): void {
    const { container, name } = placeholder;
    const label = container?.name ?? this.analysis.sidecar?.container.name ?? '';
    const process = container && this.inputs.process(container);
    const filled = container
      ? process && fillEntryPoint(placeholder, process)
      : [fillValue(placeholder, this.inputs.given())].filter((change) => change !== undefined);
    if (filled?.length) {
      this.changes.push(...filled);
      this.done.push(say('done.completed', { name: label, parts: PLACEHOLDERS[name] }));
    } else if (!this.options.placeholders) {
      this.refusals.push({
        container,
        message: say('refused.placeholder', { name: label, text: PLACEHOLDERS[name] }),
      });
    }
  }

  private containerObstacle({ container, wiring }: Judged): Message | undefined {
    const { sidecar } = this.analysis;
    const name = container.name ?? '';
    if (container.nameField.isAbsent || container.name === '')
      return say('refused.nameless', { place: container.index + 1 });
    if (container.field('image').isAbsent) return say('refused.imageless', { name });
    const waits = sidecar?.container
      .field('dependsOn')
      .structs.some((item) => item.field('containerName').text === name);
    if (waits && !wiring.dependsOn)
      return say('refused.cycle', { name, sidecar: sidecar?.container.name ?? '' });
    return (
      moduleObstacle(container) ??
      collision(container, wiring) ??
      mergeObstacle(container, ['dependsOn', 'environment', 'volumesFrom'])
    );
  }
}

/** Adds the sidecar as the last container. */
function addContainer(task: TaskDefinition, sidecar: { [key: string]: Value }): Change {
  if (!task.isByName) return { op: 'append', array: task.containersNode, values: [sidecar] };
  // A module makes file systems read-only unless it is told otherwise; the API does not.
  const value = { readonlyRootFilesystem: false, ...sidecar };
  return { op: 'set', object: task.containersNode, key: SIDECAR_NAME, value };
}
