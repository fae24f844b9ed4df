import { before as beforeAll, describe } from 'node:test';
import { loadTestGrammars } from '../support/grammars';
import { append, remove, rename, set } from './editing';
import { rows } from './hcl';

beforeAll(loadTestGrammars);

describe('remove', () => {
  rows([
    [
      `  a = {
    b    = 1
    long = 2
    c    = 3
  }`,
      [remove(['n', 'a', 'long'])],
      `  a = {
    b = 1
    c = 3
  }`,
    ],
    [
      `  a = {
    b = 1
    long = [
      1
    ]
    cc = 3
  }`,
      [remove(['n', 'a', 'long'])],
      `  a = {
    b  = 1
    cc = 3
  }`,
    ],
    [
      `  a = {
    b    = 1, # x
    long = 2
  }`,
      [remove(['n', 'a', 'b'])],
      `  a = {
    # x
    long = 2
  }`,
    ],
    [`  a = { b = 1, c = 2 }`, [remove(['n', 'a', 'b'])], `  a = { c = 2 }`],
    [`  a = { b = 1, c = 2 }`, [remove(['n', 'a', 'c'])], `  a = { b = 1 }`],
    [`  a = { b = 1 }`, [remove(['n', 'a', 'b'])], `  a = {}`],
    [
      `  a = {
    b = 1
  }`,
      [remove(['n', 'a', 'b'])],
      `  a = {}`,
    ],
    [`  a = ["x", "y", "z"]`, [remove(['n', 'a', 1])], `  a = ["x", "z"]`],
    [
      `  a = [
    "x",
    "y"
  ]`,
      [remove(['n', 'a', 1])],
      `  a = [
    "x"
  ]`,
    ],
    [
      `  a = [
    "x",
    "y",
  ]`,
      [remove(['n', 'a', 0])],
      `  a = [
    "y",
  ]`,
    ],
    [
      `  a = [{
    b = 1
    }, {
    c = 2
  }]`,
      [remove(['n', 'a', 1])],
      `  a = [{
    b = 1
  }]`,
    ],
    [
      `  a = [{
    b = 1
    }, {
    c = 2
  }]`,
      [remove(['n', 'a', 0])],
      `  a = [{
    c = 2
  }]`,
    ],
    [
      `  a = [{
    b = 1
  }]`,
      [remove(['n', 'a', 0])],
      `  a = []`,
    ],
    [
      `  a = {
    b = 1
  }`,
      [remove(['n', 'a', 'b']), set(['n', 'a'], 'longer', 2)],
      `  a = {
    longer = 2
  }`,
    ],
    [`  a = [1, 2]`, [remove(['n', 'a', 0]), append(['n', 'a'], 3)], `  a = [2, 3]`],
  ]);
});

describe('rename', () => {
  rows([
    [
      `  a = {
    b  = 1
    cc = 2
  }`,
      [rename(['n', 'a', 'b'], 'longer')],
      `  a = {
    longer = 1
    cc     = 2
  }`,
    ],
    [
      `  a = {
    longer = 1
    cc     = 2
  }`,
      [rename(['n', 'a', 'longer'], 'b')],
      `  a = {
    b  = 1
    cc = 2
  }`,
    ],
    [`  a = { b = 1 }`, [rename(['n', 'a', 'b'], 'c d')], `  a = { "c d" = 1 }`],
  ]);
});
