import { statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { diskDocumentation } from '../disk/documentation';
import { diskGrammars } from '../disk/grammars';
import { diskNeighbours } from '../disk/neighbours';
import { diskProfiles } from '../disk/profiles';
import { findFiles } from '../disk/walk';
import { localeOf } from '../l10n/catalogue';
import type { Resolver } from '../registry/resolver';
import { hasKnownName } from '../service/documents';
import type { ListedFile } from './files';
import type { Host } from './host';
import type { StdioOptions } from './node';
import { keepingLongWalks } from './walks';

let resolver: Resolver | undefined;

const host: Host = {
  resolveImage: async (image) => {
    // The registry's room is big, and most people never need it.
    const room = await import('../registry/resolver');
    resolver ??= new room.Resolver();
    return resolver.resolve(image);
  },
  locale: (offered) => localeOf(offered ?? languageOfEnvironment()),
  grammars: diskGrammars,
  documentation: diskDocumentation,
  environment: (name) => process.env[name],
  pages: pathToFileURL(join(__dirname, 'rules')).href,
  disk: {
    around: () => diskProfiles,
    list: keepingLongWalks(list, () => performance.now()),
    entries: (uri) => on(uri, diskNeighbours.list) ?? [],
    stamp: (uri) => on(uri, stamp),
    read: (uri) => on(uri, diskProfiles.read),
  },
};

/** The machine that Node runs on, with what the command line says about the server. */
export function machine({ lang, profile }: StdioOptions = {}): Host {
  const locale: Host['locale'] = lang === undefined ? host.locale : () => localeOf(lang);
  return { ...host, locale, profile };
}

/** Asks about the path that a URI names; undefined where it names none on this machine. */
function on<T>(uri: string, ask: (path: string) => T): T | undefined {
  let path: string;
  try {
    path = fileURLToPath(uri);
  } catch {
    return undefined;
  }
  return ask(path);
}

function list(folder: string): ListedFile[] {
  const files = on(folder, (path) => findFiles([path], () => true).files) ?? [];
  return files.map((path) => ({ uri: pathToFileURL(path).href, isKnown: hasKnownName(path) }));
}

function stamp(path: string): string | undefined {
  try {
    const { mtimeMs, size } = statSync(path);
    return `${mtimeMs}:${size}`;
  } catch {
    return undefined;
  }
}

function languageOfEnvironment(): string | undefined {
  return process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG;
}
