import type { RuleLevels } from '../findings/rule';
import type { Dialect } from '../syntax/dialect';
import { hasPlaceholder } from '../syntax/placeholders';
import { type Given, type Written, writtenIn } from './given';
import { fitsPattern } from './wildcards';

/** A row that picks containers; `*` stands for any text. A row without selectors picks every container. */
export interface Selector {
  readonly family?: string;
  readonly container?: string;
  readonly image?: string;
}

/** What an image runs by itself: its ENTRYPOINT and CMD. */
export interface ImageProcess {
  readonly entryPoint: readonly string[];
  readonly command?: readonly string[];
}

/** Containers that are left alone; `until` is the last day (`YYYY-MM-DD`) on which that is agreed. */
export interface ExcludeRow extends Selector {
  readonly reason?: string;
  readonly until?: string;
  readonly approvedBy?: string;
}

/** Whether a row says why; one of an older profile may not. */
export function hasReason({ reason }: ExcludeRow): boolean {
  return reason !== undefined && reason.trim() !== '';
}

/** Whether a row's last day is over; `today` is absent where nobody knows the date. */
export function isExpired({ until }: ExcludeRow, today: string | undefined): boolean {
  return until !== undefined && today !== undefined && until < today;
}

export type InstallBundle<Text = Given> = { readonly secret: Text } | { readonly environment: string };

/** What a team adds to the sidecar; sizes in CPU units and MiB, as ECS takes them. */
export interface SidecarProperties {
  readonly cpu?: number;
  readonly memory?: number;
  readonly memoryReservation?: number;
  readonly essential?: boolean;
  readonly repositoryCredentials?: { readonly credentialsParameter: string };
  readonly dockerLabels?: Readonly<Record<string, string>>;
  /** `inherit` takes the first application container's awslogs settings. */
  readonly logConfiguration?: 'inherit' | LogConfiguration;
}

export interface LogConfiguration {
  readonly logDriver: string;
  readonly options?: Readonly<Record<string, string>>;
}

/** A finding that the team has accepted, and why. */
export interface Suppression extends Selector {
  readonly rule: string;
  readonly reason?: string;
}

/** Everything a team decides about its wiring, from profile, flags or editor settings. */
export interface Settings<Text = Given> {
  readonly defender: {
    readonly image?: Text;
    readonly wsAddress?: Text;
    readonly installBundle?: InstallBundle<Text>;
    readonly filesystemMonitoring?: boolean;
    readonly fips?: boolean;
    /** Further properties of the sidecar. */
    readonly container?: SidecarProperties;
  };
  /** The release of the Console, such as `34.04`; it decides which Defenders can still connect. */
  readonly consoleVersion?: string;
  /** `FARGATE_TASK` where the document names no family. */
  readonly family?: Text;
  readonly entryPoints: readonly (Selector & Partial<ImageProcess>)[];
  readonly containers: {
    readonly exclude: readonly ExcludeRow[];
    readonly include: readonly (Selector & { readonly reason?: string })[];
  };
  readonly rules: RuleLevels;
  readonly suppress: readonly Suppression[];
  /** What stands in the place of an image that is set at deployment, as a pattern. */
  readonly images: Readonly<Record<string, string>>;
  readonly files: { readonly include: readonly string[]; readonly exclude: readonly string[] };
  /** What a task without `requiresCompatibilities` runs on. */
  readonly launchType?: 'FARGATE' | 'EC2';
}

export const NO_SETTINGS: Settings = {
  defender: {},
  entryPoints: [],
  containers: { exclude: [], include: [] },
  rules: {},
  suppress: [],
  images: {},
  files: { include: [], exclude: [] },
};

/** What a team has decided, as it is written in documents of one dialect. */
export function settingsIn(dialect: Dialect, settings: Settings): Settings<Written> {
  const { image, wsAddress, installBundle } = settings.defender;
  const secret =
    installBundle && 'secret' in installBundle ? writtenIn(dialect, installBundle.secret) : undefined;
  const isPlain = installBundle !== undefined && 'environment' in installBundle;
  return {
    ...settings,
    family: writtenIn(dialect, settings.family),
    defender: {
      ...settings.defender,
      image: writtenIn(dialect, image),
      wsAddress: writtenIn(dialect, wsAddress),
      installBundle: isPlain ? installBundle : secret === undefined ? undefined : { secret },
    },
  };
}

/** What a selector is held against. */
export interface Subject {
  readonly family?: string;
  readonly container?: string;
  readonly image?: string;
}

/** How closely a row fits: -1 where it does not, else more for each selector, most for one without a wildcard. */
export function fit(row: Selector, subject: Subject): number {
  let score = 0;
  for (const name of ['family', 'container', 'image'] as const) {
    const pattern = row[name];
    if (pattern === undefined) continue;
    const value = subject[name];
    if (value === undefined) return -1;
    const matches =
      fitsPattern(pattern, value, false) ||
      (name === 'image' && fitsPattern(pattern, repository(value), false));
    if (!matches) return -1;
    score += pattern.includes('*') ? 1 : 2;
  }
  return score;
}

/** Whether a row picks a container, or may: what nobody can see here, or a template decides, may be anything. */
export function mayFit(row: Selector, subject: Subject): boolean {
  return (['family', 'container', 'image'] as const).every((name) => {
    const value = subject[name];
    return value === undefined || hasPlaceholder(value) || fit({ [name]: row[name] }, subject) >= 0;
  });
}

/** The row that fits best; of equals the later one. */
export function bestRow<Row extends Selector>(rows: readonly Row[], subject: Subject): Row | undefined {
  let best: Row | undefined;
  let score = -1;
  for (const row of rows) {
    const own = fit(row, subject);
    if (own >= 0 && own >= score) {
      best = row;
      score = own;
    }
  }
  return best;
}

/** An image without tag and digest, by which rows hold for each of its releases. */
export function repository(image: string): string {
  return image.replace(/@.*$/, '').replace(/:[^:/]*$/, '');
}
