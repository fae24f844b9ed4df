import type { Decisions, Profile } from './schema';
import { NO_SETTINGS, type Settings } from './settings';

/** Later layers win: editor settings, then the profile, then its overrides for a path, then flags. */
export function layered(...layers: readonly (Decisions & Pick<Profile, 'files'>)[]): Settings {
  return layers.reduce<Settings>(over, NO_SETTINGS);
}

function over(base: Settings, layer: Decisions & Pick<Profile, 'files'>): Settings {
  return {
    defender: { ...base.defender, ...stated(layer.defender) },
    family: layer.family ?? base.family,
    launchType: layer.launchType ?? base.launchType,
    consoleVersion: layer.consoleVersion ?? base.consoleVersion,
    entryPoints: [...base.entryPoints, ...(layer.entryPoints ?? [])],
    containers: {
      exclude: [...base.containers.exclude, ...(layer.containers?.exclude ?? [])],
      include: [...base.containers.include, ...(layer.containers?.include ?? [])],
    },
    rules: { ...base.rules, ...layer.rules },
    suppress: [...base.suppress, ...(layer.suppress ?? [])],
    images: { ...base.images, ...layer.images },
    files: {
      include: [...base.files.include, ...(layer.files?.include ?? [])],
      exclude: [...base.files.exclude, ...(layer.files?.exclude ?? [])],
    },
  };
}

/** A layer that does not state a value leaves the one below. */
function stated<T extends object>(values: T | undefined): Partial<T> {
  return Object.fromEntries(
    Object.entries(values ?? {}).filter(([, value]) => value !== undefined),
  ) as Partial<T>;
}
