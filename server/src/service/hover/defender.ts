import type { Judged, TaskAnalysis } from '../../defender/analysis';
import { releaseOf } from '../../defender/release';
import {
  APP_VARIABLES,
  type AppVariable,
  PTRACE,
  SIDECAR_VARIABLES,
  type SidecarVariable,
  WRAPPER_ARGUMENTS,
} from '../../defender/vocabulary';
import { type Message, message } from '../../l10n/message';
import type { NodeId } from '../../syntax/tree';
import type { Field, Struct } from '../../syntax/view';
import type { Model } from '../model';

/** What a part of the Defender's wiring is for, and where its value comes from. */
export function aboutWiring({ analyses }: Model, node: NodeId): Message[] {
  for (const analysis of analyses) {
    for (const judged of analysis.containers) {
      const { tree, id } = judged.container;
      const isInside = (id <= node && node < tree.after(id)) || judged.container.nameField.node === node;
      if (isInside) return aboutContainer(analysis, judged, node);
    }
  }
  return [];
}

function aboutContainer(analysis: TaskAnalysis, judged: Judged, node: NodeId): Message[] {
  const { wiring, state } = judged;
  if (judged.container === analysis.foreign || (state !== 'sidecar' && !wiring.isWired)) return [];
  const variable = variableAt(judged, node);
  if (variable) return [aboutVariable(variable)];
  return state === 'sidecar' ? aboutSidecar(judged, node) : aboutApplication(judged, node);
}

/** What a variable of the Defender is for. */
export function aboutVariable(name: AppVariable | SidecarVariable): Message {
  return message(`defender.variable.${name}`);
}

export function isDefenderVariable(name: string): name is AppVariable | SidecarVariable {
  return [...APP_VARIABLES, ...SIDECAR_VARIABLES].includes(name as never);
}

function variableAt({ wiring }: Judged, node: NodeId): AppVariable | SidecarVariable | undefined {
  for (const [name, { struct }] of wiring.variables)
    if (isDefenderVariable(name) && holds(struct, node)) return name;
  return undefined;
}

function aboutSidecar({ container }: Judged, node: NodeId): Message[] {
  if (isOf(container.nameField, node)) return [message('defender.sidecar')];
  const image = container.field('image');
  if (isOf(image, node)) {
    const release = releaseOf(image.text);
    return [message('defender.image'), ...(release ? [message('defender.release', { release })] : [])];
  }
  if (isOf(container.field('entryPoint'), node)) return [message('defender.sidecarEntryPoint')];
  return isOf(container.field('healthCheck'), node) ? [message('defender.healthCheck')] : [];
}

function aboutApplication({ container, wiring }: Judged, node: NodeId): Message[] {
  const { tree } = container;
  const wrapper = wiring.wrappers.find(({ field, item, inShell }) => {
    const words = inShell ? 1 : 1 + WRAPPER_ARGUMENTS.length;
    return container
      .field(field)
      .items.slice(item, item + words)
      .includes(node);
  });
  if (wrapper) return [message('defender.wrapper')];
  if (wiring.dependsOn && holds(wiring.dependsOn, node)) return [message('defender.dependsOn')];
  if (wiring.volumesFrom && holds(wiring.volumesFrom, node)) return [message('defender.volumesFrom')];
  const capabilities = container.field('linuxParameters').struct?.field('capabilities').struct;
  const isAdded = capabilities?.field('add').items.includes(node) ?? false;
  return isAdded && tree.string(node) === PTRACE ? [message('defender.ptrace')] : [];
}

function holds({ tree, node: object }: Struct, node: NodeId): boolean {
  return object <= node && node < tree.after(object);
}

/** Whether a node is a property's key, or stands in its value. */
function isOf({ tree, key, node: value }: Field, node: NodeId): boolean {
  return node === key || (value >= 0 && value <= node && node < tree.after(value));
}
