import { platformOf } from '../ecs/fargate';
import { type Message, message } from '../l10n/message';
import { shown } from '../profile/given';
import type { Field } from '../syntax/view';
import { type Judged, knownProcess, type TaskAnalysis } from './analysis';
import { limitsOf } from './headroom';
import type { SidecarValues } from './sidecar';

/** What must hold outside the document for the protected task to work; only the lines that apply. */
export function notesOn(
  analysis: TaskAnalysis,
  inputs: Partial<SidecarValues>,
  wrapped: readonly Judged[],
  dropsCommand: readonly string[],
): Message[] {
  const { task } = analysis;
  const addsSidecar = analysis.sidecar === undefined;
  const notes: Message[] = [];
  if (addsSidecar) {
    const secret = inputs.bundle && 'secret' in inputs.bundle ? inputs.bundle.secret : undefined;
    if (typeof secret === 'string') notes.push(...secretNotes(analysis, secret));
    else if (secret) notes.push(message('note.secretRead', { secret: shown(secret) }));
    const console = inputs.wsAddress === undefined ? [message('note.theConsole')] : shown(inputs.wsAddress);
    const registry =
      typeof inputs.image !== 'string' ? [message('note.theRegistry')] : registryOf(inputs.image);
    notes.push(message('note.network', { console, registry }));
    notes.push(message('note.platform'));
    notes.push(memoryNote(analysis));
  }
  if (wrapped.length > 0) notes.push(message('note.startOrder'));
  // An expression of a template gives both places the same.
  const copied = wrapped.filter(({ container }) => !isExpression(container.field('image')));
  const setLater = copied
    .filter(({ container }) => isSetLater(container.field('image')))
    .map((one) => one.container.name);
  if (setLater.length > 0) notes.push(message('note.imageLater', { names: setLater.join(', ') }));
  else if (copied.length > 0) notes.push(message('note.image'));
  for (const name of dropsCommand) notes.push(message('note.commandDropped', { name }));
  for (const { container } of wrapped) {
    const known = knownProcess(analysis, container);
    const isUsed = known?.differs && container.field('entryPoint').items.length === 0;
    if (isUsed)
      notes.push(
        message('note.platformsDiffer', { name: container.name ?? '', platform: platformOf(task) ?? '' }),
      );
  }
  if (task.hidden.length > 0) notes.push(message('leftAlone.hidden'));
  return notes;
}

/** Whether a value is an expression of the template that this text is. */
function isExpression(image: Field): boolean {
  return image.tree.dialect !== 'api' && image.isPlaceholder;
}

/** An empty image is a placeholder too: deployment actions fill it in. */
function isSetLater(image: Field): boolean {
  return image.isPlaceholder || image.text === '';
}

function secretNotes(analysis: TaskAnalysis, secret: string): Message[] {
  const role = analysis.task.stated('executionRoleArn');
  const isParameter = /^arn:[^:]*:ssm:/.test(secret) || !secret.startsWith('arn:');
  const action = isParameter ? 'ssm:GetParameters' : 'secretsmanager:GetSecretValue';
  // `arn:...:secret:name-AbCdEf:key:stage:version` names a key inside the secret; IAM knows only the secret.
  const resource = isParameter ? secret : secret.split(':').slice(0, 7).join(':');
  const statement = JSON.stringify({ Effect: 'Allow', Action: action, Resource: resource });
  const name = role.text ?? (role.isOpaque ? role.tree.source(role.node) : '');
  return [
    role.isAbsent
      ? message('note.noExecutionRole', { statement })
      : message('note.executionRole', { role: name, statement }),
  ];
}

function registryOf(image: string): string {
  const [host] = image.split('/');
  return host.includes('.') || host.includes(':') ? host : 'docker.io';
}

/** Says so where hard limits of the containers add up to the whole task. */
function memoryNote(analysis: TaskAnalysis): Message {
  const limits = limitsOf(analysis, 'memory');
  return limits && limits.sum >= limits.total
    ? message('note.memoryFull', { ...limits })
    : message('note.memory');
}
