import { familyFromReferrers } from '../ecs/neighbours';
import type { Container } from '../ecs/task';
import { type Message, message } from '../l10n/message';
import type { Written } from '../profile/given';
import type { ImageProcess, InstallBundle } from '../profile/settings';
import type { Value } from '../syntax/edits';
import { knownProcess, type TaskAnalysis } from './analysis';
import { copyOf } from './entryPoint';
import { awslogsOf } from './logging';
import { hasValue } from './parts';
import type { SidecarValues } from './sidecar';
import { PLACEHOLDERS } from './vocabulary';

/** What protect may do beyond the document and its settings. */
export interface ProtectOptions {
  /** Only these containers (by place), and the sidecar; all of them where absent. */
  readonly containers?: ReadonlySet<number>;
  /** Bring wiring that is there to today's generation too. */
  readonly upgrade?: boolean;
  /** Write a placeholder where nobody has given a value yet. Without it a missing value is a refusal. */
  readonly placeholders: boolean;
  /** ENTRYPOINT and CMD by container name, or `*`, before those of the profile. */
  readonly processes?: ReadonlyMap<string, Partial<ImageProcess>>;
  /** Reads an environment variable, for an install bundle kept there. */
  readonly environment?: (name: string) => string | undefined;
}

/** Where each value of the wiring comes from: the document, then flags, profile and editor settings. */
export class Inputs {
  constructor(
    private readonly analysis: TaskAnalysis,
    private readonly options: ProtectOptions,
  ) {}

  /** What settings give for the sidecar. */
  given(): Partial<SidecarValues> {
    const { image, wsAddress, installBundle } = this.analysis.settings.defender;
    return { image, wsAddress, bundle: installBundle && this.bundle(installBundle) };
  }

  /** The needed values that nobody gives, each with its flag. In an editor none is missing: placeholders stand in. */
  missing(needed: readonly (keyof SidecarValues)[]): Message[] {
    if (this.options.placeholders) return [];
    const given = this.given();
    return needed
      .filter((name) => given[name] === undefined)
      .map((name) => message(`missing.${name}` as 'missing.image'));
  }

  values(family: Value): SidecarValues {
    const { filesystemMonitoring, fips } = this.analysis.settings.defender;
    const { image, wsAddress, bundle } = this.given();
    return {
      image: image ?? PLACEHOLDERS.image,
      wsAddress: wsAddress ?? PLACEHOLDERS.wsAddress,
      bundle: bundle ?? { secret: PLACEHOLDERS.installBundle },
      family,
      filesystemMonitoring: this.shared('FILESYSTEM_MONITORING', filesystemMonitoring),
      fips: this.shared('FIPS_ENABLED', fips),
      further: this.further(),
    };
  }

  private further(): SidecarValues['further'] {
    const { logConfiguration, ...properties } = this.analysis.settings.defender.container ?? {};
    const log = logConfiguration === 'inherit' ? awslogsOf(this.analysis.task.containers) : logConfiguration;
    const stated = Object.entries(properties).filter(([, value]) => value !== undefined);
    return { ...Object.fromEntries(stated), ...(log ? { logConfiguration: log as Value } : {}) };
  }

  /** FARGATE_TASK: the document's family; without one, what the sidecar says already, then the settings; an
   * upgrade brings the sidecar to what the settings say. */
  family(): Value | undefined {
    const { task, settings, sidecar } = this.analysis;
    const outside = familyFromReferrers(task);
    if (outside !== undefined) return outside;
    if (task.struct && task.family) return copyOf(task.field('family'));
    if (this.options.upgrade && settings.family !== undefined) return settings.family;
    const named = sidecar?.wiring.variables.get('FARGATE_TASK');
    return named?.value.text && !named.isSecret ? copyOf(named.value) : settings.family;
  }

  /** ENTRYPOINT and CMD of the image: flags by name, then flags for all, then the profile's best row. */
  process(container: Container): ImageProcess | undefined {
    const { processes } = this.options;
    const row = knownProcess(this.analysis, container);
    const flags = [processes?.get(container.name ?? ''), processes?.get('*')];
    const entryPoint = flags.find((one) => one?.entryPoint)?.entryPoint ?? row?.entryPoint;
    const command = flags.find((one) => one?.command)?.command ?? row?.command;
    // A CMD alone says nothing about the entry point; nothing is guessed from it.
    return entryPoint && { entryPoint, command };
  }

  private bundle(bundle: InstallBundle<Written>): SidecarValues['bundle'] | undefined {
    if ('secret' in bundle) return bundle;
    const name = /^\$\{env:(\w+)\}$/.exec(bundle.environment)?.[1];
    const value = name ? this.options.environment?.(name) : bundle.environment;
    return value ? { value } : undefined;
  }

  /** A value that the whole task shares is taken from the wiring that is there, the sidecar's first; an upgrade brings
   * it to what the settings state. */
  private shared(name: string, stated: boolean | undefined): Value {
    const { sidecar, containers } = this.analysis;
    const wired = containers.map((one) => one.wiring).filter((one) => one.isWired);
    const all = sidecar ? [sidecar.wiring, ...wired] : wired;
    const holder = all.find((wiring) => hasValue(wiring, name) && !wiring.variables.get(name)!.isSecret);
    if (!holder || (this.options.upgrade && stated !== undefined)) return String(stated ?? false);
    return copyOf(holder.variables.get(name)!.value);
  }
}
