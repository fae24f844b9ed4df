import { hasPlaceholder } from '../syntax/placeholders';

/** What an image string means: where it is kept, and which one is meant. */
export interface Reference {
  /** Host, and port where one is named. */
  readonly registry: string;
  readonly repository: string;
  readonly tag?: string;
  /** Decides where both are there. */
  readonly digest?: string;
}

/** Where Docker looks for an image whose name has no host. */
export const DOCKER_HUB = 'registry-1.docker.io';
const DOCKER_HUB_NAMES = new Set(['docker.io', 'index.docker.io', DOCKER_HUB]);

const LABEL = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?';
const HOST = new RegExp(`^(?:${LABEL}(?:\\.${LABEL})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]{1,5})?$`);
const COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const TAG = /^\w[\w.-]{0,127}$/;
export const DIGEST = /^sha256:[0-9a-f]{64}$|^sha512:[0-9a-f]{128}$/;
/** Names are no longer than this; Docker says so too. */
const LONGEST_NAME = 255;
/** An image's id is no name. */
const ID = /^[0-9a-f]{64}$/;

/** Reads an image as Docker does. Undefined where it is no image's name, or a template fills in part of it. */
export function parseReference(image: string): Reference | undefined {
  if (hasPlaceholder(image)) return undefined;
  const [named, digest, ...more] = image.split('@');
  if (more.length > 0 || (digest !== undefined && !DIGEST.test(digest))) return undefined;
  const colon = named.indexOf(':', named.lastIndexOf('/') + 1);
  const name = colon < 0 ? named : named.slice(0, colon);
  const tag = colon < 0 ? undefined : named.slice(colon + 1);
  if (tag !== undefined && !TAG.test(tag)) return undefined;
  const place = placeOf(name);
  if (!place) return undefined;
  return { ...place, tag: tag ?? (digest === undefined ? 'latest' : undefined), digest };
}

function placeOf(name: string): Pick<Reference, 'registry' | 'repository'> | undefined {
  if (name.length > LONGEST_NAME || ID.test(name)) return undefined;
  const slash = name.indexOf('/');
  const first = name.slice(0, Math.max(slash, 0));
  const named = isHost(first) ? first : 'docker.io';
  const path = isHost(first) ? name.slice(slash + 1) : name;
  if (!isRegistry(named)) return undefined;
  if (!path.split('/').every((part) => COMPONENT.test(part))) return undefined;
  if (!DOCKER_HUB_NAMES.has(named)) return { registry: named, repository: path };
  return { registry: DOCKER_HUB, repository: path.includes('/') ? path : `library/${path}` };
}

/** The last host that was asked for: the images of a task come from one registry, and to take a URL apart is dear. */
let lastHost = { host: '', isGood: false };

function isRegistry(host: string): boolean {
  if (lastHost.host !== host)
    lastHost = { host, isGood: HOST.test(host) && URL.canParse(`https://${host}/`) };
  return lastHost.isGood;
}

/** The first part is a host where it could not be part of a repository's name. */
function isHost(part: string): boolean {
  return /[.:]/.test(part) || part === 'localhost' || part !== part.toLowerCase();
}
