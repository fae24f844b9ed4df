import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepingLongWalks } from '../../server/src/lsp/walks';

/** A clock that only a walk moves, and a walk that says the how manieth it is. */
function walking(took: number) {
  const clock = { now: 0, walks: 0 };
  const walk = (folder: string): string => {
    clock.now += took;
    clock.walks++;
    return `${folder} ${clock.walks}`;
  };
  return { clock, list: keepingLongWalks(walk, () => clock.now) };
}

test('a short walk is made each time', () => {
  const { list } = walking(5);
  assert.deepEqual([list('a'), list('a')], ['a 1', 'a 2']);
});

test('what a long walk has found counts for twenty times as long as it took, for its folder', () => {
  const { clock, list } = walking(500);
  assert.equal(list('a'), 'a 1');
  assert.equal(list('b'), 'b 2');
  clock.now = 9_999;
  assert.equal(list('a'), 'a 1');
  clock.now = 10_000;
  assert.equal(list('b'), 'b 2');
  assert.equal(list('a'), 'a 3');
});
