import * as z from 'zod/mini';
import { isIntrinsicName } from '../syntax/intrinsics';
import { isTooMuch } from './globs';

/**
 * The profile `.ecs-defender.json`: its types, its validation and the JSON Schema that editors use (written by the
 * build) are all made from this one declaration. A description is a key of the catalogue.
 */
function described<T extends z.ZodMiniType>(type: T, key: string): T {
  z.globalRegistry.add(type, { description: key });
  return type;
}

// A description belongs to one instance, so every use makes its own.
const text = () => z.string();
const texts = () => z.array(z.string());
const glob = () => z.string().check(z.refine((one) => !isTooMuch(one), { params: { isGlob: true } }));
const globs = () => z.array(glob());

/** A value, or how it is written in each syntax. */
const given = () =>
  z.union([
    text(),
    z.strictObject({
      value: z.optional(described(text(), 'profile.given.value')),
      cloudformation: z.optional(
        described(
          z.union([
            text(),
            z
              .record(text(), z.unknown())
              .check(
                z.refine((code) => Object.keys(code).length === 1 && isIntrinsicName(Object.keys(code)[0])),
              ),
          ]),
          'profile.given.cloudformation',
        ),
      ),
      terraform: z.optional(described(text(), 'profile.given.terraform')),
    }),
  ]);

const selector = () => ({
  family: z.optional(described(text(), 'profile.selector.family')),
  container: z.optional(described(text(), 'profile.selector.container')),
  image: z.optional(described(text(), 'profile.selector.image')),
});
const chosen = () => ({ ...selector(), reason: z.optional(described(text(), 'profile.reason')) });
const included = () => z.array(z.strictObject(chosen()));
const excluded = () =>
  z.array(
    z.strictObject({
      // Required all the same: a row without it is a finding, and not a broken profile, which would protect nothing.
      ...chosen(),
      until: z.optional(described(z.iso.date(), 'profile.until')),
      approvedBy: z.optional(described(text(), 'profile.approvedBy')),
    }),
  );

const size = () => z.int().check(z.positive());
const sidecarProperties = () =>
  z.strictObject({
    cpu: z.optional(described(size(), 'profile.container.cpu')),
    memory: z.optional(described(size(), 'profile.container.memory')),
    memoryReservation: z.optional(described(size(), 'profile.container.memoryReservation')),
    essential: z.optional(described(z.boolean(), 'profile.container.essential')),
    repositoryCredentials: z.optional(
      described(z.strictObject({ credentialsParameter: text() }), 'profile.container.repositoryCredentials'),
    ),
    dockerLabels: z.optional(described(z.record(text(), text()), 'profile.container.dockerLabels')),
    logConfiguration: z.optional(
      described(
        z.union([
          z.literal('inherit'),
          z.strictObject({
            // A sidecar that logs through FireLens would wait for a router that waits for it.
            logDriver: z.enum(['awslogs', 'splunk']),
            options: z.optional(z.record(text(), text())),
          }),
        ]),
        'profile.container.logConfiguration',
      ),
    ),
  });
const suppressions = () =>
  z.array(
    z.strictObject({
      rule: described(text(), 'profile.suppress.rule'),
      ...selector(),
      reason: z.optional(described(text(), 'profile.suppress.reason')),
    }),
  );

const decisions = () => ({
  defender: z.optional(
    described(
      z.strictObject({
        image: z.optional(described(given(), 'profile.defender.image')),
        wsAddress: z.optional(described(given(), 'profile.defender.wsAddress')),
        installBundle: z.optional(
          described(
            z.union([
              z.strictObject({ secret: described(given(), 'profile.installBundle.secret') }),
              z.strictObject({ environment: described(text(), 'profile.installBundle.environment') }),
            ]),
            'profile.installBundle',
          ),
        ),
        filesystemMonitoring: z.optional(described(z.boolean(), 'profile.defender.filesystemMonitoring')),
        fips: z.optional(described(z.boolean(), 'profile.defender.fips')),
        container: z.optional(described(sidecarProperties(), 'profile.defender.container')),
      }),
      'profile.defender',
    ),
  ),
  family: z.optional(described(given(), 'profile.family')),
  entryPoints: z.optional(
    described(
      z.array(
        z.strictObject({
          ...selector(),
          entryPoint: z.optional(described(texts(), 'profile.entryPoint')),
          command: z.optional(described(texts(), 'profile.command')),
        }),
      ),
      'profile.entryPoints',
    ),
  ),
  containers: z.optional(
    z.strictObject({
      exclude: z.optional(described(excluded(), 'profile.exclude')),
      include: z.optional(described(included(), 'profile.include')),
    }),
  ),
  rules: z.optional(
    described(z.record(text(), z.enum(['error', 'warning', 'information', 'hint', 'off'])), 'profile.rules'),
  ),
  suppress: z.optional(described(suppressions(), 'profile.suppress')),
  images: z.optional(described(z.record(text(), text()), 'profile.images')),
  consoleVersion: z.optional(
    described(z.string().check(z.regex(/^\d\d(?:\.\d\d(?:\.\d+)?)?$/)), 'profile.consoleVersion'),
  ),
  launchType: z.optional(described(z.enum(['FARGATE', 'EC2']), 'profile.launchType')),
});

export const profileSchema = z.strictObject({
  $schema: z.optional(text()),
  ...decisions(),
  files: z.optional(
    z.strictObject({
      include: z.optional(described(globs(), 'profile.files.include')),
      exclude: z.optional(described(globs(), 'profile.files.exclude')),
    }),
  ),
  policies: z.optional(
    described(
      z.array(
        z.strictObject({
          name: described(text(), 'profile.policies.name'),
          files: described(globs(), 'profile.policies.files'),
          tasks: z.optional(described(globs(), 'profile.policies.tasks')),
        }),
      ),
      'profile.policies',
    ),
  ),
  overrides: z.optional(
    described(
      z.array(
        z.strictObject({
          files: described(z.union([glob(), globs()]), 'profile.overrides.files'),
          ...decisions(),
        }),
      ),
      'profile.overrides',
    ),
  ),
});

export type Profile = z.infer<typeof profileSchema>;
export type Decisions = Omit<Profile, '$schema' | 'files' | 'policies' | 'overrides'>;
/** The documents that belong to one Console. */
export type PolicyRow = NonNullable<Profile['policies']>[number];
