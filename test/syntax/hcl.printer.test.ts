import { before as beforeAll, describe } from 'node:test';
import { Expression } from '../../server/src/syntax/edits';
import { loadTestGrammars } from '../support/grammars';
import { replace, set } from './editing';
import { copyOf, rows } from './hcl';

beforeAll(loadTestGrammars);

describe('set', () => {
  rows([
    [
      `  a = {
    b = 1
    c = 2
  }`,
      [set(['n', 'a'], 'long', 1)],
      `  a = {
    b    = 1
    c    = 2
    long = 1
  }`,
    ],
    [
      `  a = {
    long = 1
  }`,
      [set(['n', 'a'], 'c', 1)],
      `  a = {
    long = 1
    c    = 1
  }`,
    ],
    [
      `  a = {
    long = 1,
    b    = 2,
  }`,
      [set(['n', 'a'], 'c', 1)],
      `  a = {
    long = 1,
    b    = 2,
    c    = 1,
  }`,
    ],
    [
      `  a = {
    long = 1,
    b    = 2
  }`,
      [set(['n', 'a'], 'c', 1)],
      `  a = {
    long = 1,
    b    = 2,
    c    = 1
  }`,
    ],
    [`  a = { b = 1 }`, [set(['n', 'a'], 'c', 1)], `  a = { b = 1, c = 1 }`],
    [`  a = { b = 1, }`, [set(['n', 'a'], 'c', [1, { d: 2 }])], `  a = { b = 1, c = [1, { d = 2 }], }`],
    [`  a = { b = 1, c = 2 }`, [set(['n', 'a'], 'b', 'x')], `  a = { b = "x", c = 2 }`],
    [
      `  a = {
    b = 1
  }`,
      [set(['n', 'a'], 'long', { c: 1, dd: '2' })],
      `  a = {
    b = 1
    long = {
      c  = 1
      dd = "2"
    }
  }`,
    ],
    [
      `  a = {
    b = ["z"]
  }`,
      [set(['n', 'a'], 'c', ['x', 'y'])],
      `  a = {
    b = ["z"]
    c = [
      "x",
      "y"
    ]
  }`,
    ],
    [
      `  a = {
    b = 1
  }`,
      [set(['n', 'a'], 'c d', '${x}')],
      `  a = {
    b     = 1
    "c d" = "$\${x}"
  }`,
    ],
    [
      `  a = {
    bbbb = 1
  }`,
      [set(['n', 'a'], 'c', new Expression('var.x'))],
      `  a = {
    bbbb = 1
    c    = var.x
  }`,
    ],
    [
      `  a = {
    "b" = 1
    "dd" = 2
  }`,
      [set(['n', 'a'], 'c', 3)],
      `  a = {
    "b" = 1
    "dd" = 2
    "c" = 3
  }`,
    ],
    [
      `  a = {
    "b" : 1,
    "dd" : 2
  }`,
      [set(['n', 'a'], 'c', 3)],
      `  a = {
    "b" : 1,
    "dd" : 2,
    "c" : 3
  }`,
    ],
    [
      `  a = {
    b = [
      1
    ]
    c = 1
  }`,
      [set(['n', 'a'], 'long', 3)],
      `  a = {
    b = [
      1
    ]
    c    = 1
    long = 3
  }`,
    ],
    [
      `  a = {
    b = 1
    c = [
      1
    ]
  }`,
      [set(['n', 'a'], 'long', 3)],
      `  a = {
    b = 1
    c = [
      1
    ]
    long = 3
  }`,
    ],
    [
      `  a = {
    b = 1
    # why
    c = 2
  }`,
      [set(['n', 'a'], 'long', 3)],
      `  a = {
    b = 1
    # why
    c    = 2
    long = 3
  }`,
    ],
    [
      `  a = {
    b = 1

    c = 2
  }`,
      [set(['n', 'a'], 'long', 3)],
      `  a = {
    b = 1

    c    = 2
    long = 3
  }`,
    ],
    [
      `  a = {
    b = 1 # why
    c = 2 # not
  }`,
      [set(['n', 'a'], 'long', 3)],
      `  a = {
    b    = 1 # why
    c    = 2 # not
    long = 3
  }`,
    ],
    [
      `  a = {
    b = 1
    # last
  }`,
      [set(['n', 'a'], 'long', 3)],
      `  a = {
    b = 1
    # last
    long = 3
  }`,
    ],
    [
      `  a = {}`,
      [set(['n', 'a'], 'c', 3)],
      `  a = {
    c = 3
  }`,
    ],
    [
      `  a = {
  }`,
      [set(['n', 'a'], 'c', 3), set(['n', 'a'], 'long', 4)],
      `  a = {
    c    = 3
    long = 4
  }`,
    ],
    [
      `  a = {
    # nothing
  }`,
      [set(['n', 'a'], 'c', 3)],
      `  a = {
    # nothing
    c = 3
  }`,
    ],
    [
      `  a = {
    b = 1
    ccc = 2
  }`,
      [set(['n', 'a'], 'long', 1)],
      `  a = {
    b = 1
    ccc = 2
    long = 1
  }`,
    ],
  ]);
});

describe('replace', () => {
  rows([
    [`  a = { b = null }`, [replace(['n', 'a', 'b'], 'x')], `  a = { b = "x" }`],
    [
      `  a = {
    b    = 1
    long = null
    c    = 2
  }`,
      [replace(['n', 'a', 'long'], ['x'])],
      `  a = {
    b = 1
    long = [
      "x"
    ]
    c = 2
  }`,
    ],
    [
      `  a = {
    long = 2
    b = [
      1
    ]
    c = 2
  }`,
      [replace(['n', 'a', 'b'], 1)],
      `  a = {
    long = 2
    b    = 1
    c    = 2
  }`,
    ],
    [
      `  a = {
    b = 1  # x
    c = 23 # y
  }`,
      [replace(['n', 'a', 'b'], 'longer')],
      `  a = {
    b = "longer" # x
    c = 23       # y
  }`,
    ],
    [`  a = [1, 2]`, [replace(['n', 'a', 1], new Expression('var.b'))], `  a = [1, var.b]`],
    [
      `  a = [1]
  b = "x-\${var.y}"`,
      [(tree) => replace(['n', 'a', 0], copyOf(tree, 'b'))(tree)],
      `  a = ["x-\${var.y}"]
  b = "x-\${var.y}"`,
    ],
    [
      `  a = null
  b = {
    c = 1
  }`,
      [(tree) => replace(['n', 'a'], copyOf(tree, 'b'))(tree)],
      `  a = {
    c = 1
  }
  b = {
    c = 1
  }`,
    ],
  ]);
});
