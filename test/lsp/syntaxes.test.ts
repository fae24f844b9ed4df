import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Range } from 'vscode-languageserver/node';
import { Editor } from './support/editor';
import { folderWith, uriIn } from './support/files';

/** CloudFormation and Terraform through the same door as JSON: the server loads what it takes when the first comes. */

const read = (name: string): string => readFileSync(`test/editor/workspace/templates/${name}`, 'utf8');
const golden = (name: string): string => readFileSync(`test/golden/editor/${name}`, 'utf8');
const PROFILE = read('.ecs-defender.json');

for (const [name, language, container] of [
  ['template.yaml', 'yaml', 'web'],
  ['ecs.tf', 'terraform', '"worker"'],
]) {
  test(`${name}: the finding, the fix and the result`, async (t) => {
    const folder = folderWith(t, { '.ecs-defender.json': PROFILE });
    const editor = await Editor.start(t);
    const document = await editor.open(uriIn(folder, name), read(name), language);
    assert.deepEqual(await document.codes(), [`task-unprotected @ ${container}`]);
    const [fix] = await document.actions((await document.pull())[0].range);
    assert.equal(fix.title, 'Protect with Defender');
    assert.ok(await document.apply(fix.edit!));
    assert.equal(document.text, golden(name));
    assert.deepEqual(await document.codes(), []);
  });

  test(`${name}: what nobody has said yet is left to be filled in`, async (t) => {
    const editor = await Editor.start(t, { initializationOptions: { placeholderCommand: 'fillIn' } });
    const document = await editor.open(`file:///project/${name}`, read(name), language);
    const [fix] = await document.actions((await document.pull())[0].range);
    const [, ranges] = fix.command!.arguments as [string, Range[]];
    await document.apply(fix.edit!);
    const texts = ['<ws-address>', '<defender-image>', '<install-bundle>'];
    assert.deepEqual(
      ranges.map((one) => document.textIn(one)),
      texts,
    );
    const left = await editor.request<Range[]>('ecsDefender/placeholders', { uri: document.uri });
    assert.deepEqual(
      left.map((one) => document.textIn(one)),
      texts,
    );
    assert.deepEqual((await document.codes()).filter((one) => one.startsWith('placeholder-left')).length, 3);
  });

  test(`${name}: a finding is accepted by a comment of its language`, async (t) => {
    const editor = await Editor.start(t);
    const document = await editor.open(`file:///project/${name}`, read(name), language);
    const actions = await document.actions((await document.pull())[0].range);
    const accept = actions.find(({ title }) => title.startsWith('Suppress task-unprotected for this line'));
    assert.ok(accept, actions.map(({ title }) => title).join(', '));
    await document.apply(accept.edit!);
    assert.match(document.text, /^ +# ecs-defender-disable-next-line task-unprotected -- $/m);
    assert.deepEqual(await document.codes(), []);
  });

  test(`${name}: half typed, it is judged again as soon as it can be read`, async (t) => {
    const editor = await Editor.start(t);
    const document = await editor.open(`file:///project/${name}`, read(name), language);
    const quote = name === 'ecs.tf' ? 'jsonencode([' : 'ContainerDefinitions:';
    await document.replace(quote, `${quote} "`);
    assert.ok(
      (await document.codes()).some((one) => one.startsWith('syntax')),
      'the fault is told',
    );
    await document.replace(`${quote} "`, quote);
    assert.deepEqual(await document.codes(), [`task-unprotected @ ${container}`]);
  });
}

test('YAML that holds no task definition is left alone', async (t) => {
  const editor = await Editor.start(t);
  const document = await editor.open(
    'file:///project/a.yaml',
    'kind: Pod\nspec: {containers: [{name: a, image: b}]}\n',
    'yaml',
  );
  assert.deepEqual(await document.pull(), []);
  assert.deepEqual(await document.actions(document.rangeOf('kind')), []);
});
