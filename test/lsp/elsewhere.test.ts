import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FULL } from './support/capabilities';
import { Editor } from './support/editor';
import { folderWith, protectedByCommandLine, uriIn, write } from './support/files';
import { eventually } from './support/wait';

/** Terraform and the file that its containers stand in, as two documents of one editor. */

const PROFILE = JSON.stringify({
  defender: {
    image: 'registry.example.com/defender:defender_34_04_145',
    wsAddress: 'wss://console.example.com:8084',
    installBundle: { secret: 'arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:defender-AbCdEf' },
  },
});
const terraform = (family: string): string => `resource "aws_ecs_task_definition" "web" {
  family                   = ${family}
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  container_definitions    = file("\${path.module}/web.json")
  cpu                      = 256
  memory                   = 512
}
`;
const CONTAINERS = `[
  { "name": "web", "image": "nginx", "entryPoint": ["/web"] }
]
`;

test('the containers take their family from the resource, as on the command line', async (t) => {
  const folder = folderWith(t, {
    '.ecs-defender.json': PROFILE,
    'ecs.tf': terraform('"shop"'),
    'web.json': CONTAINERS,
  });
  const editor = await Editor.start(t, { folders: [folder] });
  const document = await editor.open(uriIn(folder, 'web.json'), CONTAINERS);
  const [fix] = await document.actions((await document.pull())[0].range);
  assert.equal(fix.title, 'Protect with Defender');
  assert.ok(await document.apply(fix.edit!));
  assert.match(document.text, /"FARGATE_TASK", "value": "shop"/);
  assert.equal(document.text, protectedByCommandLine(`${folder}/web.json`));
});

test('the resource leads to its containers in the other document, as it stands in the editor', async (t) => {
  const folder = folderWith(t, { 'ecs.tf': terraform('"shop"'), 'web.json': '[]' });
  const editor = await Editor.start(t, { folders: [folder], capabilities: FULL });
  const outer = await editor.open(uriIn(folder, 'ecs.tf'), terraform('"shop"'), 'terraform');
  assert.deepEqual(await outer.codes(), ['containers-hidden @ container_definitions']);

  const inner = await editor.open(uriIn(folder, 'web.json'), CONTAINERS);
  const [finding] = await outer.pull();
  assert.equal(finding.code, 'task-unprotected');
  const [related] = finding.relatedInformation!;
  assert.equal(related.location.uri, inner.uri);
  assert.equal(inner.textIn(related.location.range), '"web"');
});

test('what one document says counts in the other before it is saved, and the editor is told', async (t) => {
  const folder = folderWith(t, { 'ecs.tf': terraform('"shop"'), 'web.json': CONTAINERS });
  const editor = await Editor.start(t, { folders: [folder], capabilities: FULL });
  const inner = await editor.open(uriIn(folder, 'web.json'), CONTAINERS);
  assert.match((await inner.pull())[0].message, /Task "shop"/);

  const outer = await editor.open(uriIn(folder, 'ecs.tf'), terraform('"store"'), 'terraform');
  await eventually(() => editor.refreshes > 0, 'a refresh');
  assert.match((await inner.pull())[0].message, /Task "store"/);
  await outer.replace('"store"', '"stall"');
  await eventually(() => editor.refreshes > 1, 'another refresh');
  assert.match((await inner.pull())[0].message, /Task "stall"/);

  await outer.close();
  assert.match((await inner.pull())[0].message, /Task "shop"/, 'what was not saved counts no longer');
  write(folder, 'ecs.tf', terraform('"sold"'));
  assert.match((await inner.pull())[0].message, /Task "sold"/, 'a file that another program writes');
});
