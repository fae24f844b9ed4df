import { before as beforeAll, describe } from 'node:test';
import { Expression } from '../../server/src/syntax/edits';
import { loadTestGrammars } from '../support/grammars';
import { append, before, remove, rename, replace, set } from './editing';
import { copyOf, rows } from './hcl';

beforeAll(loadTestGrammars);

const V = { name: 'B', value: '2' };

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

describe('append', () => {
  rows([
    [`  a = ["x", "y"]`, [append(['n', 'a'], 'z')], `  a = ["x", "y", "z"]`],
    [
      `  a = []`,
      [append(['n', 'a'], 'z')],
      `  a = [
    "z"
  ]`,
    ],
    [
      `  a = [
    "x",
    "y"
  ]`,
      [append(['n', 'a'], 'z', 'w')],
      `  a = [
    "x",
    "y",
    "z",
    "w"
  ]`,
    ],
    [
      `  a = [
    "x",
    "y",
  ]`,
      [append(['n', 'a'], 'z')],
      `  a = [
    "x",
    "y",
    "z",
  ]`,
    ],
    [
      `  a = [
    "x", # why
    "y"  # not
  ]`,
      [append(['n', 'a'], 'z')],
      `  a = [
    "x", # why
    "y", # not
    "z"
  ]`,
    ],
    [
      `  a = [
    "x"
    # last
  ]`,
      [append(['n', 'a'], 'z')],
      `  a = [
    "x",
    # last
    "z"
  ]`,
    ],
    [
      `  a = [
    { name = "A", value = "1" }
  ]`,
      [append(['n', 'a'], V)],
      `  a = [
    { name = "A", value = "1" },
    { name = "B", value = "2" }
  ]`,
    ],
    [
      `  a = [
    {
      name  = "A"
      value = "1"
    }
  ]`,
      [append(['n', 'a'], V)],
      `  a = [
    {
      name  = "A"
      value = "1"
    },
    {
      name  = "B"
      value = "2"
    }
  ]`,
    ],
    [
      `  a = [
    {
      name  = "A",
      value = "1",
    },
  ]`,
      [append(['n', 'a'], V)],
      `  a = [
    {
      name  = "A",
      value = "1",
    },
    {
      name  = "B",
      value = "2"
    },
  ]`,
    ],
    [
      `  a = jsonencode([{
    name  = "A"
    value = "1"
  }])`,
      [append(['n', 'a'], V)],
      `  a = jsonencode([{
    name  = "A"
    value = "1"
    }, {
    name  = "B"
    value = "2"
  }])`,
    ],
    [
      `  a = [{
    name  = "A"
    value = "1"
    }, {
    name  = "C"
    value = "1"
  }]`,
      [append(['n', 'a'], V, V)],
      `  a = [{
    name  = "A"
    value = "1"
    }, {
    name  = "C"
    value = "1"
    }, {
    name  = "B"
    value = "2"
    }, {
    name  = "B"
    value = "2"
  }]`,
    ],
    [
      `  a = []
  b = [{ c = 1 }]`,
      [append(['n', 'a'], V)],
      `  a = [
    { name = "B", value = "2" }
  ]
  b = [{ c = 1 }]`,
    ],
    [
      `  a = [
  ]`,
      [append(['n', 'a'], V)],
      `  a = [
    {
      name  = "B"
      value = "2"
    }
  ]`,
    ],
    [
      `  a = [
    # none
  ]`,
      [append(['n', 'a'], V)],
      `  a = [
    # none
    {
      name  = "B"
      value = "2"
    }
  ]`,
    ],
    [
      `  aa = 1
  a  = []
  b = [
    "x"
  ]`,
      [append(['n', 'a'], 'z')],
      `  aa = 1
  a = [
    "z"
  ]
  b = [
    "x"
  ]`,
    ],
  ]);
});

describe('before', () => {
  rows([
    [`  a = ["x", "y"]`, [before(['n', 'a', 0], 'z')], `  a = ["z", "x", "y"]`],
    [
      `  a = [
    "x",
    # of y
    "y"
  ]`,
      [before(['n', 'a', 1], 'z')],
      `  a = [
    "x",
    # of y
    "z",
    "y"
  ]`,
    ],
    [
      `  a = [
    {
      name = "A"
    }
  ]`,
      [before(['n', 'a', 0], V)],
      `  a = [
    {
      name  = "B"
      value = "2"
    },
    {
      name = "A"
    }
  ]`,
    ],
    [
      `  a = [{
    name = "A"
  }]`,
      [before(['n', 'a', 0], V)],
      `  a = [{
    name  = "B"
    value = "2"
    }, {
    name = "A"
  }]`,
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
