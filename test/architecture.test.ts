import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { test } from 'node:test';

/** The rooms, from the ground up: a room imports from those before it, never from those after it. */
const FLOORS = [
  ['l10n', 'syntax'],
  ['findings'],
  ['profile'],
  ['images'],
  ['ecs'],
  ['defender', 'policy'],
  ['workspace', 'pipelines'],
  ['service'],
  ['disk', 'registry'],
  ['lsp', 'cli'],
];
/** Where two rooms of a floor touch, and why. */
const SAME_FLOOR = new Set([
  // `ecs-defender lsp` starts the server.
  'cli -> lsp',
]);
/** The only rooms that touch the machine. */
const DOORS = new Set(['disk', 'registry', 'lsp', 'cli']);

interface Import {
  file: string;
  room: string;
  target: string;
  isType: boolean;
  isLazy: boolean;
}

function imports(root: string): Import[] {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  return files.flatMap((name) => {
    const file = join(root, name).split(sep).join('/');
    const found = readFileSync(file, 'utf8').matchAll(
      /(?:^import|^export)\s+(type\s+)?[^;]*?from\s+'([^']+)'|import\('([^']+)'\)/gms,
    );
    return [...found].map(([, isType, from, lazy]) => {
      const target = from ?? lazy;
      const resolved = target.startsWith('.') ? posix.join(dirname(file), target) : target;
      return {
        file,
        room: relative(root, file).split(sep)[0],
        target: resolved,
        isType: isType !== undefined,
        isLazy: lazy !== undefined,
      };
    });
  });
}

const SERVER = imports('server/src');
const floorOf = (room: string): number => FLOORS.findIndex((rooms) => rooms.includes(room));

test('the imports are really read', () => {
  assert.ok(SERVER.length > 200 && SERVER.some(({ isType }) => isType));
});

test('every folder of the server has a floor', () => {
  const rooms = readdirSync('server/src', { withFileTypes: true }).filter((entry) => entry.isDirectory());
  assert.deepEqual(rooms.map((room) => room.name).sort(), FLOORS.flat().sort());
});

test('imports go down, never up', () => {
  const wrong = SERVER.filter(({ target }) => target.startsWith('server/src/')).filter(({ room, target }) => {
    const to = target.split('/')[2];
    if (to === room || SAME_FLOOR.has(`${room} -> ${to}`)) return false;
    return floorOf(to) >= floorOf(room);
  });
  assert.deepEqual(
    wrong.map(({ file, target }) => `${file} -> ${target}`),
    [],
  );
});

test('only the doors touch files, processes and the protocol', () => {
  const machine = /^(node:|vscode-languageserver(?!-types$|-textdocument$))/;
  const wrong = SERVER.filter(({ room, target }) => !DOORS.has(room) && machine.test(target));
  assert.deepEqual(
    wrong.map(({ file, target }) => `${file} -> ${target}`),
    [],
  );
});

test('the client takes only types from the server', () => {
  const wrong = imports('client/src').filter(({ target, isType }) => target.startsWith('server/') && !isType);
  assert.deepEqual(
    wrong.map(({ file, target }) => `${file} -> ${target}`),
    [],
  );
});

test('only the registry room opens connections and starts programs', () => {
  const outside =
    /^(node:)?(net|http|https|http2|tls|dgram|child_process)$|^(axios|undici|node-fetch|https-proxy-agent)$/;
  const wrong = [...SERVER, ...imports('client/src')].filter(
    ({ room, target }) => room !== 'registry' && outside.test(target),
  );
  assert.deepEqual(
    wrong.map(({ file }) => file),
    [],
  );
});

test('the registry room is loaded only when an image is to be looked up', () => {
  const early = SERVER.filter(
    ({ room, target, isType, isLazy }) =>
      room !== 'registry' && target.startsWith('server/src/registry/') && !isType && !isLazy,
  );
  assert.deepEqual(
    early.map(({ file }) => file),
    [],
  );
});
