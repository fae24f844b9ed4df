import { type Message, message as say } from '../l10n/message';
import type { Change } from '../syntax/edits';
import { Kind } from '../syntax/tree';
import type { Judged, TaskAnalysis } from './analysis';
import { applicationVariables, collision } from './application';
import { wrap } from './entryPoint';
import { CURRENT, type Generation, generationOfImage } from './generations';
import { Inputs, type ProtectOptions } from './inputs';
import { mergeItem, mergeObstacle, mergePtrace, mergeVariables, takesItems } from './merge';
import { notesOn } from './notes';
import { fillEntryPoint, fillValue, type Placeholder } from './placeholders';
import type { Plan, Refusal } from './plan';
import { completeSidecar, neededFrom, newSidecar, type SidecarValues } from './sidecar';
import { PLACEHOLDERS, SIDECAR_NAME } from './vocabulary';

/** Plans the difference between the wiring that a task has and the wiring that it should have. */
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
    this.generation = analysis.isWired ? analysis.generation : CURRENT;
    this.inputs = new Inputs(analysis, options);
  }

  plan(): Plan {
    const { analysis } = this;
    const chosen = analysis.containers.filter(
      (one) => this.options.containers?.has(one.container.index) ?? true,
    );
    const leftAlone = chosen.flatMap((one) => (one.reason ? [one.reason] : []));
    if (analysis.task.hidden.length > 0) leftAlone.push(say('leftAlone.hidden'));
    const open = chosen.filter((one) => one.state === 'unprotected' || one.state === 'partial');
    const sidecarLacks = analysis.sidecar
      ? analysis.containers.some((one) => one.state === 'sidecar' && one.missing.length > 0)
      : false;
    const obstacle =
      this.listObstacle() ?? (open.length > 0 || sidecarLacks ? this.taskObstacle() : undefined);
    if (obstacle) this.refusals.push({ message: obstacle });
    else if (open.length > 0 || sidecarLacks) this.protect(open, this.generation!);
    const { changes, done, refusals } = this;
    const notes =
      changes.length > 0 ? notesOn(analysis, this.inputs.given(), this.wrapped, this.dropsCommand) : [];
    return { changes, done, refusals, leftAlone, notes };
  }

  /** What keeps `containerDefinitions` from being read as a list that can grow. */
  private listObstacle(): Message | undefined {
    const { task, sidecar } = this.analysis;
    const property = 'containerDefinitions';
    const name = task.family ?? '';
    if (task.tree.kind(task.containersNode) !== Kind.Array)
      return say('refused.computed', { name, property });
    if (task.containers.length === 0 && task.hidden.length === 0) return say('refused.noContainers');
    return sidecar || takesItems(task.tree, task.containersNode)
      ? undefined
      : say('refused.computed', { name, property });
  }

  /** What keeps the whole task from being touched. */
  private taskObstacle(): Message | undefined {
    const { analysis } = this;
    const { task } = analysis;
    if (task.tree.faults.length > 0) return say('refused.syntax');
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
    const sidecarMissing =
      this.analysis.containers.find((one) => one.container === sidecar?.container)?.missing ?? [];
    const needed = neededFrom(sidecar?.container, sidecarMissing);
    const missing = this.inputs.missing(needed);
    const needsFamily = open.length > 0 || sidecarMissing.includes('FARGATE_TASK') || !sidecar;
    if (needsFamily && family === undefined) missing.push(say('missing.family'));
    if (missing.length > 0) {
      this.refusals.push({ message: say('refused.missing', { family: task.family ?? '', missing }) });
      return;
    }
    const values = this.inputs.values(family ?? '');
    const image = generationOfImage(values.image);
    if (!sidecar && this.analysis.isWired && image && image.since !== generation.since) {
      this.refusals.push({
        message: say('refused.otherGeneration', { found: generation.since, image: image.since }),
      });
      return;
    }
    for (const one of open) this.wire(one, generation, values);
    for (const placeholder of this.analysis.placeholders) this.fill(placeholder);
    const keepsWired = this.analysis.containers.some(
      (one) => one.state === 'partial' && one.wiring.wrappers.length > 0,
    );
    if (!sidecar && (this.wrapped.length > 0 || keepsWired)) {
      this.changes.push({
        op: 'append',
        array: task.containersNode,
        values: [newSidecar(values, generation)],
      });
      this.done.push(say('done.sidecar', { name: SIDECAR_NAME }));
    } else if (sidecar && sidecarMissing.length > 0) {
      const obstacle = mergeObstacle(sidecar.container, ['environment', 'secrets']);
      if (obstacle) this.refusals.push({ container: sidecar.container, message: obstacle });
      else {
        this.changes.push(...completeSidecar(sidecar, sidecarMissing, values));
        this.done.push(
          say('done.completed', { name: sidecar.container.name ?? '', parts: sidecarMissing.join(', ') }),
        );
      }
    }
  }

  private wire(one: Judged, generation: Generation, values: SidecarValues): void {
    const { container, wiring } = one;
    const name = container.name ?? '';
    const obstacle = this.containerObstacle(one);
    if (obstacle) {
      this.refusals.push({ container, message: obstacle });
      return;
    }
    const wrapping = wrap(
      container,
      wiring,
      generation.wrapper,
      this.inputs.process(container),
      this.options.placeholders,
    );
    if ('key' in wrapping) {
      this.refusals.push({ container, message: wrapping });
      return;
    }
    const sidecarName = this.analysis.sidecar?.container.name ?? SIDECAR_NAME;
    const variables = applicationVariables(container, values);
    const changes: Change[] = [];
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
    this.changes.push(...changes);
    this.wrapped.push(one);
    if (wrapping.dropsCommand && this.inputs.process(container)?.entryPoint?.length)
      this.dropsCommand.push(name);
    const parts = one.missing.join(', ');
    this.done.push(
      one.state === 'unprotected' ? say('done.wrapped', { name }) : say('done.completed', { name, parts }),
    );
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
    if (container.nameField.isAbsent) return say('refused.nameless', { place: container.index + 1 });
    if (container.field('image').isAbsent) return say('refused.imageless', { name });
    const waits = sidecar?.container
      .field('dependsOn')
      .structs.some((item) => item.field('containerName').text === name);
    if (waits && !wiring.dependsOn)
      return say('refused.cycle', { name, sidecar: sidecar?.container.name ?? '' });
    return (
      collision(container, wiring) ?? mergeObstacle(container, ['dependsOn', 'environment', 'volumesFrom'])
    );
  }
}
