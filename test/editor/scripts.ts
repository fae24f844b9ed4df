import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { actionsAt, codes, diagnosticsIn, open, replace, type Tests } from './acting';
import { eventually, pictured } from './wait';

/** Scripts of custom rules, in files of their own and in JSON. */
export const SCRIPTS: Tests = {
  'mends a script inside of a JSON string': async () => {
    const { document } = await open('policies/custom-rules.json');
    await eventually(() => codes(document).length > 0, 'the typo is found');
    assert.deepEqual(codes(document), ['script-operator']);
    const [typo] = vscode.languages.getDiagnostics(document.uri);
    assert.equal(document.getText(typo.range), '=>');
    const fix = (await actionsAt(document, typo.range)).find(({ title }) => title === 'Replace with >=')!;
    assert.ok(await vscode.workspace.applyEdit(fix.edit!));
    await diagnosticsIn(document, 0);
    assert.ok(document.getText().includes('net.outgoing_ip >= \\"203.0.113.1\\"'));
    await vscode.commands.executeCommand('undo');
  },

  'completes in a script and lays it out': async () => {
    const { document, editor } = await open('policies/shell.pcrule');
    assert.equal(document.languageId, 'pcrule');
    await replace(editor, 'proc.user = "root"', 'proc.us="root"');
    await eventually(() => codes(document).includes('script-unknown-name'), 'the name is unknown');
    const at = document.positionAt(document.getText().indexOf('proc.us') + 'proc.us'.length);
    const { items }: vscode.CompletionList = await vscode.commands.executeCommand(
      'vscode.executeCompletionItemProvider',
      document.uri,
      at,
    );
    const user = items.find(({ label }) => label === 'proc.user')!;
    assert.equal(document.getText(user.range as vscode.Range), 'proc.us');
    await replace(editor, 'proc.us=', 'proc.user=');
    await diagnosticsIn(document, 0);
    await vscode.commands.executeCommand('editor.action.formatDocument');
    await eventually(() => document.getText().includes('(proc.user = "root" or'), 'it is laid out');
    await vscode.commands.executeCommand('workbench.action.files.revert');
  },

  'colours a script, in its own file and in JSON': async () => {
    const { document: file } = await open('policies/shell.pcrule');
    await eventually(async () => (await coloured(file)).includes('property proc.name'), 'colours come');
    assert.ok((await coloured(file)).includes('keyword in'));
    await pictured('pcrule');
    const { document: rules } = await open('policies/custom-rules.json');
    await eventually(async () => (await coloured(rules)).includes('function lowercase'), 'colours come');
    assert.ok((await coloured(rules)).includes('macro %regexMatches'));
    await pictured('script-in-json');
  },
};

/** The pieces that the server gives a colour, and which. */
async function coloured(document: vscode.TextDocument): Promise<string[]> {
  const legend: vscode.SemanticTokensLegend | undefined = await vscode.commands.executeCommand(
    'vscode.provideDocumentSemanticTokensLegend',
    document.uri,
  );
  const tokens: vscode.SemanticTokens | undefined = await vscode.commands.executeCommand(
    'vscode.provideDocumentSemanticTokens',
    document.uri,
  );
  if (!legend || !tokens) return [];
  const found: string[] = [];
  let at = new vscode.Position(0, 0);
  for (let place = 0; place < tokens.data.length; place += 5) {
    const [lines, characters, length, type] = tokens.data.slice(place, place + 4);
    at = new vscode.Position(at.line + lines, lines > 0 ? characters : at.character + characters);
    found.push(
      `${legend.tokenTypes[type]} ${document.getText(new vscode.Range(at, at.translate(0, length)))}`,
    );
  }
  return found;
}
