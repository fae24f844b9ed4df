import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { factsOf } from '../../server/src/policy/facts';
import { recognisePolicy } from '../../server/src/policy/recognise';
import { PolicySet } from '../../server/src/policy/set';
import { WorkspaceIndex } from '../../server/src/workspace';
import { type Placed, setsOf } from '../../server/src/workspace/sets';

/** A folder in memory that tells what was read. */
function folder(files: Map<string, string>) {
  const read: string[] = [];
  const index = new WorkspaceIndex(
    {
      list: async () => [...files.keys()].map((uri) => ({ uri, isKnown: !uri.endsWith('.txt') })),
      stamp: async (uri) => files.get(uri),
      read: async (uri) => {
        read.push(uri);
        return files.get(uri);
      },
    },
    async (uri, text) => (text.startsWith('ours') ? placed(uri) : undefined),
  );
  const update = (isCancelled = () => false): Promise<boolean> => index.update(isCancelled, async () => {});
  return { index, read, update, uris: () => index.documents.map(({ member }) => member.uri) };
}

const placed = (uri: string, more: Partial<Placed> = {}): Placed => ({
  member: { uri, lines: [0], tasks: [] },
  home: 'folder',
  place: uri,
  ...more,
});

describe('the index of a workspace folder', () => {
  test('reads each file once, and those that have changed again', async () => {
    const files = new Map([
      ['a', 'ours 1'],
      ['b', 'not'],
      ['c.txt', 'ours'],
    ]);
    const { read, update, uris } = folder(files);
    assert.equal(await update(), true);
    assert.deepEqual(uris(), ['a']);
    assert.equal(await update(), false);
    files.set('a', 'ours 2').set('b', 'not either');
    assert.equal(await update(), true);
    assert.deepEqual(read, ['a', 'b', 'a', 'b']);
  });

  test('forgets what is gone', async () => {
    const files = new Map([['a', 'ours']]);
    const { update, uris } = folder(files);
    await update();
    files.delete('a');
    assert.equal(await update(), true);
    assert.deepEqual(uris(), []);
  });

  test('reads everything again once its meaning is in doubt, and has the old until then', async () => {
    const { index, read, update, uris } = folder(new Map([['a', 'ours']]));
    await update();
    index.doubt();
    assert.deepEqual(uris(), ['a']);
    await update();
    assert.deepEqual(read, ['a', 'a']);
  });

  test('keeps what it knew where it is cancelled', async () => {
    const files = new Map([['a', 'ours']]);
    const { update, uris } = folder(files);
    await update();
    files.set('b', 'ours');
    assert.equal(await update(() => true), false);
    assert.deepEqual(uris(), ['a']);
  });

  test('passes over what is too large for anybody to have written', async () => {
    const { update, uris } = folder(new Map([['a', `ours${' '.repeat(2_000_000)}`]]));
    assert.equal(await update(), false);
    assert.deepEqual(uris(), []);
  });
});

describe('which documents belong together', () => {
  const rows = [
    { name: 'one', files: ['one/*'], tasks: ['tasks/**'] },
    { name: 'two', files: ['two/*'] },
  ];
  const policy = factsOf(recognisePolicy('[{"name":"a","appIDs":["a:*"]}]')!);
  const inSet = (uri: string, isPolicy: boolean): Placed =>
    placed(uri, { rows, member: { uri, lines: [0], tasks: [], policy: isPolicy ? policy : undefined } });
  const membersOf = (documents: Placed[], uri: string): string[] | undefined =>
    setsOf(documents)
      .get(uri)
      ?.members.map((one) => one.uri);

  test('all of a home, but not of another', () => {
    const documents = [placed('a'), placed('b'), placed('c', { home: 'elsewhere' })];
    assert.deepEqual(membersOf(documents, 'a'), ['a', 'b']);
    assert.deepEqual(membersOf(documents, 'c'), ['c']);
  });
  test('those that the profile names, with their tasks', () => {
    const documents = [
      inSet('one/a', true),
      inSet('two/a', true),
      inSet('tasks/a', false),
      inSet('other', false),
      inSet('three/a', true),
    ];
    assert.deepEqual(membersOf(documents, 'one/a'), ['one/a', 'tasks/a']);
    // A row without tasks is for all of them.
    assert.deepEqual(membersOf(documents, 'two/a'), ['two/a', 'tasks/a', 'other']);
    assert.deepEqual(membersOf(documents, 'tasks/a'), ['one/a', 'tasks/a']);
    assert.equal(membersOf(documents, 'three/a'), undefined);
  });
  test('an empty set knows nothing', () => assert.equal(new PolicySet([]).has('collections'), false));
});
