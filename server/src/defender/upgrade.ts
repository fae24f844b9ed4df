import { type Message, message } from '../l10n/message';
import type { Written } from '../profile/given';
import type { ImageProcess } from '../profile/settings';
import type { Change, Value } from '../syntax/edits';
import type { Judged, TaskAnalysis } from './analysis';
import { type CopiedVariable, copiedDrift, setShared } from './drift';
import { hasCommand, prefixFault, statedEntryPoint, writeList } from './entryPoint';
import { CURRENT, hasHealthCheck, type Sidecar, wordsAre } from './generations';
import { referToSecret } from './secrets';
import type { SidecarValues } from './sidecar';
import { asksDefender, setHealthCheck } from './startOrder';
import { unwrapChanges, unwrapList } from './unwrap';
import { DEFENDER_TYPE, SIDECAR_ENTRY_POINT, WRAPPER_ARGUMENTS } from './vocabulary';
import { replaceWrapper } from './wrapper';

/** What an upgrade changes of wiring that is there; what is missing is added by the same plan as ever
 * (fargate-defender.md section 3.8). The author's own values stay. */

/** Starts a container through today's wrapper, from entryPoint. Undefined where it does already. */
export function upgradeEntryPoint(
  { container, wiring }: Judged,
  process: Partial<ImageProcess> | undefined,
): readonly Change[] | Message {
  const name = container.name ?? '';
  const [first] = wiring.wrappers;
  const inCommand = first?.field === 'command';
  if (first === undefined && !wiring.orphanArguments) return [];
  if (!prefixFault(wiring) && !inCommand) {
    return wiring.wrappers.flatMap((wrapper) => replaceWrapper(container, wrapper, CURRENT.wrapper));
  }
  const entryPoint = container.field('entryPoint');
  const command = container.field('command');
  const prefix = [CURRENT.wrapper, ...WRAPPER_ARGUMENTS];
  const bare = unwrapList(entryPoint);
  const bareCommand = unwrapChanges(command, unwrapList(command));
  const stated = statedEntryPoint(container);
  if (!command.isAbsent && !command.isArray && !command.isPlaceholder)
    return message('refused.notAList', { name, property: 'command' });
  if (stated === 'hidden') return message('refused.entryPointHidden', { name });
  if (stated === 'malformed') return message('refused.notAList', { name, property: 'entryPoint' });
  const kept = entryPoint.items.find((item) => !bare.removed.includes(item));
  if (kept !== undefined) {
    return [
      { op: 'before', item: kept, values: prefix },
      ...bare.removed.map((node): Change => ({ op: 'remove', node })),
      ...bare.rewritten,
      ...bareCommand,
    ];
  }
  // The image's ENTRYPOINT runs in front of a wrapper in command; behind the wrapper it must be spelled out.
  if (inCommand && !process?.entryPoint)
    return message('refused.wrapperInCommand', { name, image: container.field('image').text ?? '' });
  const runsNothing = !inCommand && !hasCommand(container);
  if (runsNothing && !process?.entryPoint)
    return message('refused.entryPointUnknown', { name, image: container.field('image').text ?? '' });
  const words: Value[] = [...prefix, ...(inCommand || runsNothing ? process!.entryPoint! : [])];
  const cmd = runsNothing ? (process?.command ?? []) : [];
  const written: Change =
    bare.removed.length > 0
      ? { op: 'replace', node: entryPoint.node, value: words }
      : writeList(container, entryPoint, words);
  return [written, ...bareCommand, ...(cmd.length > 0 ? [writeList(container, command, [...cmd])] : [])];
}

/** What an application container waits for, mounts and says of itself, as today's Console writes it. */
export function upgradeContainer(analysis: TaskAnalysis, judged: Judged): Change[] {
  const { wiring } = judged;
  const changes: Change[] = [];
  const condition = wiring.dependsOn?.field('condition');
  if (condition && !condition.isPlaceholder && condition.text !== CURRENT.condition) {
    changes.push(
      condition.key < 0
        ? { op: 'set', object: wiring.dependsOn!.node, key: 'condition', value: CURRENT.condition }
        : { op: 'replace', node: condition.node, value: CURRENT.condition },
    );
  }
  const readOnly = wiring.volumesFrom?.field('readOnly');
  if (readOnly?.boolean === true) changes.push({ op: 'replace', node: readOnly.node, value: false });
  return [...changes, ...setCopies(analysis, judged)];
}

/** Sets the variables of a container that no longer say what they copy. */
function setCopies(analysis: TaskAnalysis, judged: Judged): Change[] {
  return COPIES.flatMap((name): Change[] => {
    const { wanted, value } = copiedDrift(analysis, judged, name) ?? {};
    return wanted === undefined ? [] : [{ op: 'replace', node: value!.node, value: wanted }];
  });
}

const COPIES: readonly CopiedVariable[] = ['TW_IMAGE_NAME', 'TW_CONTAINER_NAME', 'FARGATE_TASK'];

/** The sidecar's program, health check and the values that flags or profile give anew. */
export function upgradeSidecar(
  analysis: TaskAnalysis,
  { container, wiring }: Sidecar,
  given: Partial<SidecarValues>,
): Change[] {
  const changes: Change[] = [];
  const entryPoint = container.field('entryPoint');
  if (entryPoint.items.length > 0 && !wordsAre(entryPoint.strings, SIDECAR_ENTRY_POINT))
    changes.push({ op: 'replace', node: entryPoint.node, value: SIDECAR_ENTRY_POINT });
  const image = container.field('image');
  if (given.image !== undefined && !image.isAbsent && !image.isPlaceholder && image.text !== given.image)
    changes.push({ op: 'replace', node: image.node, value: given.image });
  const check = container.field('healthCheck').struct?.field('command');
  if (hasHealthCheck({ container, wiring }) && check && !check.isOpaque && !asksDefender(check.strings))
    changes.push(setHealthCheck({ container, wiring }));
  const plain = (name: string, to: Written | undefined): void => {
    const variable = wiring.variables.get(name);
    if (to === undefined || !variable || variable.isSecret) return;
    if (variable.value.isAbsent || variable.value.isPlaceholder || variable.value.text === to) return;
    changes.push({ op: 'replace', node: variable.value.node, value: to });
  };
  plain('DEFENDER_TYPE', DEFENDER_TYPE);
  plain('WS_ADDRESS', given.wsAddress);
  const { bundle } = given;
  // One that is there without a value is completed like any other part that is missing.
  const isMissing = wiring.variables.get('INSTALL_BUNDLE')?.value.isAbsent;
  if (bundle && 'secret' in bundle && !isMissing)
    changes.push(...(referToSecret({ container, wiring }, bundle.secret) ?? []));
  // A bundle that is kept as a secret is never made plain.
  else if (bundle && 'value' in bundle) plain('INSTALL_BUNDLE', bundle.value);
  const { filesystemMonitoring, fips } = analysis.settings.defender;
  if (filesystemMonitoring !== undefined)
    changes.push(...setShared(analysis, 'FILESYSTEM_MONITORING', filesystemMonitoring));
  if (fips !== undefined) changes.push(...setShared(analysis, 'FIPS_ENABLED', fips));
  const judged = analysis.containers.find((one) => one.container === container);
  if (judged) changes.push(...setCopies(analysis, judged));
  return changes;
}
