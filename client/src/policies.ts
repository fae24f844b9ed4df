import { commands, type Disposable, l10n, SnippetString, Uri, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Location, Position } from 'vscode-languageserver-types';
import { ask } from './ask';
import { activeTarget } from './commands';

/** What a lens on a rule or a container leads to. */
export const SHOW_PLACES = 'ecsDefender.showPlaces';
const SCHEME = 'ecs-defender-policy';
/** The commands that begin a document, and what the server calls it. */
const NEW_DOCUMENTS = {
  'ecsDefender.newPolicy': 'app-embedded-policy',
  'ecsDefender.newCollection': 'collection',
  'ecsDefender.newCustomRule': 'custom-rule',
  'ecsDefender.newAlertProfileEmail': 'alert-profile-email',
  'ecsDefender.newAlertProfileSlack': 'alert-profile-slack',
};

interface Places {
  readonly uri: string;
  readonly position: Position;
  readonly places: readonly Location[];
}

/** New policy documents, lenses of policies, and the policy that is applied to the container under the cursor, as a page to read. */
export function registerPolicies(client: BaseLanguageClient): Disposable[] {
  const pages = new Map<string, string>();
  return [
    commands.registerCommand(SHOW_PLACES, async ({ uri, position, places }: Places) => {
      const { protocol2CodeConverter: to } = client;
      const locations = places.map((one) => to.asLocation(one));
      await commands.executeCommand(
        'editor.action.goToLocations',
        to.asUri(uri),
        to.asPosition(position),
        locations,
        'peek',
      );
    }),
    workspace.registerTextDocumentContentProvider(SCHEME, {
      provideTextDocumentContent: ({ path }) => pages.get(path),
    }),
    ...Object.entries(NEW_DOCUMENTS).map(([command, name]) =>
      commands.registerCommand(command, async () => {
        const snippet = await ask<string | null>(client, 'ecsDefender/newDocument', { name });
        if (!snippet) return;
        const document = await workspace.openTextDocument({ language: 'json' });
        const editor = await window.showTextDocument(document);
        await editor.insertSnippet(new SnippetString(snippet));
      }),
    ),
    commands.registerCommand('ecsDefender.showEffectivePolicy', async () => {
      const target = activeTarget(client);
      const position = window.activeTextEditor?.selection.active;
      if (!target || !position) return;
      const page = await ask<string | null>(client, 'ecsDefender/effectivePolicy', {
        uri: target.uri,
        position: client.code2ProtocolConverter.asPosition(position),
      });
      if (page === undefined) return;
      if (page === null) {
        window.showInformationMessage(
          l10n.t('Put the cursor into a container of a task definition that a runtime policy lies beside.'),
        );
        return;
      }
      const path = `/${l10n.t('Effective policy')}.md`;
      pages.set(path, page);
      await commands.executeCommand('markdown.showPreview', Uri.from({ scheme: SCHEME, path }));
    }),
  ];
}
