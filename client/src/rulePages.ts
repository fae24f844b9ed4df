import { type Disposable, Uri, workspace } from 'vscode';

const SCHEME = 'ecs-defender-rules';
/** What the server puts before a page's language and name. */
export const RULE_PAGES = `${SCHEME}:`;

/** The pages of the rules, out of the one file that they are packed in. It is read when somebody asks for a page. */
export function registerRulePages(assets: Uri): Disposable {
  let packed: Promise<Record<string, string>> | undefined;
  const read = async (): Promise<Record<string, string>> => {
    const bytes = await workspace.fs.readFile(Uri.joinPath(assets, 'rules.json'));
    return JSON.parse(new TextDecoder().decode(bytes));
  };
  return workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: async ({ path }) => {
      packed ??= read();
      return (await packed)[path.slice(1)];
    },
  });
}
