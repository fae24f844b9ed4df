import { skipTrivia } from '../syntax/json/trivia';
import { once } from '../syntax/memo';
import { hasPlaceholder } from '../syntax/placeholders';
import type { Struct } from '../syntax/view';
import { mightHoldTask, recognise } from './recognise';
import { type Referrer, TaskDefinition } from './task';
import { fileOf, holdsTerraformTask } from './terraform';

/** Terraform keeps a task's containers in a file of their own as often as not: then the one file says what the task
 * is, and the other what runs in it. */

/** Another document that decides about one. */
export interface Neighbour {
  /** With `/` between names. */
  readonly path: string;
  readonly uri: string;
  readonly text: string;
}

/** Where a document stands, and what stands around it that it names or that names it. */
export interface Neighbourhood {
  readonly path: string;
  readonly files: readonly Neighbour[];
}

/** How far above a document Terraform is looked for, and how much of it. */
const LEVELS = 8;
const MOST_FILES = 200;
const MOST_TEXT = 1_000_000;
const TERRAFORM_FILE = /\.(?:tf|tofu)$/;
const NAMED = /\b(?:file|templatefile)\(\s*"((?:[^"\\\n]|\\.)+)"/g;

/** Whether a text takes containers from other files. */
export function namesFiles(text: string): boolean {
  return text.includes('file(') && holdsTerraformTask(text) && text.search(NAMED) >= 0;
}

type Soon<T> = T | Promise<T>;

/** The files around a document, by paths with `/` between names. What cannot be read is not there. */
export interface NeighbourFiles {
  read(path: string): Soon<string | undefined>;
  /** The names of what lies in a folder. */
  list(folder: string): Soon<readonly string[]>;
  /** What the file at a path is called in findings. */
  uriOf(path: string): string;
}

/** The files that a Terraform document takes containers from, or the Terraform documents that take them from a list of
 * containers: as far above as `top`. Nothing is parsed for it. `seen` keeps the Terraform of each folder for one walk
 * over many documents. */
export async function neighboursOf(
  path: string,
  text: string,
  files: NeighbourFiles,
  top?: string,
  seen?: Map<string, readonly Neighbour[]>,
): Promise<Neighbour[]> {
  const folders = foldersAbove(path, top);
  const found: Neighbour[] = [];
  if (namesFiles(text)) {
    for (const name of new Set(namedIn(text))) {
      const one = await firstOf(placesOf(name, path, folders), files);
      const isNew = one && !found.some((other) => other.path === one.path);
      if (isNew && one.text.length < MOST_TEXT && mightHoldTask(one.text)) found.push(one);
    }
  } else if (text[skipTrivia(text, 0)] === '[' && mightHoldTask(text)) {
    for (const folder of folders) {
      const known =
        seen?.get(folder) ?? (await filesIn(folder, files, TERRAFORM_FILE, namesFiles, MOST_FILES));
      seen?.set(folder, known);
      for (const one of known) if (await leadsTo(path, one, folders, files)) found.push(one);
    }
  }
  return found;
}

/** The files of a folder whose names and texts are as asked for, `most` of them at the most. */
export async function filesIn(
  folder: string,
  files: NeighbourFiles,
  name: RegExp,
  isWanted: (text: string) => boolean,
  most: number,
): Promise<Neighbour[]> {
  const found: Neighbour[] = [];
  const names = (await files.list(folder)).filter((one) => name.test(one));
  for (const one of names.slice(0, most)) {
    const path = `${folder}/${one}`;
    const text = await files.read(path);
    if (text !== undefined && text.length < MOST_TEXT && isWanted(text))
      found.push({ path, uri: files.uriOf(path), text });
  }
  return found;
}

/** Whether a Terraform document names the one at a path. */
async function leadsTo(
  path: string,
  from: Neighbour,
  folders: readonly string[],
  files: NeighbourFiles,
): Promise<boolean> {
  for (const name of namedIn(from.text)) {
    const places = placesOf(name, from.path, folders);
    const nearer = places.slice(0, places.indexOf(path));
    if (places.includes(path) && !(await firstOf(nearer, files))) return true;
  }
  return false;
}

async function firstOf(paths: readonly string[], files: NeighbourFiles): Promise<Neighbour | undefined> {
  for (const path of paths) {
    const text = await files.read(path);
    if (text !== undefined) return { path, uri: files.uriOf(path), text };
  }
  return undefined;
}

function namedIn(text: string): string[] {
  return [...text.matchAll(NAMED)].map(([, name]) => name);
}

/** Where a file may lie that a document names: beside it, or where Terraform is run, which is somewhere above. */
function placesOf(name: string, from: string, folders: readonly string[]): string[] {
  const [, base, rest] = /^(?:\$\{path\.(module|root|cwd)\}\/)?(.*)$/s.exec(name)!;
  if (rest.includes('${') || rest.startsWith('~')) return [];
  if (rest.startsWith('/') || /^[A-Za-z]:/.test(rest)) return base ? [] : [rest];
  const own = parentOf(from);
  const above = base === 'module' ? [] : folders.filter((folder) => own.startsWith(`${folder}/`));
  return [own, ...above].map((folder) => resolvedPath(folder, rest));
}

/** A path from a folder on. */
export function resolvedPath(folder: string, path: string): string {
  const names = folder.split('/');
  for (const name of path.split('/')) {
    if (name === '..') names.pop();
    else if (name !== '.' && name !== '') names.push(name);
  }
  return names.join('/');
}

/** The folder of a document and those above it, up to the top or as far as is reasonable. */
export function foldersAbove(path: string, top: string | undefined): string[] {
  const folders: string[] = [];
  for (let at = parentOf(path); at !== '' && folders.length < LEVELS; at = parentOf(at)) {
    folders.push(at);
    if (at === top) break;
  }
  return folders;
}

export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** The tasks of a neighbour; read once, as long as it stays the same. */
export const tasksOf = once(({ text }: Neighbour): readonly TaskDefinition[] => recognise(text)?.tasks ?? []);

/** A task with the resources that take its containers from this document. */
export function withReferrers(task: TaskDefinition, around: Neighbourhood): TaskDefinition {
  if (task.struct) return task;
  const referrers = around.files.flatMap((neighbour) =>
    tasksOf(neighbour).flatMap((outer) => {
      const file = fileOf(outer);
      const leads = file && placesOf(file.path, neighbour.path, foldersAbove(around.path, undefined));
      return leads?.includes(around.path) ? [referrerOf(outer, file!.variables)] : [];
    }),
  );
  if (referrers.length === 0) return task;
  return new TaskDefinition(task.tree, undefined, task.containersNode, task.resource, referrers);
}

function referrerOf(task: TaskDefinition, variables: Struct | undefined): Referrer {
  return { task, variables };
}

/** The containers of a task that stand in another file. */
export function containersOf(
  task: TaskDefinition,
  around: Neighbourhood,
): { readonly file: Neighbour; readonly task: TaskDefinition } | undefined {
  const named = fileOf(task);
  if (!named) return undefined;
  const places = placesOf(named.path, around.path, foldersAbove(around.path, undefined));
  const file = places.map((place) => around.files.find(({ path }) => path === place)).find(Boolean);
  const inner = file && tasksOf(file).find(({ struct }) => !struct);
  if (!inner) return undefined;
  const referrers = [referrerOf(task, named.variables)];
  return {
    file,
    task: new TaskDefinition(inner.tree, undefined, inner.containersNode, undefined, referrers),
  };
}

/** The family as the document of the containers can say it: its text, with the template's own variables for what they are
 * given. Undefined where no resource takes the containers, or nothing here can say it. */
export function familyFromReferrers({ referrers }: TaskDefinition): string | undefined {
  const [first, ...others] = referrers.map(familyFrom);
  return others.every((other) => other === first) ? first : undefined;
}

function familyFrom({ task, variables }: Referrer): string | undefined {
  const family = task.field('family').template;
  if (!family) return undefined;
  const given = new Map(
    variables?.keys.map((key) => {
      const name = variables.tree.string(key);
      return [variables.field(name).template, `\${${name}}`];
    }),
  );
  const said = given.get(family) ?? family.replace(INTERPOLATION, (whole) => given.get(whole) ?? NO_MEANING);
  return said.includes(NO_MEANING) || hasPlaceholder(said.replace(INTERPOLATION, '')) ? undefined : said;
}
const INTERPOLATION = /\$\{[^{}]*\}/g;
const NO_MEANING = '\0';
