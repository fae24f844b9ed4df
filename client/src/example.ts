import { commands, type Disposable, l10n, Uri, window, workspace } from 'vscode';

/** What newcomers can try things on. `language` is one that every VS Code knows. */
const EXAMPLES = [
  { file: 'task-definition.json', language: 'json', label: l10n.t('Task definition (JSON)') },
  { file: 'cloudformation.yaml', language: 'yaml', label: l10n.t('CloudFormation template (YAML)') },
] as const;

/** Opens an example as a document that was never saved: nothing that is there can be overwritten. */
export function registerExample(examples: Uri): Disposable {
  return commands.registerCommand('ecsDefender.openExample', async (file?: unknown) => {
    const example = EXAMPLES.find((one) => one.file === file) ?? (await window.showQuickPick(EXAMPLES));
    if (!example) return;
    const bytes = await workspace.fs.readFile(Uri.joinPath(examples, example.file));
    const content = new TextDecoder().decode(bytes);
    const document = await workspace.openTextDocument({ language: example.language, content });
    await window.showTextDocument(document, { preview: false });
  });
}
