import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import type { EditorResult } from './editor';
import { type Goal, goals } from './goals';
import type { LibraryResult } from './library';
import { median, quantile, ratio, type Samples } from './measure';
import type { ProfileResult } from './profile';
import { kept } from './results';
import type { ServerResult } from './server';
import type { WorkspaceResult } from './workspace';

/** Writes what the levels have found into the page, between its marks; what people wrote around them stays. */

const PAGE = 'bench/README.md';
const BEGIN = '<!-- results -->';
const END = '<!-- end of results -->';

const library = kept<{ results: LibraryResult[]; skipped?: string }>('library');
const server = kept<{ results: ServerResult[] }>('server');
const workspace = kept<WorkspaceResult>('workspace');
const editor = kept<EditorResult>('editor');
const profile = kept<ProfileResult>('profile');

const SIZES = ['4 KB', '100 KB', '1 MB', '10 MB', 'real', 'plans'];
const OURS = 'ecs-defender';

const cell = (value: number): string => (value < 10 ? value.toFixed(2) : value.toFixed(0));
const times = (value: number): string => (Number.isNaN(value) ? '' : `${cell(value)} ×`);
const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), row(head.map((_, at) => (at === 0 ? '---' : '---:'))), ...rows.map(row)].join('\n');

/** Middle, 95th percentile, and how many times as long as the floor. */
function rowsOf(samples: Samples, floor: string): string[][] {
  return Object.entries(samples).map(([name, values]) => [
    name,
    cell(median(values)),
    cell(quantile(values, 0.95)),
    samples[floor] && name !== floor ? times(ratio(values, samples[floor])) : '',
  ]);
}

const floorOf = (samples: Samples): string => ('JSON.parse' in samples ? 'JSON.parse' : 'tree-sitter');

function libraryTables(): string[] {
  const sorted = [...(library?.results ?? [])].sort(
    (a, b) => a.document.localeCompare(b.document) || SIZES.indexOf(a.size) - SIZES.indexOf(b.size),
  );
  return sorted
    .filter(({ size }) => size !== 'plans')
    .map(({ document, size, samples, findings }) => {
      const floor = floorOf(samples);
      const title = size === 'real' ? document : `${document}, ${size}`;
      return `#### ${title}, ${findings} findings\n\n${table(['', 'ms', 'p95', floor], rowsOf(samples, floor))}`;
    });
}

function serverTables(): string[] {
  return (server?.results ?? []).map(({ document, samples, waits }) => {
    const rows = Object.entries(samples).flatMap(([what, by]) =>
      rowsOf(by, 'bare server').map(([name, ...rest]) => [what, name, ...rest, waiting(what, waits?.[name])]),
    );
    const head = ['', '', 'ms (memory: KB)', 'p95', 'bare server', 'of it fixed waiting, ms'];
    return `#### ${document === 'none' ? 'No document' : document}\n\n${table(head, rows)}`;
  });
}

/** A program that waits after each change does so before it says anything of the document. */
const waiting = (what: string, milliseconds: number | undefined): string =>
  milliseconds !== undefined && what.endsWith('diagnostics') ? String(milliseconds) : '';

function workspaceTable(): string {
  if (!workspace) return 'Not measured.';
  const { samples, files, ours } = workspace;
  return `${files} files, ${ours} of them ours; each a process of its own.\n\n${table(['', 'ms', 'p95', 'reading'], rowsOf(samples, 'reading all files'))}`;
}

function editorTable(): string {
  if (!editor) return 'Not measured.';
  const { bundles, evaluation, activation } = editor;
  const rows = bundles.map(({ name, bytes, packed }) => [
    `\`dist/${name}.js\``,
    String(Math.round(bytes / 1024)),
    String(Math.round(packed / 1024)),
  ]);
  const started =
    activation === undefined
      ? 'How long an editor takes to activate the extension is printed by its suite, which has not said it here.'
      : `In the editor suite (VS Code) the extension was activated in ${activation} ms: its client's bundle, its commands, and the server up to its first answer.`;
  return `${table(['', 'KB', 'KB, gzip'], rows)}\n\nThe client's bundle is evaluated in ${cell(evaluation)} ms. ${started}`;
}

/** What takes less than this share of every work is not named. */
const LEAST = 0.02;

function profileTable(): string {
  if (!profile) return 'Not measured.';
  const works = Object.entries(profile.works).map(([name, shares]) => {
    const sum = Object.values(shares).reduce((one, other) => one + other, 0);
    return { name, of: (home: string) => (shares[home] ?? 0) / sum };
  });
  const homes = [...new Set(Object.values(profile.works).flatMap(Object.keys))];
  const most = (home: string): number => Math.max(...works.map(({ of }) => of(home)));
  const named = homes.filter((home) => most(home) >= LEAST).sort((a, b) => most(b) - most(a));
  const percent = (share: number): string => (share < 0.005 ? '' : `${Math.round(share * 100)} %`);
  const rows = named.map((home) => [home, ...works.map(({ of }) => percent(of(home)))]);
  const others = works.map(({ of }) => percent(1 - named.reduce((sum, home) => sum + of(home), 0)));
  return table(['', ...works.map(({ name }) => name)], [...rows, ['all others', ...others]]);
}

function goalRow({ text, most, found }: Goal): string[] {
  const sorted = [...found].sort((a, b) => a.where.localeCompare(b.where));
  const shown = sorted.map(({ where, value }) => `${where}: ${cell(value)}`).join('; ');
  const verdict =
    found.length === 0 ? 'not measured' : found.every(({ value }) => value <= most) ? 'met' : 'not met';
  return [text, cell(most), shown, verdict];
}

function results(): string {
  const levels = [library, server, workspace, editor, profile];
  const days = [...new Set(levels.flatMap((level) => level?.at.slice(0, 10) ?? []))].sort();
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform}, Node ${process.version}`;
  const load = loadavg()[2];
  const notes = [
    ...(load > cpus().length
      ? [
          `Others kept the machine busy (a load of ${Math.round(load)}), which no ratio is free of: what waits for memory or compiles in other threads suffers most.`,
        ]
      : []),
    ...(levels.some((level) => level?.isQuick) ? ['A quick run: few rounds, and not every size.'] : []),
    ...(library?.skipped ? [`Skipped: ${library.skipped}.`] : []),
  ];
  return [
    `Measured on ${machine}; ${days.join(' and ')}. ${notes.join(' ')}`.trim(),
    '## Goals',
    table(
      ['goal, from 100 KB up', 'at most', 'found', ''],
      goals(library?.results ?? [], server?.results ?? [], workspace, OURS).map(goalRow),
    ),
    '## Where the time goes',
    'What code of each folder of `server/src`, or of a library, takes by itself, with what the engine does for it. The first four are run again and again, once the engine has compiled them; the last two are processes from their start to their end.',
    profileTable(),
    '## Results',
    '### The library',
    ...libraryTables(),
    '### The server, over standard input and output',
    ...serverTables(),
    '### A whole repository',
    workspaceTable(),
    '### The editor',
    editorTable(),
  ].join('\n\n');
}

const page = readFileSync(PAGE, 'utf8');
const [before, after] = [page.slice(0, page.indexOf(BEGIN)), page.slice(page.indexOf(END))];
writeFileSync(PAGE, `${before}${BEGIN}\n\n${results()}\n\n${after}`);
console.log(results());
