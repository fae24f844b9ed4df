import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Folders } from '../../server/src/lsp/folders';

const [OUTER, INNER, OTHER] = ['file:///work/shop', 'file:///work/shop/deploy/', 'file:///work/shop2'];
const folder = (uri: string) => ({ uri, name: 'a name that counts for nothing' });

test('a document belongs to the innermost folder that holds it, in whatever order they come', () => {
  for (const list of [
    [OUTER, INNER, OTHER],
    [OTHER, INNER, OUTER],
  ]) {
    const folders = new Folders(list);
    assert.equal(folders.of(`${OUTER}/a.json`), OUTER);
    assert.equal(folders.of(`${OUTER}/deploy/a.json`), INNER);
    assert.equal(folders.of(`${OUTER}/deploy2/a.json`), OUTER);
    assert.equal(folders.of(`${OTHER}/a.json`), OTHER);
    assert.equal(folders.of('file:///work/a.json'), undefined);
    assert.equal(folders.of('untitled:Untitled-1'), undefined);
    assert.deepEqual(list.length, folders.uris.length);
  }
});

test('folders come and go', () => {
  const folders = new Folders([OUTER]);
  assert.equal(folders.of('untitled:Untitled-1'), OUTER);
  folders.change({ added: [folder(INNER), folder(OTHER)], removed: [] });
  assert.deepEqual(folders.uris, [OUTER, INNER, OTHER]);
  folders.change({ added: [], removed: [folder(INNER), folder('file:///nobody')] });
  assert.deepEqual(folders.uris, [OUTER, OTHER]);
  assert.equal(folders.of(`${INNER}a.json`), OUTER);
  folders.change({ added: [folder(OUTER)], removed: [folder(OUTER), folder(OTHER)] });
  assert.deepEqual(folders.uris, [OUTER]);
});

test('a document is called by its place, and by its folder where there are several', () => {
  const folders = new Folders([OUTER]);
  assert.equal(folders.nameOf(`${OUTER}/deploy/a.json`), 'deploy/a.json');
  folders.change({ added: [folder(INNER)], removed: [] });
  assert.equal(folders.nameOf(`${OUTER}/a.json`), 'shop/a.json');
  assert.equal(folders.nameOf(`${OUTER}/deploy/a.json`), 'deploy/a.json');
  assert.equal(folders.nameOf('file:///work/a.json'), 'file:///work/a.json');
});
