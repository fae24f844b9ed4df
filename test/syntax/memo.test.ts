import assert from 'node:assert/strict';
import { test } from 'node:test';
import { once } from '../../server/src/syntax/memo';

test('what was found of an object is not looked for again, even where that is nothing', () => {
  const asked: string[] = [];
  const find = once(({ name }: { name: string }) => {
    asked.push(name);
    return name === 'b' ? undefined : name.length;
  });
  const [a, b] = [{ name: 'a' }, { name: 'b' }];
  assert.deepEqual([find(a), find(b), find(a), find(b)], [1, undefined, 1, undefined]);
  assert.deepEqual(asked, ['a', 'b']);
});

test('a copy is another object, and each question has its own answer', () => {
  const length = once(({ name }: { name: string }) => name.length);
  const upper = once(({ name }: { name: string }) => name.toUpperCase());
  const one = { name: 'web' };
  assert.deepEqual([length(one), upper(one)], [3, 'WEB']);
  assert.equal(length({ ...one, name: 'gateway' }), 7);
  assert.equal(length(Object.assign({}, one, { name: 'db' })), 2);
  assert.deepEqual(one, { name: 'web' });
});
