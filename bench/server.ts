import { setTimeout as pause } from 'node:timers/promises';
import { Client, type Program } from './client';
import { generated, placeToType, type Size, type Syntax } from './documents';
import { type Samples, shuffled } from './measure';
import { isQuick, keep } from './results';
import { taskSchema, templateSchema } from './schema';

/** What an editor sees of the server, beside other servers that do the same session in the same round. */

const OURS: Program = { name: 'ecs-defender', command: ['dist/server.js', '--stdio'] };
const BARE = 'bare server';

const STARTS = isQuick ? 5 : 21;
const SESSIONS = isQuick ? 1 : 3;
const STROKES = isQuick ? 7 : 15;
const DOCUMENTS: readonly (readonly [Syntax, Size])[] = [
  ['json', '4 KB'],
  ['json', '100 KB'],
  ['json', '1 MB'],
  ['cloudformation-json', '100 KB'],
  ['cloudformation-yaml', '100 KB'],
  ['terraform', '100 KB'],
];

const LANGUAGES: Readonly<Record<Syntax, string>> = {
  json: 'json',
  'cloudformation-json': 'json',
  'cloudformation-yaml': 'yaml',
  terraform: 'terraform',
};

export interface ServerResult {
  readonly document: string;
  /** Milliseconds, but for what is called memory: KB. */
  readonly samples: Record<string, Samples>;
  /** What is fixed waiting in the time from a change to its diagnostics, by program, in milliseconds. */
  readonly waits?: Readonly<Record<string, number>>;
  readonly findings: number;
  readonly kilobytes: number;
}

const bare = (findings: number, length: number): Program => ({
  name: BARE,
  command: ['out/bench/peers/bare.js', '--stdio'],
  initializationOptions: { findings, length },
});

function peersOf(syntax: Syntax): Program[] {
  // Terraform's own server knows nothing of what is in a task definition.
  if (syntax === 'terraform') return [];
  const isTemplate = syntax !== 'json';
  const schema = isTemplate ? templateSchema() : taskSchema('api');
  if (syntax === 'cloudformation-yaml') {
    const yaml = { validate: true, schemas: { [dataUri(schema)]: '*' }, schemaStore: { enable: false } };
    return [
      {
        name: 'yaml-language-server',
        command: ['node_modules/yaml-language-server/bin/yaml-language-server', '--stdio'],
        settings: { yaml },
        pushes: true,
        // `validationDelayMs` in its settings, which nobody can change.
        waits: 200,
      },
    ];
  }
  const command = ['out/bench/peers/json.js', '--stdio'];
  return [{ name: 'vscode-json-languageservice', command, initializationOptions: { schema } }];
}

const dataUri = (schema: object): string =>
  `data:application/json;base64,${Buffer.from(JSON.stringify(schema)).toString('base64')}`;

async function starts(): Promise<ServerResult> {
  const programs = [OURS, bare(0, 0), ...peersOf('json'), ...peersOf('cloudformation-yaml')];
  const startup: Samples = Object.fromEntries(programs.map(({ name }) => [name, []]));
  for (let round = 0; round < STARTS; round++) {
    for (const program of shuffled(programs)) {
      const client = await Client.start(program);
      startup[program.name].push(client.startup);
      await client.end();
    }
  }
  return { document: 'none', samples: { 'start to initialised': startup }, findings: 0, kilobytes: 0 };
}

async function sessions(syntax: Syntax, size: Size): Promise<ServerResult> {
  const { name, text } = generated(syntax, 'most', size);
  const languageId = LANGUAGES[syntax];
  const uri = `file:///task.${syntax === 'terraform' ? 'tf' : languageId}`;
  const probe = await Client.start(OURS);
  const found = await probe.open(uri, languageId, text);
  await probe.end();
  const length = Math.round(JSON.stringify(found).length / Math.max(1, found.length)) - 150;
  const programs = [OURS, bare(found.length, Math.max(10, length)), ...peersOf(syntax)];
  const samples: Record<string, Samples> = {};
  const take = (what: string, who: string, value: number): void => {
    samples[what] ??= {};
    samples[what][who] ??= [];
    samples[what][who].push(value);
  };
  const clock = async (what: string, who: string, work: () => Promise<unknown>): Promise<void> => {
    const start = performance.now();
    await work();
    take(what, who, performance.now() - start);
  };
  for (let session = 0; session < SESSIONS; session++) {
    const clients = new Map<string, Client>();
    for (const program of programs) clients.set(program.name, await Client.start(program));
    for (const [who, client] of shuffled([...clients]))
      await clock('open to first diagnostics', who, () => client.open(uri, languageId, text));
    const at = placeToType(text);
    for (let stroke = 0; stroke < STROKES; stroke++) {
      const isBack = stroke % 2 === 1;
      for (const [who, client] of shuffled([...clients]))
        await clock('keystroke to diagnostics', who, () =>
          client.type(uri, at, isBack ? at + 1 : at, isBack ? '' : 'x'),
        );
    }
    const range = { start: { line: 20, character: 0 }, end: { line: 20, character: 0 } };
    for (let time = 0; time < STROKES; time++) {
      for (const [who, client] of shuffled([...clients]))
        await clock('code action', who, () =>
          client.request('textDocument/codeAction', uri, { range, context: { diagnostics: [] } }),
        );
    }
    await pause(1000);
    for (const [who, client] of clients) {
      if (client.memory !== undefined) take('memory after', who, client.memory);
      await client.end();
    }
  }
  console.error(`  ${name}, ${size}: ${found.length} findings`);
  const waits = Object.fromEntries(programs.map((one) => [one.name, one.waits ?? 0]));
  return {
    document: `${name}, ${size}`,
    samples,
    waits,
    findings: found.length,
    kilobytes: text.length / 1000,
  };
}

/** How long a hover in a small file waits while a large one is being looked at. */
async function beside(size: Size): Promise<ServerResult> {
  const large = generated('json', 'most', size).text;
  const small = generated('json', 'most', '4 KB').text;
  const programs = [OURS, bare(1000, 100)];
  const waits: Samples = Object.fromEntries(programs.map(({ name }) => [name, []]));
  const at = placeToType(large);
  for (let session = 0; session < SESSIONS; session++) {
    for (const program of shuffled(programs)) {
      const client = await Client.start(program);
      await client.open('file:///small.json', 'json', small);
      await client.open('file:///large.json', 'json', large);
      for (let stroke = 0; stroke < 4; stroke++) {
        const answer = client.type('file:///large.json', at, at, 'x');
        // The server has begun by then.
        await pause(5);
        const start = performance.now();
        const position = { line: 1, character: 5 };
        await client.request('textDocument/hover', 'file:///small.json', { position });
        waits[program.name].push(performance.now() - start);
        await answer;
      }
      await client.end();
    }
  }
  const samples = { 'hover elsewhere meanwhile': waits };
  return { document: `json, ${size}`, samples, findings: 0, kilobytes: large.length / 1000 };
}

async function main(): Promise<void> {
  const results = [await starts()];
  for (const [syntax, size] of shuffled(DOCUMENTS)) results.push(await sessions(syntax, size));
  results.push(await beside(isQuick ? '1 MB' : '10 MB'));
  keep('server', { results });
}

// Once what servers had started kept the process from ending.
void main().then(() => process.exit());
