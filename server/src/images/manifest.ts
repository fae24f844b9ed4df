import * as z from 'zod/mini';
import { DIGEST } from './reference';
import type { PlatformProcess } from './resolved';

/** Those that we ask a registry for: one image, or a list of images by platform; OCI's and Docker's. */
const INDEX_TYPES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
];
const MANIFEST_TYPES = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];
export const ACCEPTED = [...INDEX_TYPES, ...MANIFEST_TYPES].join(', ');
/** What an image's config is; anything else is an artifact (a chart, a signature) in an image's clothes. */
const CONFIG_TYPES = new Set([
  'application/vnd.oci.image.config.v1+json',
  'application/vnd.docker.container.image.v1+json',
]);
/** What tasks of the App-Embedded Defender can run on. The others are not read: each costs two requests, and Docker Hub
 * counts them. */
const PLATFORMS = new Set(['linux/amd64', 'linux/arm64']);

/** A blob, before it is read. */
export interface Part {
  readonly digest: string;
  readonly size: number;
}
export type Manifest =
  // The digest of each platform's own manifest.
  | { readonly kind: 'index'; readonly platforms: ReadonlyMap<string, string> }
  | { readonly kind: 'image'; readonly config: Part };
/** `damaged` is not even JSON; `notAnImage` is something else that registries keep. */
export type Unreadable = 'damaged' | 'notAnImage';

const part = {
  digest: z.string().check(z.regex(DIGEST)),
  size: z.number(),
  mediaType: z.optional(z.string()),
};
const platform = z.object({
  os: z.string(),
  architecture: z.string(),
  variant: z.optional(z.string()),
});
const index = z.object({
  manifests: z.array(z.object({ ...part, platform: z.optional(platform) })),
  config: z.optional(z.undefined()),
  layers: z.optional(z.undefined()),
});
const manifest = z.object({
  config: z.object(part),
  layers: z.array(z.unknown()),
  manifests: z.optional(z.undefined()),
});
const texts = z.nullish(z.array(z.string()));
const config = z.object({
  ...platform.shape,
  config: z.nullish(z.object({ Entrypoint: texts, Cmd: texts })),
});

/** Reads what a registry answers. It must be of one kind only, whatever its header says: a text that can be read in
 * two ways has been used to show one image and run another. */
export function readManifest(text: string, contentType: string | undefined): Manifest | Unreadable {
  const value = parsed(text);
  if (value === undefined) return 'damaged';
  const stated = (Object(value).mediaType as unknown) ?? contentType?.replace(/;.*$/, '').trim();
  const list = index.safeParse(value);
  if (list.success && isOneOf(INDEX_TYPES, stated)) {
    const platforms = new Map<string, string>();
    for (const { platform: on, digest } of list.data.manifests) {
      const name = on && nameOf(on);
      // The first of two for one platform is what runtimes take.
      if (name && PLATFORMS.has(name) && !platforms.has(name)) platforms.set(name, digest);
    }
    return { kind: 'index', platforms };
  }
  const image = manifest.safeParse(value);
  if (!image.success || !isOneOf(MANIFEST_TYPES, stated)) return 'notAnImage';
  const { mediaType, digest, size } = image.data.config;
  return CONFIG_TYPES.has(mediaType ?? '') ? { kind: 'image', config: { digest, size } } : 'notAnImage';
}

/** The platform and the process that an image's config states; no platform where ECS has none like it. */
export function readConfig(text: string): { platform?: string; process: PlatformProcess } | Unreadable {
  const value = parsed(text);
  if (value === undefined) return 'damaged';
  const result = config.safeParse(value);
  if (!result.success) return 'notAnImage';
  const name = nameOf(result.data);
  const { Entrypoint, Cmd } = result.data.config ?? {};
  return {
    platform: PLATFORMS.has(name) ? name : undefined,
    process: { entryPoint: Entrypoint ?? [], command: Cmd ?? [] },
  };
}

/** `v8` is what every arm64 is. */
function nameOf({ os, architecture, variant }: z.infer<typeof platform>): string {
  const plain = !variant || (architecture === 'arm64' && variant === 'v8');
  return plain ? `${os}/${architecture}` : `${os}/${architecture}/${variant}`;
}

function isOneOf(types: readonly string[], stated: unknown): boolean {
  return typeof stated === 'string' && types.includes(stated);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
