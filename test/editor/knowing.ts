import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './wait';

/** What VS Code shows of what is known about ECS: names and where they lead. */
export const KNOWING: Record<string, () => Promise<void>> = {
  'leads from a reference to the container, and lists who refers to it': async () => {
    const { document } = await open('templates/service.yaml');
    const position = behind(document, 'ContainerName: web');
    const [definition] = await locations('vscode.executeDefinitionProvider', document, position);
    assert.equal(document.lineAt(definition.range.start.line).text.trim(), '- Name: web # the front');
    const references = await locations('vscode.executeReferenceProvider', document, position);
    assert.deepEqual(
      references.map(({ range }) => document.lineAt(range.start.line).text.trim()),
      ['- Name: web # the front', "- ContainerName: 'web'", '- ContainerName: web'],
    );
  },

  'renames a container wherever it is named; one undo takes it back': async () => {
    const { document } = await open('templates/service.yaml');
    const before = document.getText();
    const edit = await renamed(document, behind(document, 'ContainerName: web'), 'front');
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.equal(
      document.getText(),
      before
        .replace('- Name: web', '- Name: front')
        .replace("'web'", "'front'")
        .replace('ContainerName: web', 'ContainerName: front'),
    );
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
  },

  'says why a name cannot be given': async () => {
    const { document } = await open('templates/service.yaml');
    const position = behind(document, 'ContainerName: web');
    await assert.rejects(renamed(document, position, 'my web'), /"my web" cannot be the name of a container/);
  },

  'completes a document that is no JSON yet: keys, and names of this task': async () => {
    const { document, editor } = await open('wired/today.json');
    const before = document.getText();
    const start = document.positionAt(before.indexOf('"image": "forms:1"'));
    await editor.edit((edit) => edit.insert(start, '"volumesFr\n      '));
    const keys = await completions(document, start.translate(0, '"volumesFr'.length));
    assert.ok(!keys.includes('volumesFrom'), 'what is there already is not offered');
    assert.ok(keys.includes('stopTimeout'), keys.join());
    const name = behind(document, '"containerName": "Twi');
    const names = await completions(document, name);
    assert.ok(names.includes('TwistlockDefender') && names.includes('pdf'), names.join());
    assert.ok(!names.includes('server'), 'no container waits for itself');
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
  },

  'takes a completion in a half-typed template': async () => {
    const { document, editor } = await open('templates/service.yaml');
    const before = document.getText();
    const end = document.lineAt(behind(document, 'Name: web').line).range.end;
    await editor.edit((edit) => edit.insert(end, '\n          StopT'));
    const cursor = behind(document, 'StopT');
    editor.selection = new vscode.Selection(cursor, cursor);
    await vscode.commands.executeCommand('editor.action.triggerSuggest');
    await eventually(async () => {
      await vscode.commands.executeCommand('acceptSelectedSuggestion');
      return document.getText().includes('StopTimeout: ');
    }, 'the suggestion is taken');
    assert.equal(
      document.getText().replaceAll('StopTimeout: \n', 'StopTimeout:\n'),
      before.replace('# the front', '# the front\n          StopTimeout:'),
    );
    await vscode.commands.executeCommand('workbench.action.files.revert');
  },

  'says over a variable of the Defender what it is for, and over a size what it amounts to': async () => {
    const { document } = await open('wired/today.json');
    assert.match(
      await hover(document, behind(document, '"TW_IMAGE')),
      /The container's image, as `image` says it/,
    );
    assert.match(await hover(document, behind(document, '"volumesF')), /AWS API reference/);
    assert.match(await hover(document, behind(document, '"INSTALL_B')), /Manage > Defenders > Deploy/);
  },

  'shows the task in the outline, and links to what it refers to': async () => {
    const { document } = await open('templates/service.yaml');
    const symbols: vscode.DocumentSymbol[] = await vscode.commands.executeCommand(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    const task = symbols.find(({ name }) => name === 'Task');
    assert.deepEqual(
      task?.children.map(({ name, detail }) => `${name}: ${detail}`),
      ['web: nginx:1.27', 'api: shop-api:3'],
    );
    const links: vscode.DocumentLink[] = await vscode.commands.executeCommand(
      'vscode.executeLinkProvider',
      document.uri,
    );
    assert.ok(links.some(({ target }) => target?.toString() === 'https://hub.docker.com/_/nginx'));
  },
};

async function open(path: string): Promise<{ document: vscode.TextDocument; editor: vscode.TextEditor }> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'a folder is open');
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, path));
  const editor = await vscode.window.showTextDocument(document);
  // The server answers about a document once it has seen it.
  const start = document.positionAt(document.getText().search(/\b(?:web|forms)\b/) + 1);
  await eventually(
    async () => (await locations('vscode.executeDefinitionProvider', document, start)).length > 0,
    'the server knows the document',
  );
  return { document, editor };
}

/** The position right behind a text. */
function behind(document: vscode.TextDocument, part: string): vscode.Position {
  const at = document.getText().indexOf(part);
  assert.ok(at >= 0, part);
  return document.positionAt(at + part.length);
}

function locations(
  command: string,
  { uri }: vscode.TextDocument,
  position: vscode.Position,
): Thenable<{ range: vscode.Range }[]> {
  return vscode.commands
    .executeCommand<(vscode.Location | vscode.LocationLink)[]>(command, uri, position)
    .then((found) => found.map((one) => ({ range: 'targetRange' in one ? one.targetRange : one.range })));
}

async function completions(document: vscode.TextDocument, position: vscode.Position): Promise<string[]> {
  const list: vscode.CompletionList = await vscode.commands.executeCommand(
    'vscode.executeCompletionItemProvider',
    document.uri,
    position,
  );
  return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
}

async function hover(document: vscode.TextDocument, position: vscode.Position): Promise<string> {
  const found: vscode.Hover[] = await vscode.commands.executeCommand(
    'vscode.executeHoverProvider',
    document.uri,
    position,
  );
  return found
    .flatMap(({ contents }) => contents.map((one) => (one as vscode.MarkdownString).value))
    .join('\n');
}

async function renamed(
  { uri }: vscode.TextDocument,
  position: vscode.Position,
  to: string,
): Promise<vscode.WorkspaceEdit> {
  return vscode.commands.executeCommand('vscode.executeDocumentRenameProvider', uri, position, to);
}
