import { commands, Disposable, EventEmitter, languages, type Tab, Uri, window, workspace } from 'vscode';
import { type PlanView, type Report, registerPlanView } from './plan';

export const APPLY = 'ecsDefender.applyPreview';
/** While it is set, there is something to apply. */
const CONTEXT = 'ecsDefender.previewing';
/** Documents of this scheme are made here: nobody can write them, and the server is not told of them. */
const SCHEME = 'ecs-defender';

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
  readonly report: Omit<Report, 'apply'>;
  /** Carries it out; absent where nothing can be done. */
  readonly apply?: () => Promise<void>;
}

/** One proposal at a time: its texts in the diff editor, or in the editor for many, and in words in a view below. */
export interface Review extends Disposable {
  show(proposal: Proposal): Promise<void>;
  /** The same proposal after its documents have changed. */
  renew(proposal: Proposal): Promise<void>;
  /** Words without a proposal: what became of one. */
  say(report: Omit<Report, 'apply'>): Promise<void>;
  readonly onDidClose: (listener: () => void) => Disposable;
}

export function registerReview(): Review {
  const view: PlanView = registerPlanView();
  const changed = new EventEmitter<Uri>();
  const closed = new EventEmitter<void>();
  const texts = new Map<string, string>();
  let shown: Proposal | undefined;

  const fill = async (proposal: Proposal): Promise<Pair[]> => {
    shown = proposal;
    const pairs = proposal.comparisons.map(pairOf);
    for (const { before, after, comparison } of pairs) {
      texts.set(before.toString(), comparison.before);
      texts.set(after.toString(), comparison.after);
      for (const uri of [before, after]) changed.fire(uri);
    }
    await commands.executeCommand('setContext', CONTEXT, proposal.apply !== undefined);
    return pairs;
  };
  const say = async (proposal: Proposal): Promise<void> =>
    view.show({ ...proposal.report, apply: proposal.apply && APPLY });

  const show = async (proposal: Proposal): Promise<void> => {
    const pairs = await fill(proposal);
    for (const pair of pairs) await speakAs(pair);
    const [first, ...others] = pairs;
    if (first && others.length === 0)
      await commands.executeCommand('vscode.diff', first.before, first.after, proposal.title);
    else if (first) {
      const resources = pairs.map(({ source, before, after }) => [source, before, after]);
      await commands.executeCommand('vscode.changes', proposal.title, resources);
    }
    await say(proposal);
  };

  const forget = (): void => {
    shown = undefined;
    texts.clear();
    void commands.executeCommand('setContext', CONTEXT, false);
    void view.hide();
    closed.fire();
  };
  // The editor for many adds their number to its title.
  const isShown = ({ label }: Tab): boolean =>
    shown !== undefined && (label === shown.title || label.startsWith(`${shown.title} (`));

  const apply = async (): Promise<void> => {
    const proposal = shown;
    if (!proposal?.apply) return;
    // Closed first, so that what is applied is seen, and one undo there takes it back.
    await window.tabGroups.close(window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(isShown));
    await proposal.apply();
  };

  const parts = Disposable.from(
    view,
    changed,
    closed,
    workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: changed.event,
      provideTextDocumentContent: (uri) => texts.get(uri.toString()),
    }),
    commands.registerCommand(APPLY, apply),
    window.tabGroups.onDidChangeTabs(({ closed: tabs }) => {
      if (tabs.some(isShown)) forget();
    }),
  );
  return {
    show,
    renew: async (proposal) => {
      await fill(proposal);
      await say(proposal);
    },
    say: (report) => view.show(report),
    onDidClose: closed.event,
    dispose: () => parts.dispose(),
  };
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
  const name = source.path.slice(source.path.lastIndexOf('/'));
  const side = (path: string): Uri => Uri.from({ scheme: SCHEME, path: path + name, query: comparison.uri });
  return { comparison, source, before: side('/before'), after: side('/after') };
}

/** Both sides are in the language that the document is in, whatever its name says. */
async function speakAs({ source, before, after }: Pair): Promise<void> {
  const { languageId } = await workspace.openTextDocument(source);
  for (const uri of [before, after])
    await languages.setTextDocumentLanguage(await workspace.openTextDocument(uri), languageId);
}
