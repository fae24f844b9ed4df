import { analyse, type Judged, type TaskAnalysis } from '../../defender/analysis';
import {
  APP_VARIABLES,
  type AppVariable,
  DEFENDER_TYPE,
  SIDECAR_NAME,
  SIDECAR_VARIABLES,
  type SidecarVariable,
} from '../../defender/vocabulary';
import { familyFromReferrers } from '../../ecs/neighbours';
import { literal } from '../../profile/given';
import type { Field } from '../../syntax/view';
import type { Config } from '../config';
import { containerAt, isAt, type Offer, objectAt } from './context';
import type { Cursor } from './cursor';

type DefenderVariable = AppVariable | SidecarVariable;

/** What the Defender's wiring wants where the cursor stands: its environment variables and their values. */
export function defenderOffers(cursor: Cursor, config: Config): Offer[] {
  const atName = isAt(cursor, 'KeyValuePair.name', 'Secret.name');
  const atValue = isAt(cursor, 'KeyValuePair.value', 'Secret.valueFrom');
  const container = atName || atValue ? containerAt(cursor) : undefined;
  if (!container) return [];
  const analysis = analyse(cursor.task, config.settings, config.surroundings);
  const judged = analysis.containers.find((one) => one.container.id === container.id);
  if (!judged) return [];
  const isSecret = isAt(cursor, 'Secret.name', 'Secret.valueFrom');
  if (atValue) {
    const name = objectAt(cursor).field('name').text;
    return name ? valuesOf(cursor, analysis, judged, name, isSecret) : [];
  }
  return namesFor(judged, isSecret).map((name) => offerOf(cursor, analysis, judged, name, isSecret));
}

/** The variables that the container may still need: the install bundle is a secret, all others are none. */
function namesFor({ state, wiring, container }: Judged, isSecret: boolean): DefenderVariable[] {
  const isSidecar = state === 'sidecar' || container.name === SIDECAR_NAME;
  const names: readonly DefenderVariable[] = isSidecar ? SIDECAR_VARIABLES : APP_VARIABLES;
  return names.filter((name) => !wiring.variables.has(name) && (name === 'INSTALL_BUNDLE') === isSecret);
}

function offerOf(
  cursor: Cursor,
  analysis: TaskAnalysis,
  judged: Judged,
  name: DefenderVariable,
  isSecret: boolean,
): Offer {
  const key = isSecret ? 'valueFrom' : 'value';
  const [value] = valuesOf(cursor, analysis, judged, name, isSecret);
  const isFree = value !== undefined && objectAt(cursor).field(key).key < 0;
  return {
    text: name,
    kind: 'variable',
    detail: value?.text,
    with: isFree ? { name: key, text: value.text, isBare: value.isBare } : undefined,
    subject: { variable: name },
  };
}

function valuesOf(
  cursor: Cursor,
  { task, settings, sidecar }: TaskAnalysis,
  { container }: Judged,
  name: string,
  isSecret: boolean,
): Offer[] {
  const { defender } = settings;
  if (isSecret) {
    const { installBundle } = defender;
    const secret = installBundle && 'secret' in installBundle ? literal(installBundle.secret) : undefined;
    return name === 'INSTALL_BUNDLE' && secret !== undefined ? [{ text: secret }] : [];
  }
  const shared = (variable: string): Offer[] => {
    const used = sidecar?.wiring.variables.get(variable)?.value.text;
    return [
      ...(used === 'true' || used === 'false' ? [{ text: used }] : []),
      { text: 'false' },
      { text: 'true' },
    ];
  };
  switch (name) {
    case 'TW_IMAGE_NAME':
      return copied(cursor, container.field('image'));
    case 'TW_CONTAINER_NAME':
      return copied(cursor, container.nameField);
    case 'FARGATE_TASK': {
      const family = task.field('family');
      const given = familyFromReferrers(task) ?? literal(settings.family);
      return family.isAbsent && given !== undefined ? [{ text: given }] : copied(cursor, family);
    }
    case 'DEFENDER_TYPE':
      return [{ text: DEFENDER_TYPE }];
    case 'WS_ADDRESS': {
      const address = literal(defender.wsAddress);
      return address === undefined ? [] : [{ text: address }];
    }
    case 'FILESYSTEM_MONITORING':
    case 'FIPS_ENABLED': {
      const stated = name === 'FIPS_ENABLED' ? defender.fips : defender.filesystemMonitoring;
      return stated === undefined ? shared(name) : [{ text: String(stated) }, { text: String(!stated) }];
    }
    default:
      return [];
  }
}

/** What a property says; an expression only where the cursor's own syntax can say it on a line. */
function copied({ tree, node, typed }: Cursor, field: Field): Offer[] {
  if (field.isAbsent) return [];
  if (field.text !== undefined && !field.isPlaceholder) return [{ text: field.text }];
  const isSame = field.node >= 0 && tree.syntaxOf(field.node) === tree.syntaxOf(node);
  if (!isSame) return [];
  const { source, isBlock } = tree.syntaxOf(field.node).copy(tree, field.node);
  return source.includes('\n') || isBlock || typed.quote === "'" ? [] : [{ text: source, isBare: true }];
}
