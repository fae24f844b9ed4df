import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import type { CodeAction, WorkspaceEdit } from 'vscode-languageserver/node';
import { FULL, merge } from './support/capabilities';
import type { Document } from './support/document';
import { Editor } from './support/editor';
import { folderWith, uriIn } from './support/files';

/** What keeps wiring true in an editor: fix on save, works on the whole document, accepting a finding, the hover. */

const TODAY = readFileSync('test/golden/upgrade/first-generation.after.json', 'utf8');
const OLD = readFileSync('test/golden/upgrade/first-generation.before.json', 'utf8');
const BARE = readFileSync('test/golden/unprotect/first-generation.after.json', 'utf8');
const DRIFTED = TODAY.replace('"image": "forms:1"', '"image": "forms:2"')
  .replace('"name": "pdf"', '"name": "print"')
  .replace('"family": "forms"', '"family": "form"');
const URI = 'file:///project/task.json';
const PROFILE = `{
  // ours
  "defender": {
    "image": "registry.example.com/defender:defender_34_04_145",
    "wsAddress": "wss://console.example.com:8084",
    "installBundle": { "secret": "arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:defender-AbCdEf" }
  }
}
`;
const top = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
const titles = (actions: CodeAction[]): string[] => actions.map((one) => one.title);
const titled = (actions: CodeAction[], title: string): CodeAction => {
  const found = actions.find((one) => one.title === title);
  assert.ok(found, `"${title}" is offered; there are: ${titles(actions).join(', ')}`);
  return found;
};
const apply = async (document: Document, { edit }: CodeAction): Promise<void> => {
  assert.ok(edit && (await document.apply(edit)));
};

describe('source.fixAll.ecsDefender', () => {
  for (const only of ['source', 'source.fixAll', 'source.fixAll.ecsDefender']) {
    test(`asked for as ${only}, sets image, name and family in one edit`, async (t) => {
      const editor = await Editor.start(t);
      const document = await editor.open(URI, DRIFTED);
      const actions = await document.actions(top, [only]);
      assert.deepEqual(
        actions.map((one) => [one.title, one.kind]),
        [['Keep Defender wiring true', 'source.fixAll.ecsDefender']],
      );
      await apply(document, actions[0]);
      const fixed = TODAY.replaceAll('forms:1', 'forms:2')
        .replace('"name": "pdf"', '"name": "print"')
        .replace('"TW_CONTAINER_NAME", "value": "pdf"', '"TW_CONTAINER_NAME", "value": "print"')
        .replaceAll('"forms"', '"form"');
      assert.equal(document.text, fixed);
      assert.deepEqual(await document.actions(top, [only]), []);
    });
  }

  test('never converts, and is not offered unasked', async (t) => {
    const editor = await Editor.start(t);
    const open = await editor.open(URI, BARE);
    assert.deepEqual(await open.actions(top, ['source.fixAll']), []);
    const drifted = await editor.open('file:///project/other.json', DRIFTED);
    assert.ok(!titles(await drifted.actions(top)).includes('Keep Defender wiring true'));
  });

  test('a switch belongs to it only where settings state the value; else two ways, none preferred', async (t) => {
    const mixed = TODAY.replace('"FIPS_ENABLED", "value": "false"', '"FIPS_ENABLED", "value": "true"');
    const editor = await Editor.start(t);
    const document = await editor.open(URI, mixed);
    const range = document.rangeOf('"true"');
    const quick = (await document.actions(range, ['quickfix'])).filter((one) => one.edit);
    assert.deepEqual(
      quick.map((one) => [one.title, one.isPreferred ?? false]),
      [
        ['Set FIPS_ENABLED to true in the whole task', false],
        ['Set FIPS_ENABLED to false in the whole task', false],
      ],
    );
    assert.deepEqual(await document.actions(top, ['source.fixAll']), []);
    await apply(document, quick[0]);
    assert.equal(
      document.text,
      TODAY.replaceAll('"FIPS_ENABLED", "value": "false"', '"FIPS_ENABLED", "value": "true"'),
    );

    const settings = { defender: { fips: false } };
    const stating = await Editor.start(t, { initializationOptions: { settings } });
    const stated = await stating.open(URI, mixed);
    const [all] = await stated.actions(top, ['source.fixAll']);
    await apply(stated, all);
    assert.equal(stated.text, TODAY);
  });

  test('an image that is set at deployment is a warning without a fix, and says where to look', async (t) => {
    const editor = await Editor.start(t);
    const document = await editor.open(URI, TODAY.replace('"image": "forms:1"', '"image": "<IMAGE1_NAME>"'));
    const [found] = (await document.pull()).filter((one) => one.code === 'image-drift');
    assert.equal(found.severity, 2);
    const [{ location }] = found.relatedInformation ?? [];
    assert.equal(document.textIn(location.range), '"<IMAGE1_NAME>"');
    const actions = await document.actions(found.range, ['quickfix']);
    assert.deepEqual(
      actions.filter((one) => one.edit),
      [],
    );
  });

  test('all findings of one rule can be fixed at once', async (t) => {
    const editor = await Editor.start(t);
    const document = await editor.open(URI, TODAY.replaceAll('"readOnly": false', '"readOnly": true'));
    const actions = await document.actions(document.rangeOf('true'), ['quickfix']);
    await apply(document, titled(actions, 'Fix all volumes-from-read-only in this file'));
    assert.equal(document.text, TODAY);
    const one = await editor.open(
      'file:///project/one.json',
      TODAY.replace('"readOnly": false', '"readOnly": true'),
    );
    const few = titles(await one.actions(one.rangeOf('true'), ['quickfix']));
    assert.ok(!few.some((title) => title.startsWith('Fix all')), few.join());
  });
});

describe('works on the whole document', () => {
  const run = (editor: Editor, work: string): Promise<{ applied: boolean }> =>
    editor.request('workspace/executeCommand', {
      command: `ecsDefender.server.${work}`,
      arguments: [{ uri: URI }],
    });

  test('upgrade, removal and the toggle, by command', async (t) => {
    const folder = folderWith(t, { '.ecs-defender.json': PROFILE, 'task.json': OLD });
    const editor = await Editor.start(t, { folders: [folder] });
    const uri = uriIn(folder, 'task.json');
    const document = await editor.open(uri, OLD);
    const command = (work: string): Promise<{ applied: boolean }> =>
      editor.request('workspace/executeCommand', {
        command: `ecsDefender.server.${work}`,
        arguments: [{ uri }],
      });
    assert.equal((await command('upgrade')).applied, true);
    assert.equal(document.text, TODAY);
    await command('toggleFilesystemMonitoring');
    const on = TODAY.replaceAll(
      '"FILESYSTEM_MONITORING", "value": "false"',
      '"FILESYSTEM_MONITORING", "value": "true"',
    );
    assert.equal(document.text, on);
    await command('unprotect');
    assert.equal(document.text, BARE);
    assert.deepEqual(editor.messages, []);
  });

  test('what can do nothing says why, in the reader’s language', async (t) => {
    const editor = await Editor.start(t, { locale: 'ja' });
    await editor.open(URI, BARE);
    for (const work of ['upgrade', 'unprotect', 'toggleFilesystemMonitoring'])
      assert.equal((await run(editor, work)).applied, false);
    assert.deepEqual(
      editor.messages.map((one) => one.message),
      [
        '対象外: アップグレードする Defender の組み込みがこのタスクにはありません。代わりにタスクを保護してください。',
        '変更の必要はありません。このタスクに Defender の組み込みはありません。',
        '切り替える FILESYSTEM_MONITORING がこのタスクにはありません。',
      ],
    );
  });

  test('old wiring offers the upgrade at the old wrapper; without a new image it says what is missing', async (t) => {
    const editor = await Editor.start(t);
    const document = await editor.open(URI, OLD);
    const at = document.rangeOf('"/var/lib/twistlock/fargate/fargate_defender.sh"');
    const upgrade = titled(await document.actions(at, ['quickfix']), 'Upgrade Defender wiring');
    assert.match(upgrade.disabled?.reason ?? '', /the Defender image/);
  });
});

describe('accepting a finding', () => {
  const CREATING = merge(FULL, {
    workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ['create'] } },
  });
  const ACCEPT = 'Suppress wiring-outdated here in the profile';
  const at = (document: Document) => document.rangeOf('"/var/lib/twistlock/fargate/fargate_defender.sh"');
  const outdated = async (document: Document): Promise<number> =>
    (await document.codes()).filter((one) => one.startsWith('wiring-outdated')).length;

  test('writes a row into the profile as it stands in the editor, comments and all', async (t) => {
    const folder = folderWith(t, { '.ecs-defender.json': '{}', 'task.json': OLD });
    const editor = await Editor.start(t, { folders: [folder], capabilities: CREATING });
    const document = await editor.open(uriIn(folder, 'task.json'), OLD);
    const profile = await editor.open(uriIn(folder, '.ecs-defender.json'), PROFILE, 'jsonc');
    assert.equal(await outdated(document), 2);
    await apply(profile, titled(await document.actions(at(document)), ACCEPT));
    assert.equal(
      profile.text,
      PROFILE.replace(
        '  }\n}\n',
        `  },
  "suppress": [
    {
      "rule": "wiring-outdated",
      "family": "forms",
      "container": "server",
      "reason": ""
    }
  ]
}
`,
      ),
    );
    assert.equal(await outdated(document), 1);
  });

  test('of a policy document, writes the row for its file alone, beside rows that are there', async (t) => {
    const policy =
      '{"_id":"appEmbeddedRuntime","rules":[{"name":"a","collections":[{"name":"All"}],"dns":{"effect":"alert"},"disabled":true}]}';
    const folder = folderWith(t, { '.ecs-defender.json': '{}', 'policies/[a].json': policy });
    const editor = await Editor.start(t, { folders: [folder], capabilities: CREATING });
    const document = await editor.open(uriIn(folder, 'policies/[a].json'), policy);
    const profile = await editor.open(uriIn(folder, '.ecs-defender.json'), '{}\n', 'jsonc');
    const suppress = async (code: string, at: string): Promise<void> => {
      const actions = await document.actions(document.rangeOf(at));
      await apply(profile, titled(actions, `Suppress ${code} here in the profile`));
    };
    const before = await document.codes();
    assert.ok(before.some((one) => one.startsWith('runtime-disabled-rule')));
    assert.ok(before.some((one) => one.startsWith('runtime-dns-no-allow-list')));
    await suppress('runtime-disabled-rule', '"a"');
    await suppress('runtime-dns-no-allow-list', '"alert"');
    assert.equal(
      profile.text,
      `{
  "overrides": [
    {
      "files": "policies/\\\\[a\\\\].json",
      "suppress": [
        {
          "rule": "runtime-disabled-rule",
          "reason": ""
        },
        {
          "rule": "runtime-dns-no-allow-list",
          "reason": ""
        }
      ]
    }
  ]
}
`,
    );
    const after = await document.codes();
    assert.ok(!after.some((one) => one.startsWith('runtime-disabled-rule')));
    assert.ok(!after.some((one) => one.startsWith('runtime-dns-no-allow-list')));
  });

  test('makes a profile where there is none, if the editor can make files', async (t) => {
    const folder = folderWith(t, { 'task.json': OLD });
    const editor = await Editor.start(t, { folders: [folder], capabilities: CREATING });
    const document = await editor.open(uriIn(folder, 'task.json'), OLD);
    const { edit } = titled(await document.actions(at(document)), ACCEPT);
    const uri = uriIn(folder, '.ecs-defender.json');
    const [create, write] = (edit as WorkspaceEdit).documentChanges!;
    assert.deepEqual(create, { kind: 'create', uri, options: { ignoreIfExists: true } });
    assert.deepEqual('textDocument' in write && write.textDocument, { uri, version: null });
    const without = await Editor.start(t, { folders: [folder] });
    const other = await without.open(uriIn(folder, 'task.json'), OLD);
    assert.ok(!titles(await other.actions(at(other))).includes(ACCEPT));
  });

  test('a broken profile takes no row', async (t) => {
    const folder = folderWith(t, { '.ecs-defender.json': '{', 'task.json': OLD });
    const editor = await Editor.start(t, { folders: [folder], capabilities: CREATING });
    const document = await editor.open(uriIn(folder, 'task.json'), OLD);
    assert.ok(!titles(await document.actions(at(document))).includes(ACCEPT));
  });

  test('a comment does it where comments are legal, and one without use is reported', async (t) => {
    const editor = await Editor.start(t);
    const document = await editor.open(URI, OLD, 'jsonc');
    await apply(
      document,
      titled(await document.actions(at(document)), 'Suppress wiring-outdated for this line'),
    );
    assert.ok(
      document.text.includes(
        '      // ecs-defender-disable-next-line wiring-outdated -- \n      "entryPoint": ["/var/lib/twistlock/fargate/fargate_defender.sh"',
      ),
    );
    assert.equal(await outdated(document), 1);
    await document.replace('disable-next-line wiring-outdated', 'disable-next-line arm64');
    assert.ok((await document.codes()).includes('suppression-unused @ arm64'));
    const plain = await editor.open('file:///project/plain.json', OLD);
    assert.ok(!titles(await plain.actions(at(plain))).includes('Suppress wiring-outdated for this line'));
  });
});

describe('the hover', () => {
  const hover = async (document: Document, editor: Editor, part: string): Promise<string | undefined> => {
    const { start } = document.rangeOf(part);
    const answer = await editor.request<{ contents: { value: string } } | null>('textDocument/hover', {
      textDocument: { uri: document.uri },
      position: start,
    });
    return answer?.contents.value;
  };
  const task = (members: string): string =>
    `{"family":"f","containerDefinitions":[{"name":"a","image":"shop:1",${members}"cpu":1}]}`;

  test('shows what runs now, and what runs under the Defender', async (t) => {
    const editor = await Editor.start(t);
    const document = await editor.open(URI, task('"entryPoint":["/bin/sh","-c"],"command":["exec app"],'));
    const text =
      'Runs now: `/bin/sh -c "exec app"`\n\nUnder the Defender: `/var/lib/twistlock/fargate/defender fargate entrypoint /bin/sh -c "exec app"`';
    // Over the key, AWS's own words follow.
    const over = (await hover(document, editor, '"entryPoint"')) ?? '';
    assert.ok(over.startsWith(`${text}\n\n---\n\n\`entryPoint\`: \`string[]\`\n\n`), over);
    assert.equal(await hover(document, editor, '"exec app"'), text);
    assert.equal(await hover(document, editor, '{"family"'), undefined);
  });

  test('says what nobody knows, and knows what the lock knows', async (t) => {
    const editor = await Editor.start(t);
    const unknown = await editor.open(URI, task('"command":["--all"],'));
    assert.match(
      (await hover(unknown, editor, '"image"')) ?? '',
      /\n\nRuns now: `<ENTRYPOINT> --all`\n\nWhat the image runs by itself is not known here\./,
    );
    const digest = `sha256:${'0'.repeat(64)}`;
    const lock = JSON.stringify({
      version: 1,
      images: {
        'shop:1': { digest, platforms: { 'linux/amd64': { entryPoint: ['/shop'], command: ['--one'] } } },
      },
    });
    const folder = folderWith(t, { '.ecs-defender.images.json': lock });
    const known = await editor.open(uriIn(folder, 'task.json'), task('"command":["--all"],'));
    assert.match(
      (await hover(known, editor, '"image"')) ?? '',
      /\n\nRuns now: `\/shop --all`\n\nUnder the Defender: `.* entrypoint \/shop --all`/,
    );
  });

  test('never shows a secret', async (t) => {
    const editor = await Editor.start(t);
    const bundle = 'eyJzZWNyZXRzIjp7InNlcnZpY2UtcGFyYW1ldGVyIjoieCJ9fQ==';
    const document = await editor.open(URI, task(`"entryPoint":["/run","${bundle}"],`));
    const text = (await hover(document, editor, '"entryPoint"')) ?? '';
    assert.ok(text.includes('***') && !text.includes(bundle));
  });
});
