import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Editor } from './support/editor';
import { folderWith, uriIn } from './support/files';
import { MEASURED, memoryOf } from './support/memory';
import { SHOP } from './support/texts';

/** Per edit: less than the smallest tree of a document takes. */
const MOST_BYTES = 300;
const EDITS = 10_000;
const WARM = 2_000;

const TEXTS: Record<string, string> = {
  'task.json': SHOP,
  'template.yaml': `Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: shop
      ContainerDefinitions:
        - Name: "web"
          Image: nginx
          EntryPoint: ["/web"]
`,
  'ecs.tf': `resource "aws_ecs_task_definition" "web" {
  family                = "shop"
  container_definitions = jsonencode([{ name = "web", image = "nginx", entryPoint = ["/web"] }])
}
`,
  'rule.pcrule': 'proc.name = "web"\n',
};
const LANGUAGES = ['json', 'yaml', 'terraform', 'pcrule'];

const skip = process.platform === 'win32' && 'the signal that asks for the memory is not there';

test('10,000 edits leave nothing behind, in JavaScript’s memory and in that of the grammars', {
  skip,
}, async (t) => {
  const editor = await Editor.start(t, MEASURED);
  const documents = await Promise.all(
    Object.entries(TEXTS).map(([name, text], place) =>
      editor.open(`file:///project/${name}`, text, LANGUAGES[place]),
    ),
  );
  const edit = async (from: number, to: number): Promise<void> => {
    for (let n = from; n < to; n++) {
      const document = documents[n % documents.length];
      const [now, next] =
        Math.floor(n / documents.length) % 2 === 0 ? ['"web', '"other'] : ['"other', '"web'];
      await document.replace(now, next);
      if (n % 9 === 0) await document.pull();
    }
    for (const document of documents) await document.pull();
  };
  await edit(0, WARM);
  const before = await memoryOf(editor);
  assert.ok(before.wasm > 0, 'the memory of the grammars is seen');
  await edit(WARM, EDITS);
  const after = await memoryOf(editor);
  assert.equal(after.wasm, before.wasm);
  const perEdit = (after.heap - before.heap) / (EDITS - WARM);
  assert.ok(perEdit < MOST_BYTES, `${perEdit.toFixed(0)} bytes per edit`);
  t.diagnostic(`${perEdit.toFixed(0)} bytes per edit, ${after.wasm} bytes of grammars`);
});

test('containers that are typed in one after the other keep no version of their document', {
  skip,
}, async (t) => {
  const editor = await Editor.start(t, MEASURED);
  const names = Array.from({ length: 40 }, (_, place) => `payment-service-${place}`);
  const containerDefinitions = names.map((name) => ({ name, image: 'nginx', command: ['x'.repeat(5_000)] }));
  const text = JSON.stringify({ family: 'shop', containerDefinitions }, null, 2);
  const document = await editor.open('file:///project/task.json', text);
  const edit = async (some: readonly string[]): Promise<number> => {
    for (const name of some) {
      await document.replace(`"${name}"`, `"other-${name}"`);
      await document.pull();
    }
    return (await memoryOf(editor)).heap;
  };
  const before = await edit(names.slice(0, 4));
  const grown = (await edit(names.slice(4))) - before;
  assert.ok(grown < 2 * text.length, `${grown} bytes more, of a text of ${text.length}`);
});

test('documents that are given up while they are read leave nothing behind in the memory of the grammars', {
  skip,
}, async (t) => {
  const editor = await Editor.start(t, MEASURED);
  const noise = `${TEXTS['ecs.tf']}${'=}{"'.repeat(100_000)}`;
  const visit = async (): Promise<number> => {
    const document = await editor.open('file:///project/noise.tf', noise, 'terraform');
    const told = (await document.pull()).map(({ message }) => message);
    assert.deepEqual(told, ['There is more here than is read of one document.']);
    await document.close();
    return (await memoryOf(editor)).wasm;
  };
  // Where the machine is slow the clock stops the parser, once sooner and once later; what is left behind grows each time.
  let most = await visit();
  let growths = 0;
  for (let steady = 0; steady < 2 && growths < 5; ) {
    const now = await visit();
    steady = now === most ? steady + 1 : 0;
    growths += now === most ? 0 : 1;
    most = now;
  }
  assert.ok(growths < 5, `the grammars' memory has grown ${growths} times, to ${most} bytes`);
});

test('1,300 documents that were opened, looked at and closed leave nothing behind', { skip }, async (t) => {
  const folder = folderWith(t, { 'policy.json': '{"_id":"appEmbeddedRuntime","rules":[]}' });
  const editor = await Editor.start(t, { ...MEASURED, folders: [folder] });
  const visit = async (from: number, to: number): Promise<void> => {
    for (let n = from; n < to; n++) {
      const document = await editor.open(uriIn(folder, `${n}/task.json`), SHOP);
      await document.pull();
      await document.close();
    }
  };
  await visit(0, 300);
  const before = await memoryOf(editor);
  await visit(300, 1_300);
  const after = await memoryOf(editor);
  const perDocument = (after.heap - before.heap) / 1_000;
  assert.ok(perDocument < MOST_BYTES, `${perDocument.toFixed(0)} bytes per document`);
});
