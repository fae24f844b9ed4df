import { type Connection, type InitializeParams, TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type Message, message } from '../l10n/message';
import { dateOf } from '../profile/today';
import { type Config, neighboursIn } from '../service/config';
import { needsGrammar } from '../service/documents';
import { unknownImages } from '../service/images';
import { type Model, Models } from '../service/model';
import { namesOthers } from '../service/neighbours';
import { loadGrammars } from '../syntax/grammars';
import type { Walk } from './around';
import { type Applied, Configuration } from './configuration';
import { type Files, filesOf } from './files';
import { Folders } from './folders';
import { Guard } from './guard';
import type { Host } from './host';
import { ImageLookup } from './images';
import { afterOthers, aMoment, inTurns } from './moment';
import { openNeighbours } from './neighbours';
import { type Client, clientOf, foldersOf } from './options';
import { Policies } from './policies';
import { openProfiles } from './profiles';
import { TEXTS } from './texts';
import { pathOf } from './uris';

/** How long, in milliseconds, a hover or a light bulb waits for a registry, and how long a command does. */
export const SOON = 3_000;
export const LATER = 30_000;

/** To read JSON of so many characters takes more than a turn, and it is read in one piece. */
const LONG = 500_000;

/** One editor's connection: its documents, and what they depend on. What it says of itself comes with `initialize`. */
export class Session {
  readonly documents = new TextDocuments(TEXTS);
  readonly models = new Models();
  readonly guard: Guard;
  client!: Client;
  /** Files that are not open, as they were saved. */
  files!: Files;
  folders!: Folders;
  configuration!: Configuration;
  readonly policies: Policies;
  /** Whether the user has said that the workspace's files are to be trusted. */
  isTrusted = false;
  private readonly lookup: ImageLookup | undefined;
  private readonly listeners: (() => void | Promise<void>)[] = [];

  constructor(
    readonly connection: Connection,
    readonly host: Host,
  ) {
    this.guard = new Guard(connection, () => this.client?.locale ?? 'en');
    this.policies = new Policies(this);
    this.lookup =
      host.resolveImage &&
      new ImageLookup(host.resolveImage, (images) => {
        this.configuration.images = images;
        void this.refresh();
      });
  }

  initialize(params: InitializeParams): void {
    const locale = typeof params.locale === 'string' ? params.locale : undefined;
    this.client = clientOf(params, this.host.locale(locale));
    this.isTrusted = this.client.options.workspaceTrusted;
    this.folders = new Folders(foldersOf(params));
    this.files = filesOf(this.connection, this.client, this.host.disk);
    this.configuration = new Configuration(
      this.connection,
      this.client,
      this.folders,
      openProfiles(this.documents, this.files),
      openNeighbours(this.documents, this.files),
      this.host.profile,
      () => dateOf(Date.now()),
      (uri) => this.documents.get(uri) !== undefined,
    );
  }

  /** Called whenever what documents depend on has changed: settings, profiles, folders, images. */
  onRefresh(listener: () => void | Promise<void>): void {
    this.listeners.push(listener);
  }

  /** What documents depend on has changed. */
  async refresh(): Promise<void> {
    this.configuration.generation++;
    this.policies.doubt();
    await this.tellListeners();
  }
  /** What open documents say may be something else now. */
  async tellListeners(): Promise<void> {
    for (const listener of this.listeners) await this.guard.run('refresh', listener, undefined);
  }

  /** A document has changed: those that depend on it say something else now. Files that are not open follow when it is
   * saved. */
  tellNeighbours(document: TextDocument): Promise<void> {
    return this.guard.run(
      'neighbours',
      async () => {
        // Before anybody looks at the new text.
        const meant = this.policies.meant(document);
        // Who waits for an answer goes first.
        await aMoment();
        const isRead = this.isNeighbour(document.uri) || namesOthers(document.getText());
        if ((await this.policies.meansSomethingElse(document, meant)) || isRead) await this.tellListeners();
      },
      undefined,
    );
  }
  isNeighbour(uri: string): boolean {
    return this.configuration.isNeighbour(pathOf(uri) ?? uri);
  }

  /** A document once what it takes to read it is there. */
  async ready(document: TextDocument): Promise<TextDocument> {
    if (needsGrammar(document.getText())) await loadGrammars(this.host.grammars);
    return document;
  }

  /** The model of an open document, or why there is none. */
  async modelOf(uri: string): Promise<Model | Message> {
    const document = this.documents.get(uri);
    if (!document) return message('refused.notOpen');
    const { config, excluded } = await this.appliedTo(document);
    if (!this.isOpen(document)) return message('refused.notOpen');
    if (excluded) return message('refused.excluded');
    const model = await this.look(document, config);
    return model ?? message(this.isOpen(document) ? 'refused.notATask' : 'refused.notOpen');
  }

  /** What counts for a document, once what it takes to read it and its neighbours is there. */
  async appliedTo(document: TextDocument, walk?: Walk): Promise<Applied> {
    const wasOpen = this.isOpen(document);
    const alone = await this.appliedAlone(document, walk);
    // What was closed meanwhile may not have been read, and need not be.
    return wasOpen && !this.isOpen(document) ? alone : this.policies.with(document, alone);
  }

  isOpen(document: TextDocument): boolean {
    return this.documents.get(document.uri) === document;
  }

  /** The same without the documents that belong together with it. */
  async appliedAlone(document: TextDocument, walk?: Walk): Promise<Applied> {
    const applied = await this.appliedUnread(document, walk);
    if (!applied.excluded) await this.read(document);
    return applied;
  }

  /** The same before the document itself is read. */
  async appliedUnread(document: TextDocument, walk?: Walk): Promise<Applied> {
    await this.giveWay(document);
    await this.ready(document);
    const applied = await this.configuration.of(document.uri, document.getText(), walk);
    if (neighboursIn(applied.config).some(needsGrammar)) await loadGrammars(this.host.grammars);
    return applied;
  }

  /** Reads a document in turns: where that takes long, nobody waits but those who ask for it. */
  async read(document: TextDocument): Promise<void> {
    const wasOpen = this.isOpen(document);
    await this.giveWay(document);
    return this.models.read(document, inTurns(), () => wasOpen && !this.isOpen(document));
  }

  /** The model of a document, open or not, made in turns; undefined where it holds nothing that is ours, or was closed. */
  look(document: TextDocument, config: Config): Promise<Model | undefined> {
    const wasOpen = this.isOpen(document);
    return this.models.soon(document, config, inTurns(), () => wasOpen && !this.isOpen(document));
  }

  /** Before a long text is looked through, and before it is read. */
  private async giveWay(document: TextDocument): Promise<void> {
    if (document.getText().length > LONG && !this.models.isRead(document)) await afterOthers();
  }

  /** Asks registries about what a document leaves to its images, if the user allows it, and waits `patience`
   * milliseconds at most; says what could not be read. */
  async findImages(uri: string, patience: number): Promise<Message[]> {
    if (!this.lookup || !this.isTrusted || !this.documents.get(uri)) return [];
    if (!(await this.configuration.editorSettings(this.folders.of(uri))).resolveImages) return [];
    const model = await this.modelOf(uri);
    return isModel(model) ? this.lookup.find(unknownImages(model), patience) : [];
  }
}

export function isModel(model: Model | Message): model is Model {
  return !('key' in model);
}
