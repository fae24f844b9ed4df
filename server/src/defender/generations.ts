import type { Container } from '../ecs/task';
import { APP_VARIABLES, type AppVariable, SIDECAR_VARIABLES, type SidecarVariable } from './vocabulary';
import type { Wiring } from './wiring';
import { WRAPPER_PATHS } from './wrapper';

/** How one generation of Defender wires a task (fargate-defender.md section 3.8). */
export interface Generation {
  /** The Defender release in which it was first seen. */
  readonly since: string;
  readonly wrapper: string;
  readonly condition: 'START' | 'HEALTHY';
  readonly healthCheck: boolean;
  readonly appVariables: readonly AppVariable[];
  readonly sidecarVariables: readonly SidecarVariable[];
}

const [BINARY, SCRIPT] = WRAPPER_PATHS;
const without = <T>(all: readonly T[], ...names: T[]): T[] => all.filter((name) => !names.includes(name));

export const CURRENT: Generation = {
  since: '22.12',
  wrapper: BINARY,
  condition: 'HEALTHY',
  healthCheck: true,
  appVariables: APP_VARIABLES,
  sidecarVariables: SIDECAR_VARIABLES,
};
const FILE_SYSTEM: Generation = {
  since: '22.06',
  wrapper: SCRIPT,
  condition: 'HEALTHY',
  healthCheck: true,
  appVariables: without(APP_VARIABLES, 'FIPS_ENABLED'),
  sidecarVariables: without(SIDECAR_VARIABLES, 'FIPS_ENABLED'),
};
const FIRST: Generation = {
  since: '21.04',
  wrapper: SCRIPT,
  condition: 'START',
  healthCheck: false,
  appVariables: without(APP_VARIABLES, 'FILESYSTEM_MONITORING', 'FIPS_ENABLED'),
  sidecarVariables: without(SIDECAR_VARIABLES, 'FILESYSTEM_MONITORING', 'FIPS_ENABLED'),
};

export interface Sidecar {
  readonly container: Container;
  readonly wiring: Wiring;
}

/** The generation a task is wired in; `undefined` where its parts contradict each other or tell nothing. */
export function generationOf(sidecar: Sidecar | undefined, wired: readonly Wiring[]): Generation | undefined {
  const paths = new Set(wired.flatMap((wiring) => wiring.wrappers.map((wrapper) => wrapper.path)));
  if (paths.size > 1 || paths.has(WRAPPER_PATHS[2])) return undefined;
  const all = sidecar ? [sidecar.wiring, ...wired] : wired;
  const names = (name: string): boolean => all.some((wiring) => wiring.variables.has(name));
  const tagged = sidecar && generationOfImage(sidecar.container.field('image').text);
  const [path] = paths;
  if (path === BINARY) return observed(CURRENT, sidecar, wired);
  if (path === SCRIPT) return names('FILESYSTEM_MONITORING') ? observed(FILE_SYSTEM, sidecar, wired) : FIRST;
  if (names('FIPS_ENABLED')) return CURRENT;
  if (tagged) return tagged;
  if (!sidecar)
    return wired.some((wiring) => wiring.dependsOn?.field('condition').text === 'START')
      ? undefined
      : CURRENT;
  // Between 22.06 and 22.12 it is not known which wrapper the image holds.
  if (names('FILESYSTEM_MONITORING')) return undefined;
  if (names('INSTALL_BUNDLE') && !hasHealthCheck(sidecar)) return FIRST;
  return undefined;
}

/** The generation that a Defender image's tag (`defender_MM_mm_bbb`) tells. */
export function generationOfImage(image: string | undefined): Generation | undefined {
  const match = /defender_(\d\d)_(\d\d)_\d+(?:@|$)/.exec(image ?? '');
  if (!match) return undefined;
  const release = Number(match[1]) + Number(match[2]) / 100;
  if (release >= 30) return CURRENT;
  return release >= 21.04 && release < 22.01 ? FIRST : undefined;
}

export function wordsAre(words: readonly (string | undefined)[], wanted: readonly string[]): boolean {
  return words.length === wanted.length && wanted.every((word, place) => words[place] === word);
}

export function hasHealthCheck(sidecar: Sidecar): boolean {
  return !sidecar.container.field('healthCheck').isAbsent;
}

/** A task wired by hand may wait for START although its wrapper is newer: what it has, further containers get too. */
function observed(
  generation: Generation,
  sidecar: Sidecar | undefined,
  wired: readonly Wiring[],
): Generation {
  const starts = wired.filter((wiring) => wiring.dependsOn?.field('condition').text === 'START');
  const onlyStarts = starts.length > 0 && starts.length === wired.filter((wiring) => wiring.dependsOn).length;
  if (!onlyStarts || (sidecar && hasHealthCheck(sidecar))) return generation;
  const sees = (name: string): boolean =>
    [sidecar, ...wired.map((wiring) => ({ wiring }))].some((one) => one?.wiring.variables.has(name));
  const kept = <T extends string>(names: readonly T[]): T[] =>
    names.filter((name) => !['FILESYSTEM_MONITORING', 'FIPS_ENABLED'].includes(name) || sees(name));
  return {
    ...generation,
    condition: 'START',
    healthCheck: false,
    appVariables: kept(generation.appVariables),
    sidecarVariables: kept(generation.sidecarVariables),
  };
}
