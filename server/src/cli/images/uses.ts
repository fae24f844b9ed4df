import { dirname, resolve, sep } from 'node:path';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { readText } from '../../disk/files';
import { diskProfiles } from '../../disk/profiles';
import { findFiles } from '../../disk/walk';
import { type FoundLock, locateLock } from '../../images/locate';
import { LOCK_NAME } from '../../images/lock';
import { message } from '../../l10n/message';
import { nearestFile, repositoryOf } from '../../profile/locate';
import { PROFILE_NAME } from '../../profile/read';
import { imagesIn } from '../../service/images';
import { Models } from '../../service/model';
import type { ImagesArguments } from '../args';
import { Profiles } from '../profiles';
import type { Terminal } from '../terminal';

/** A lock, there or to be written, and the images of the documents that look for theirs in it. */
export interface LockUse {
  readonly path: string;
  readonly found?: FoundLock;
  readonly used: ReadonlySet<string>;
  /** Those of them that nothing else can say anything about. */
  readonly needed: ReadonlySet<string>;
  /** Names that a template fills in. */
  readonly templates: ReadonlySet<string>;
  /** Every document that could use this lock was looked at, so what is not used is not needed. */
  readonly isComplete: boolean;
}

export interface Looked {
  readonly locks: readonly LockUse[];
  /** Operands and files that cannot be read. */
  readonly unreadable: number;
}

/** Looks at the files that `check` would look at, and sorts their images by the lock they belong in. */
export async function lookAt(
  operands: readonly string[],
  values: ImagesArguments['values'],
  terminal: Terminal,
): Promise<Looked> {
  const profiles = new Profiles({}, values);
  const wanted = operands.length > 0 ? operands : ['.'];
  const { files, missing } = findFiles(wanted, (path, isKnown) => profiles.wants(path, isKnown));
  for (const operand of missing) terminal.note(terminal.say(message('check.noSuchFile', { path: operand })));
  const models = new Models();
  const here = slashed(resolve('.'));
  const uses = new Map<string, Draft>();
  const draftOf = (folder: string): Draft => {
    const home = homeOf(folder, here);
    const draft = uses.get(home) ?? emptyDraft();
    uses.set(home, draft);
    return draft;
  };
  let unreadable = missing.length;
  for (const path of files) {
    try {
      const { text } = readText(path);
      const model = models.of(
        TextDocument.create('file:///document', 'json', 1, text),
        await profiles.configWithNeighbours(path, text),
      );
      if (!model) continue;
      const { used, needed, templates } = draftOf(dirname(profiles.placeOf(path)));
      for (const { image, isNeeded, isTemplate } of imagesIn(model)) {
        (isTemplate ? templates : used).add(image);
        if (isNeeded && !isTemplate) needed.add(image);
      }
    } catch (error) {
      unreadable++;
      terminal.note(terminal.say(message('check.unreadable', { path, problem: (error as Error).message })));
    }
  }
  // A lock that no document uses any more is found from where we stand.
  if (operands.length === 0) draftOf(here);
  const seesAll = operands.length === 0 && unreadable === 0;
  const locks = [...uses].map(([home, draft]): LockUse => {
    const found = locateLock(home, diskProfiles);
    const isComplete = seesAll && isWithin(home, here);
    return {
      path: `${home}/${LOCK_NAME}`,
      found: found?.folder === home ? found : undefined,
      ...draft,
      isComplete,
    };
  });
  return { locks, unreadable };
}

interface Draft {
  readonly used: Set<string>;
  readonly needed: Set<string>;
  readonly templates: Set<string>;
}
const emptyDraft = (): Draft => ({ used: new Set(), needed: new Set(), templates: new Set() });

/** Where the lock of a folder's documents is, or goes: beside the nearest profile, else at the top of the repository,
 * else in the working folder; unless there is one nearer, which would hide it. */
function homeOf(folder: string, here: string): string {
  const profile = nearestFile(PROFILE_NAME, folder, diskProfiles)?.folder;
  const home = profile ?? repositoryOf(folder, diskProfiles) ?? (isWithin(folder, here) ? here : folder);
  const lock = locateLock(folder, diskProfiles)?.folder;
  return lock !== undefined && isWithin(lock, home) ? lock : home;
}

function isWithin(folder: string, other: string): boolean {
  return folder === other || folder.startsWith(`${other}/`);
}

function slashed(path: string): string {
  return path.split(sep).join('/');
}
