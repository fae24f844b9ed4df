import { commands, extensions, type LogOutputChannel, Uri, workspace } from 'vscode';
import type { DocumentFilter, LanguageClientOptions } from 'vscode-languageclient';
import { SELECT_PLACEHOLDERS } from './placeholders';
import { SHOW_PLACES } from './policies';
import { PREVIEW } from './preview';
import { RULE_PAGES } from './rulePages';
import { type SchemaValidator, validatorsAmong } from './validators';

/** In these VS Code itself reports syntax faults, duplicate keys and schema faults. */
const VALIDATED = ['json', 'jsonc'];
const LANGUAGES = [...VALIDATED, 'pcrule', 'yaml', 'cloudformation', 'terraform', 'opentofu', 'hcl'];
/** Terraform without its extension, and templates that may hold JSON; the server looks into the text before it says
 * anything. */
const TEMPLATES = '**/*.{tf,tofu,tpl,tftpl,tmpl,template,j2,jinja,jinja2,erb,mustache,hbs}';

/** Workflows, which other extensions give languages of their own. */
const WORKFLOWS = '**/{.github/workflows/*,action}.{yml,yaml}';

/** Who else of this editor validates task definitions. */
export function schemaValidators(): SchemaValidator[] {
  const installed = extensions.all.map(({ id, packageJSON }) => ({
    id,
    contributes: packageJSON.contributes,
  }));
  return validatorsAmong(installed, {
    json: workspace.getConfiguration('json').get('schemas') ?? [],
    yaml: workspace.getConfiguration('yaml').get('schemas') ?? {},
  });
}

export function clientOptions(output: LogOutputChannel, include: readonly string[]): LanguageClientOptions {
  const documentSelector = schemes().flatMap((scheme): DocumentFilter[] => [
    ...LANGUAGES.map((language) => ({ scheme, language })),
    ...[TEMPLATES, WORKFLOWS, ...include].map((pattern) => ({ scheme, pattern })),
  ]);
  return {
    documentSelector,
    outputChannel: output,
    // Asked for anew at each start: the user may have come to trust the workspace.
    initializationOptions: () => ({
      rulesBaseUri: RULE_PAGES,
      editorValidates: VALIDATED,
      placeholderCommand: SELECT_PLACEHOLDERS,
      previewCommand: PREVIEW,
      placesCommand: SHOW_PLACES,
      readsFiles: true,
      workspaceTrusted: workspace.isTrusted,
      schemaValidators: schemaValidators(),
    }),
    // A server that fails to start is one that ends: what is done then is decided there.
    initializationFailedHandler: () => false,
    diagnosticPullOptions: { onChange: true, onSave: false },
    middleware: {
      window: {
        // A rule's page is meant to be read, not edited.
        showDocument: async (params, token, next) => {
          if (!params.uri.startsWith(RULE_PAGES)) return next(params, token);
          await commands.executeCommand('markdown.showPreview', Uri.parse(params.uri));
          return { success: true };
        },
      },
    },
  };
}

/** Schemes whose documents are the user's own, of which there are as many as file systems. Revisions, diffs and previews
 * have schemes too, but nobody opens a folder of them. */
function schemes(): string[] {
  const folders = workspace.workspaceFolders ?? [];
  return [...new Set(['file', 'untitled', 'vscode-vfs', ...folders.map(({ uri }) => uri.scheme)])];
}
