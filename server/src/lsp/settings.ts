import * as z from 'zod/mini';
import type { Decisions } from '../profile/schema';

/** The editor's settings, as far as the server reads them. A setting of a wrong type counts as not set. */
export interface EditorSettings {
  readonly decisions: Decisions;
  readonly files: { readonly include: readonly string[]; readonly exclude: readonly string[] };
  readonly workspaceDiagnostics: boolean;
}

const text = z.catch(z.optional(z.string()), undefined);
const flag = z.catch(z.optional(z.boolean()), undefined);
const globs = z.catch(z.array(z.string()), []);

const schema = z.object({
  defender: z.catch(
    z.object({
      image: text,
      wsAddress: text,
      installBundleSecret: text,
      filesystemMonitoring: flag,
      fips: flag,
    }),
    {} as never,
  ),
  rules: z.catch(z.record(z.string(), z.enum(['error', 'warning', 'information', 'hint', 'off'])), {}),
  launchType: z.catch(z.optional(z.enum(['FARGATE', 'EC2'])), undefined),
  files: z.catch(z.object({ include: globs, exclude: globs }), { include: [], exclude: [] }),
  workspaceDiagnostics: z.catch(z.boolean(), false),
});

export function readEditorSettings(raw: unknown): EditorSettings {
  const { defender, rules, launchType, files, workspaceDiagnostics } = schema.parse(raw ?? {});
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
      rules,
      launchType,
    },
    files,
    workspaceDiagnostics,
  };
}
