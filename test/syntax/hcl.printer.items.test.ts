import { before as beforeAll, describe } from 'node:test';
import { loadTestGrammars } from '../support/grammars';
import { append, before } from './editing';
import { rows } from './hcl';

beforeAll(loadTestGrammars);

const V = { name: 'B', value: '2' };

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
