import * as z from 'zod/mini';
import type { Decisions } from '../profile/schema';

/** The editor's settings, as far as the server reads them. A setting of a wrong type counts as not set. */
export interface EditorSettings {
  readonly decisions: Decisions;
  readonly files: { readonly include: readonly string[]; readonly exclude: readonly string[] };
  readonly workspaceDiagnostics: boolean;
  /** Whether names, types and values are held against AWS's model; `auto` where nobody else of the editor does. */
  readonly schemaValidation: 'auto' | 'on' | 'off';
  /** Registries may be asked what images run. */
  readonly resolveImages: boolean;
  readonly codeLens: boolean;
  readonly inlayHints: boolean;
}

const text = z.catch(z.optional(z.string()), undefined);
const flag = z.catch(z.optional(z.boolean()), undefined);
const level = z.catch(z.optional(z.enum(['error', 'warning', 'information', 'hint', 'off'])), undefined);
const globs = z.catch(z.array(z.string()), []);
/** A group of settings; where something else stands in its place, nothing in it is set. */
const group = <Shape extends z.core.$ZodShape>(shape: Shape) => {
  const type = z.object(shape);
  return z.catch(type, () => type.parse({}));
};

const schema = group({
  defender: group({
    image: text,
    wsAddress: text,
    installBundleSecret: text,
    filesystemMonitoring: flag,
    fips: flag,
  }),
  rules: z.catch(z.record(z.string(), level), {}),
  launchType: z.catch(z.optional(z.enum(['FARGATE', 'EC2'])), undefined),
  files: group({ include: globs, exclude: globs }),
  workspaceDiagnostics: z.catch(z.boolean(), false),
  schemaValidation: z.catch(z.enum(['auto', 'on', 'off']), 'auto'),
  images: group({ resolve: z.catch(z.boolean(), false) }),
  codeLens: z.catch(z.boolean(), true),
  inlayHints: z.catch(z.boolean(), true),
});

/** Reads what stands under `ecsDefender`. */
export function readEditorSettings(raw: unknown): EditorSettings {
  const { defender, rules, launchType, images, ...rest } = schema.parse(raw);
  const { image, wsAddress, installBundleSecret, filesystemMonitoring, fips } = defender;
  return {
    decisions: {
      defender: {
        // An empty text is how a settings editor says "not set".
        image: image || undefined,
        wsAddress: wsAddress || undefined,
        installBundle: installBundleSecret ? { secret: installBundleSecret } : undefined,
        filesystemMonitoring,
        fips,
      },
      rules: Object.fromEntries(Object.entries(rules).flatMap(([code, one]) => (one ? [[code, one]] : []))),
      launchType,
    },
    ...rest,
    resolveImages: images.resolve,
  };
}
