import type { Placed } from './sets';

/** The files of a workspace folder, whoever can read them. */
export interface IndexedFiles {
  list(): PromiseLike<readonly { readonly uri: string; readonly isKnown: boolean }[]>;
  /** What changes whenever the file does. */
  stamp(uri: string): PromiseLike<string | undefined>;
  read(uri: string): PromiseLike<string | undefined>;
}

/** What one file adds to its set; undefined where it adds nothing. */
export type Digest = (uri: string, text: string) => PromiseLike<Placed | undefined>;

/** Larger files are no policies that anybody wrote, and folders with more files are looked at in part. */
const LARGEST = 2_000_000;
const MOST_FILES = 20_000;

interface Kept {
  readonly stamp: string;
  readonly placed?: Placed;
}

/** What the files of one workspace folder say to each other, kept as plain data; only what has changed is read again. */
export class WorkspaceIndex {
  private kept: ReadonlyMap<string, Kept> = new Map();
  /** How often it has been doubted what the files mean, and how many of these doubts have been settled. */
  private doubts = 0;
  private settled = 0;

  constructor(
    private readonly files: IndexedFiles,
    private readonly digest: Digest,
  ) {}

  get documents(): Placed[] {
    return [...this.kept.values()].flatMap(({ placed }) => placed ?? []);
  }

  /** Looks at what has changed since, letting others have their turn; says whether anything means something else now.
   * Where it is cancelled, or fails, what was known stays, and what was in doubt. */
  async update(isCancelled: () => boolean, pause: () => PromiseLike<void>): Promise<boolean> {
    const files = (await this.files.list()).filter(({ isKnown }) => isKnown).slice(0, MOST_FILES);
    const next = new Map<string, Kept>();
    const { doubts } = this;
    const isDoubtful = doubts > this.settled;
    let hasChanged = false;
    for (const { uri } of files) {
      if (isCancelled()) return false;
      const stamp = await this.files.stamp(uri);
      if (stamp === undefined) continue;
      const last = this.kept.get(uri);
      if (last?.stamp === stamp && !isDoubtful) {
        next.set(uri, last);
        continue;
      }
      await pause();
      const text = await this.files.read(uri);
      const isReadable = text !== undefined && text.length <= LARGEST;
      const placed = isReadable ? await this.digest(uri, text) : undefined;
      hasChanged ||= placed !== undefined || last?.placed !== undefined;
      next.set(uri, { stamp, placed });
    }
    hasChanged ||= [...this.kept].some(([uri, { placed }]) => placed !== undefined && !next.has(uri));
    this.kept = next;
    this.settled = doubts;
    return hasChanged;
  }

  /** Settings have changed: the same text may mean something else, and is read again. */
  doubt(): void {
    this.doubts++;
  }
}
