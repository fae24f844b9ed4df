import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { decode } from '../disk/encoding';
import { diskProfiles } from '../disk/profiles';
import { findFiles } from '../disk/walk';
import { type Host, startServer } from './server';

const host: Host = {
  profiles: diskProfiles,
  environment: (name) => process.env[name],
  pages: pathToFileURL(join(__dirname, 'rules')).href,
  files: {
    list: (folder) =>
      findFiles([fileURLToPath(folder)], (_, isKnown) => isKnown).files.map(
        (path) => pathToFileURL(path).href,
      ),
    stamp: (uri) => {
      const { mtimeMs, size } = statSync(fileURLToPath(uri));
      return `${mtimeMs}:${size}`;
    },
    read: (uri) => decode(readFileSync(fileURLToPath(uri)))?.text,
  },
};

/** Serves over standard input and output, for `ecs-defender lsp --stdio`. */
export function startStdio(): void {
  startServer(createConnection(ProposedFeatures.all, process.stdin, process.stdout), host);
}

/** Serves over whatever the parent process says on the command line (`--node-ipc`, `--stdio`). */
export function start(): void {
  startServer(createConnection(ProposedFeatures.all), host);
}
