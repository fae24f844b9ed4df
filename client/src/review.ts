import {
  commands,
  Disposable,
  EventEmitter,
  languages,
  type Tab,
  TabInputTextDiff,
  Uri,
  window,
  workspace,
} from 'vscode';
import { type Report, registerPlanView } from './plan';

const APPLY = 'ecsDefender.applyPreview';
/** While it is set, there is something to apply. */
const CONTEXT = 'ecsDefender.previewing';
/** Documents of this scheme are made here: nobody can write them, and the server is not told of them. */
const SCHEME = 'ecs-defender';
/** A tab that is dragged elsewhere is closed and opened; so long, in milliseconds, it may be on its way. */
const ON_ITS_WAY = 100;

/** What would become of a document; both texts without secrets. */
export interface Comparison {
  readonly uri: string;
  readonly before: string;
  readonly after: string;
}

/** What is to be looked through before it is done. */
export interface Proposal {
  /** The name of the editor. */
  readonly title: string;
  readonly comparisons: readonly Comparison[];
  readonly report: Report;
  /** Carries it out. */
  readonly apply: () => Promise<void>;
}

/** One proposal at a time: its texts in the diff editor, or in the editor for many, and in words in a view below. */
export interface Review extends Disposable {
  /** Shows a proposal in the place of the last one. */
  show(proposal: Proposal): Promise<void>;
  /** The proposal that is shown has become another one, since its documents have changed. */
  renew(proposal: Proposal): Promise<void>;
  /** Words without a proposal: why there is none, or what became of one. */
  say(report: Report): Promise<void>;
  /** The proposal is no longer shown. */
  readonly onDidClose: (listener: () => void) => Disposable;
}

export function registerReview(): Review {
  const view = registerPlanView();
  const changed = new EventEmitter<Uri>();
  const closed = new EventEmitter<void>();
  const texts = new Map<string, string>();
  let shown: Proposal | undefined;

  const fill = ({ comparisons }: Proposal): Pair[] => {
    const pairs = comparisons.map(pairOf);
    for (const { before, after, comparison } of pairs) {
      texts.set(before.toString(), comparison.before);
      texts.set(after.toString(), comparison.after);
      for (const uri of [before, after]) changed.fire(uri);
    }
    return pairs;
  };

  const tabs = (): Tab[] => {
    const { title } = shown ?? {};
    const all = window.tabGroups.all.flatMap((group) => group.tabs);
    return title === undefined ? [] : all.filter((tab) => isOf(title, tab));
  };
  const forget = async (): Promise<void> => {
    shown = undefined;
    texts.clear();
    closed.fire();
    await commands.executeCommand('setContext', CONTEXT, false);
  };
  /** Takes the proposal away, with its editor. */
  const close = async (): Promise<void> => {
    const open = tabs();
    await forget();
    await window.tabGroups.close(open);
  };

  const parts = Disposable.from(
    view,
    changed,
    closed,
    workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: changed.event,
      provideTextDocumentContent: (uri) => texts.get(uri.toString()),
    }),
    commands.registerCommand(APPLY, async () => {
      const proposal = shown;
      if (!proposal) return;
      // Closed first, so that what is applied is seen, and one undo there takes it back.
      await close();
      await view.hide();
      await proposal.apply();
    }),
    window.tabGroups.onDidChangeTabs(({ closed: gone }) => {
      const { title } = shown ?? {};
      if (title === undefined || !gone.some((tab) => isOf(title, tab))) return;
      setTimeout(async () => {
        if (shown?.title !== title || tabs().length > 0) return;
        await forget();
        await view.hide();
      }, ON_ITS_WAY);
    }),
  );
  return {
    show: async (proposal) => {
      if (shown) await close();
      shown = proposal;
      const pairs = fill(proposal);
      const [first, ...others] = pairs;
      if (others.length === 0) {
        await speakAsSource(first);
        await commands.executeCommand('vscode.diff', first.before, first.after, proposal.title);
      } else {
        const resources = pairs.map(({ source, before, after }) => [source, before, after]);
        await commands.executeCommand('vscode.changes', proposal.title, resources);
      }
      await commands.executeCommand('setContext', CONTEXT, true);
      await view.show(proposal.report, APPLY);
    },
    renew: async (proposal) => {
      if (shown?.title !== proposal.title) return;
      shown = proposal;
      fill(proposal);
      view.renew(proposal.report, APPLY);
    },
    say: (report) => view.show(report),
    onDidClose: closed.event,
    dispose: () => parts.dispose(),
  };
}

/** The editor for many adds their number to its title. */
function isOf(title: string, { input, label }: Tab): boolean {
  if (input instanceof TabInputTextDiff) return input.modified.scheme === SCHEME;
  return label === title || label.startsWith(`${title} (`);
}

interface Pair {
  readonly comparison: Comparison;
  readonly source: Uri;
  readonly before: Uri;
  readonly after: Uri;
}

/** Documents for both sides, under the name of the one that they are of. */
function pairOf(comparison: Comparison): Pair {
  const source = Uri.parse(comparison.uri);
  const side = (folder: string): Uri =>
    Uri.from({ scheme: SCHEME, path: `/${folder}/${nameOf(source)}`, query: comparison.uri });
  return { comparison, source, before: side('before'), after: side('after') };
}

/** Both sides are in the language that the document is in, whatever its name says. */
async function speakAsSource({ source, before, after }: Pair): Promise<void> {
  const { languageId } = await workspace.openTextDocument(source);
  for (const uri of [before, after])
    await languages.setTextDocumentLanguage(await workspace.openTextDocument(uri), languageId);
}

/** The last name of a path; what was never saved has only one. */
export function nameOf({ path }: Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
