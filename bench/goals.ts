import type { LibraryResult } from './library';
import { median, ratio } from './measure';
import type { ServerResult } from './server';
import type { WorkspaceResult } from './workspace';

/** What we want to be true, as ratios within one run, and what was found. */
export interface Goal {
  readonly text: string;
  readonly most: number;
  readonly found: readonly { readonly where: string; readonly value: number }[];
}

type Found = Goal['found'];

export function goals(
  library: readonly LibraryResult[],
  server: readonly ServerResult[],
  workspace: WorkspaceResult | undefined,
  ours: string,
): Goal[] {
  /** Of one case to another, in the documents of a name. */
  const ofCases = (name: string | RegExp, one: string, other: string): Found =>
    library.flatMap(({ document, size, samples }) => {
      const isMeant = typeof name === 'string' ? document === name : name.test(document);
      if (!isMeant || size === '4 KB' || !samples[one] || !samples[other]) return [];
      return { where: nameOf(document, size), value: ratio(samples[one], samples[other]) };
    });
  const json = (one: string, other: string): Found => ofCases(/json/, one, other);
  const ofServers = (what: string, other: string, from = ''): Found =>
    server.flatMap(({ document, samples }) => {
      const by = samples[what];
      if (!by?.[ours] || !by[other] || document.endsWith('4 KB') || !document.includes(from)) return [];
      return { where: document === 'none' ? 'any' : document, value: ratio(by[ours], by[other]) };
    });
  const plans = library.find(({ size }) => size === 'plans')?.samples;
  const [few, many] = Object.values(plans ?? {});
  return [
    {
      text: 'a task definition in JSON into our tree / `JSON.parse`',
      most: 1.5,
      found: ofCases(/^json/, 'parse', 'JSON.parse'),
    },
    {
      text: 'the same, a template in JSON',
      most: 1.5,
      found: ofCases(/^cloudformation-json/, 'parse', 'JSON.parse'),
    },
    {
      text: 'parse and full diagnostics / `JSON.parse`',
      most: 4,
      found: json('parse and diagnostics', 'JSON.parse'),
    },
    {
      text: 'parse and full diagnostics / `parseTree` of jsonc-parser alone',
      most: 0.5,
      found: json('parse and diagnostics', 'jsonc-parser parseTree'),
    },
    {
      text: 'parse and full diagnostics / parse and validation of vscode-json-languageservice',
      most: 1 / 6,
      found: json('parse and diagnostics', 'vscode-json-languageservice'),
    },
    {
      text: 'keystroke to diagnostics / `JSON.parse`',
      most: 5,
      found: json('keystroke to diagnostics', 'JSON.parse'),
    },
    {
      text: 'keystroke to diagnostics over stdio / bare server',
      most: 2.5,
      found: ofServers('keystroke to diagnostics', 'bare server', 'json'),
    },
    {
      text: 'protect plan of 1,000 containers / of 100',
      most: 12,
      found: few && many ? [{ where: 'json', value: ratio(many, few) }] : [],
    },
    {
      text: 'start to initialised / bare server',
      most: 1.3,
      found: ofServers('start to initialised', 'bare server'),
    },
    { text: 'memory after 1 MB / 1.3 × bare server + 5 × document', most: 1, found: memory(server, ours) },
    {
      text: 'check of a repository / reading its files',
      most: 1.3,
      found: workspace
        ? [{ where: 'any', value: ratio(workspace.samples.check, workspace.samples['reading all files']) }]
        : [],
    },
    {
      text: 'YAML and Terraform into our tree / their parser, one task in a template',
      most: 1.4,
      found: ofCases(/^(?:cloudformation-yaml|terraform), one/, 'parse', 'tree-sitter'),
    },
    {
      text: 'the same, most of the file',
      most: 2,
      found: ofCases(/^(?:cloudformation-yaml|terraform), mostly/, 'parse', 'tree-sitter'),
    },
    {
      text: 'hover while a large file is looked at, less that of a bare server, in frames of 17 ms',
      most: 1,
      found: waits(server, ours),
    },
  ];
}

function nameOf(document: string, size: LibraryResult['size']): string {
  const short = document
    .replace(/: .*/, '')
    .replace('cloudformation', 'cfn')
    .replace(/, (\w+) tasks?$/, ' ($1)');
  return size === 'real' ? `${short}, real files` : `${short} ${size}`;
}

function memory(server: readonly ServerResult[], ours: string): Found {
  return server.flatMap(({ document, samples, kilobytes }) => {
    const by = samples['memory after'];
    if (!by || !document.endsWith('1 MB')) return [];
    return { where: document, value: median(by[ours]) / (1.3 * median(by['bare server']) + 5 * kilobytes) };
  });
}

function waits(server: readonly ServerResult[], ours: string): Found {
  return server.flatMap(({ document, samples }) => {
    const by = samples['hover elsewhere meanwhile'];
    return by ? { where: document, value: (median(by[ours]) - median(by['bare server'])) / 17 } : [];
  });
}
