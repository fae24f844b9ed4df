import { TextDocument } from 'vscode-languageserver-textdocument';
import { mightBePolicy } from '../policy/recognise';
import type { PolicySet, SetMember } from '../policy/set';
import { mightBeOurs } from '../service/documents';
import { WorkspaceIndex } from '../workspace';
import { detached } from '../workspace/members';
import { type Placed, setsOf } from '../workspace/sets';
import type { Applied } from './configuration';
import { after, aMoment, inTurns } from './moment';
import type { Session } from './session';
import { keyOf } from './uris';

/** How long what was seen of a folder counts, in milliseconds; a folder that takes long to look at counts longer. */
const SHORTEST = 3_000;
const SHARE = 20;

/** What is known of one workspace folder. */
interface Known {
  readonly index: WorkspaceIndex;
  running?: Promise<void>;
  until: number;
  /** Whether files have changed since it was last begun to look at them. */
  isOld: boolean;
  /** The sets, and the documents that they were made of. */
  documents: readonly Placed[];
  sets: ReadonlyMap<string, PolicySet>;
}

/** How long others wait for an open document that is being read, in milliseconds: hardly any takes as long. */
const PATIENCE = 250;

interface Digested {
  readonly member: SetMember | undefined;
  readonly applied: Applied;
  readonly placed: Placed | undefined;
}

/** The policy documents and task definitions of the workspace: which belong together, as open documents stand in the
 * editor and the others as they were saved. */
export class Policies {
  /** Counts the changes of what documents say to each other. */
  generation = 0;
  private readonly folders = new Map<string, Known>();
  private readonly digested = new WeakMap<TextDocument, Digested>();
  /** The open documents that are being read while others have been answered without them. */
  private readonly late = new WeakSet<TextDocument>();
  private readonly ready = new Map<string, { readonly applied: Applied; readonly result: Applied }>();

  constructor(private readonly session: Session) {}

  /** Adds to what applies to a document the documents that it belongs together with. The same object as before where
   * nothing has changed. */
  async with(document: TextDocument, applied: Applied): Promise<Applied> {
    const policies = await this.setOf(document, applied);
    if (!policies) return applied;
    const last = this.ready.get(document.uri);
    if (last?.applied === applied && last.result.config.policies === policies) return last.result;
    const result = { ...applied, config: { ...applied.config, policies } };
    if (this.session.isOpen(document)) this.ready.set(document.uri, { applied, result });
    return result;
  }

  /** What a document meant when it was last looked at. */
  meant(document: TextDocument): Placed | undefined {
    return this.digested.get(document)?.placed;
  }

  /** Whether others may say something else because of what a document says now and did not before it changed. */
  async meansSomethingElse(document: TextDocument, last: Placed | undefined): Promise<boolean> {
    const known = this.folders.get(this.session.folders.of(document.uri) ?? '');
    // Of most documents nothing more need be known.
    if (!known?.sets.size && !last?.member.policy && !mightBePolicy(document.getText())) return false;
    const applied = await this.session.appliedAlone(document);
    const isClosed = (): boolean => !this.session.isOpen(document);
    await this.session.models.ahead(document, applied.config, inTurns(), isClosed);
    if (isClosed()) return false;
    const now = this.digest(document, applied);
    const isAlone = !known?.sets.size && !last?.member.policy && !now?.member.policy;
    if (isAlone || meaning(last) === meaning(now)) return false;
    this.generation++;
    return true;
  }

  /** A document was closed: it counts as it was saved. Whether others may say something else because of that. */
  forget(document: TextDocument): boolean {
    this.ready.delete(document.uri);
    const known = this.folders.get(this.session.folders.of(document.uri) ?? '');
    if (!known?.sets.size) return false;
    const key = keyOf(document.uri);
    const saved = known.index.documents.find(({ member }) => keyOf(member.uri) === key);
    return meaning(this.meant(document)) !== meaning(saved);
  }

  /** What was known of files counts no longer. */
  changed(): void {
    for (const known of this.folders.values()) known.isOld = true;
  }
  /** Settings and profiles decide what documents mean, and folders come and go. */
  doubt(): void {
    const there = new Set(this.session.folders.uris);
    for (const folder of this.folders.keys()) if (!there.has(folder)) this.folders.delete(folder);
    for (const known of this.folders.values()) known.index.doubt();
    this.changed();
  }

  private async setOf(document: TextDocument, applied: Applied): Promise<PolicySet | undefined> {
    const { session } = this;
    const folder = session.folders.of(document.uri);
    // What is not ours need not make anybody look around.
    if (folder === undefined || !this.digest(document, applied)) return undefined;
    const known = this.knownOf(folder);
    this.look(known);
    const beside = session.documents.all().filter((one) => session.folders.of(one.uri) === folder);
    const said = async (one: TextDocument): Promise<[string, Placed | undefined]> => [
      keyOf(one.uri),
      one === document ? this.digest(document, applied) : await this.saidBy(one),
    ];
    const open = new Map(await Promise.all(beside.map(said)));
    const saved = known.index.documents.filter(({ member }) => !open.has(keyOf(member.uri)));
    const all = [...open.values(), ...saved].filter((one) => one !== undefined);
    const isSame =
      all.length === known.documents.length && all.every((one, at) => one === known.documents[at]);
    if (!isSame) {
      known.documents = all;
      // Task definitions alone have nothing to say to each other.
      known.sets = all.some(({ member }) => member.policy) ? setsOf(all) : new Map();
    }
    return known.sets.get(document.uri);
  }

  /** What an open document says to the others. Where it takes long to be read, it says what it said before, and they are told
   * when it is. */
  private async saidBy(document: TextDocument): Promise<Placed | undefined> {
    const { session } = this;
    const last = this.meant(document);
    if (this.late.has(document)) return last;
    const applied = await session.appliedUnread(document);
    if (applied.excluded) return this.digest(document, applied);
    let isDone = false;
    let isLate = false;
    const said = session
      .read(document)
      .finally(() => {
        isDone = true;
        isLate = this.late.delete(document);
      })
      .then(() => {
        const now = session.isOpen(document) ? this.digest(document, applied) : undefined;
        if (isLate && meaning(last) !== meaning(now))
          void session.guard.run('late', () => this.tellOthers(), undefined);
        return now;
      });
    const late = after(PATIENCE).then(() => {
      if (!isDone) this.late.add(document);
      return last;
    });
    return Promise.race([said, late]);
  }

  private tellOthers(): Promise<void> {
    this.generation++;
    return this.session.tellListeners();
  }

  private knownOf(folder: string): Known {
    let known = this.folders.get(folder);
    if (!known) {
      const { files } = this.session;
      const index = new WorkspaceIndex(
        {
          list: async () => files.list(folder),
          stamp: async (uri) => files.stamp(uri),
          read: async (uri) => files.read(uri),
        },
        (uri, text) => this.digestFile(uri, text),
      );
      known = { index, until: 0, isOld: true, documents: [], sets: new Map() };
      this.folders.set(folder, known);
    }
    return known;
  }

  /** Looks at the files of a folder in the background, where it is time to, and tells when there is something new. */
  private look(known: Known): void {
    const start = performance.now();
    if (known.running || (start < known.until && !known.isOld)) return;
    known.isOld = false;
    known.running = this.session.guard.run(
      'index',
      async () => {
        const isGone = (): boolean => ![...this.folders.values()].includes(known);
        let hasChanged = false;
        try {
          hasChanged = await known.index.update(isGone, aMoment);
        } finally {
          const took = performance.now() - start;
          known.until = performance.now() + Math.max(SHORTEST, took * SHARE);
          known.running = undefined;
        }
        // What has changed meanwhile may have been read before it did.
        if (known.isOld) this.look(known);
        // Task definitions alone have nothing to say to each other.
        const hasPolicy = known.sets.size > 0 || known.index.documents.some(({ member }) => member.policy);
        if (hasChanged && hasPolicy) await this.tellOthers();
      },
      undefined,
    );
  }

  private async digestFile(uri: string, text: string): Promise<Placed | undefined> {
    if (!mightBeOurs(uri, text)) return undefined;
    const document = TextDocument.create(uri, '', 0, text);
    const applied = await this.session.appliedAlone(document);
    const member = applied.excluded ? undefined : this.session.models.memberOf(document, applied.config);
    return member && { member: detached(member), ...applied.sets };
  }

  private digest(document: TextDocument, applied: Applied): Placed | undefined {
    const member = applied.excluded ? undefined : this.session.models.memberOf(document, applied.config);
    const last = this.digested.get(document);
    if (last && last.member === member && last.applied === applied) return last.placed;
    const placed = member && { member, ...applied.sets };
    this.digested.set(document, { member, applied, placed });
    return placed;
  }
}

/** What others see of a document, wherever in it that stands. */
function meaning(placed: Placed | undefined): string {
  if (!placed) return '';
  const { uri, policy, tasks } = placed.member;
  const places = new Set(['start', 'end', 'monitoringAt', 'id']);
  return JSON.stringify({ uri, policy, tasks }, (key, value) => (places.has(key) ? undefined : value));
}
