import { before as beforeAll, describe } from 'node:test';
import { Expression } from '../../server/src/syntax/edits';
import { loadTestGrammars } from '../support/grammars';
import { append, remove, rename, replace, set } from './editing';
import { copyOf, rows } from './hcl';

beforeAll(loadTestGrammars);

const V = { name: 'B', value: '2' };

describe('the body of a block', () => {
  rows([
    [
      `  a = 1`,
      [set(['n'], 'networkMode', 'x')],
      `  a            = 1
  network_mode = "x"`,
    ],
    [
      `  family = "x"
  a = jsonencode([
    1
  ])`,
      [set(['n'], 'pidMode', 'task')],
      `  family = "x"
  a = jsonencode([
    1
  ])
  pid_mode = "task"`,
    ],
    [
      `  family = "x"

  volume {
    name = "a"
  }`,
      [set(['n'], 'pidMode', 'task')],
      `  family   = "x"
  pid_mode = "task"

  volume {
    name = "a"
  }`,
    ],
    [
      `  volume {
    name = "a"
  }
  family = "x"
  volume {
    name = ["b", "c"]
  }`,
      [set(['n'], 'pidMode', 'task')],
      `  volume {
    name = "a"
  }
  family   = "x"
  pid_mode = "task"
  volume {
    name = ["b", "c"]
  }`,
    ],
    [
      `  family = "x"
  a = {
    b = [1, 2]
  }
  dynamic "volume" {
    for_each = [1, 2]
  }
  dynamic "volume" {
    for_each = [1, 2] # x
  }`,
      [set(['n'], 'pidMode', 'task')],
      `  family = "x"
  a = {
    b = [1, 2]
  }
  pid_mode = "task"
  dynamic "volume" {
    for_each = [1, 2]
  }
  dynamic "volume" {
    for_each = [1, 2] # x
  }`,
    ],
    [
      `  runtime_platform {
    a = 1
  }`,
      [set(['n', 'runtimePlatform'], 'cpuArchitecture', 'X')],
      `  runtime_platform {
    a                = 1
    cpu_architecture = "X"
  }`,
    ],
    [
      `  runtime_platform {
  }`,
      [set(['n', 'runtimePlatform'], 'cpuArchitecture', 'X')],
      `  runtime_platform {
    cpu_architecture = "X"
  }`,
    ],
    [
      `  runtime_platform {}`,
      [set(['n', 'runtimePlatform'], 'cpuArchitecture', 'X')],
      `  runtime_platform {
    cpu_architecture = "X"
  }`,
    ],
    [
      `  runtime_platform { a = 1 }`,
      [set(['n', 'runtimePlatform'], 'cpuArchitecture', 'X')],
      `  runtime_platform {
    a                = 1
    cpu_architecture = "X"
  }`,
    ],
    [
      `  runtime_platform { # none
  }`,
      [set(['n', 'runtimePlatform'], 'cpuArchitecture', 'X')],
      `  runtime_platform { # none
    cpu_architecture = "X"
  }`,
    ],
    [
      `  volume {
    name = "a"
  }
  b = 1
  volume {
    name = "c"
  }`,
      [remove(['n', 'volumes'])],
      `  b = 1`,
    ],
    [
      `  volume {
    name = "a"
  }
  b = 1
  volume {
    name = "c"
  }`,
      [remove(['n', 'volumes', 0])],
      `  b = 1
  volume {
    name = "c"
  }`,
    ],
    [
      `  a       = 1
  longest = 2
  bb      = 3`,
      [remove(['n', 'longest'])],
      `  a  = 1
  bb = 3`,
    ],
    [`  volume { name = "a" }`, [remove(['n', 'volumes', 0, 'name'])], `  volume {}`],
    [
      `  volume { /* x */ name = "a" /* y */ }`,
      [
        remove(['n', 'volumes', 0, 'name']),
        set(['n', 'volumes', 0], 'pidMode', 'task'),
        set(['n', 'volumes', 0], 'networkMode', 'x'),
      ],
      `  volume {
    /* x */ pid_mode = "task"
    network_mode     = "x" /* y */
  }`,
    ],
    [
      `  volume { name = "a" }`,
      [remove(['n', 'volumes', 0, 'name']), set(['n', 'volumes', 0], 'pidMode', 'task')],
      `  volume { pid_mode = "task" }`,
    ],
    [
      `  a = 1
  runtime_platform {
    b = 1
  }`,
      [remove(['n', 'runtimePlatform'])],
      `  a = 1`,
    ],
    [
      `  a  = 1
  bb = 2`,
      [rename(['n', 'a'], 'longerName')],
      `  longer_name = 1
  bb          = 2`,
    ],
    [
      `  a = 1`,
      [set(['n'], 'tags', { A: 'x' })],
      `  a = 1
  tags = {
    A = "x"
  }`,
    ],
    [
      `  a   = null
  bbb = 1`,
      [replace(['n', 'a'], [1, 2])],
      `  a = [
    1,
    2
  ]
  bbb = 1`,
    ],
    [
      `  a = <<EOF
[]
EOF
  b = 2`,
      [set(['n'], 'longer', 1)],
      `  a      = <<EOF
[]
EOF
  b      = 2
  longer = 1`,
    ],
    [
      `  a = 1 # b`,
      [set(['n'], 'longer', 1)],
      `  a      = 1 # b
  longer = 1`,
    ],
  ]);
});

describe('JSON in a heredoc', () => {
  rows([
    [
      `  a = <<EOF
[{
  "b": 1
}]
EOF`,
      [set(['n', 'a', 0], 'c', 'x')],
      `  a = <<EOF
[{
  "b": 1,
  "c": "x"
}]
EOF`,
    ],
    [
      `  a = <<-EOF
    [
      {
        "name": "A",
        "value": "1"
      }
    ]
  EOF`,
      [append(['n', 'a'], V)],
      `  a = <<-EOF
    [
      {
        "name": "A",
        "value": "1"
      },
      {
        "name": "B",
        "value": "2"
      }
    ]
  EOF`,
    ],
    [
      `  a = <<EOF
[{"name":"A"}]
EOF`,
      [append(['n', 'a'], V)],
      `  a = <<EOF
[{"name":"A"},{"name":"B","value":"2"}]
EOF`,
    ],
    [
      `  a = <<EOF
[]
EOF`,
      [append(['n', 'a'], V)],
      `  a = <<EOF
[
  {
    "name": "B",
    "value": "2"
  }
]
EOF`,
    ],
    [
      `  a = <<EOF
{}
EOF
  b = "web"
  c = var.name`,
      [
        (tree) => set(['n', 'a'], 'x', copyOf(tree, 'b'))(tree),
        (tree) => set(['n', 'a'], 'y', copyOf(tree, 'c'))(tree),
      ],
      `  a = <<EOF
{
  "x": "web",
  "y": "\${var.name}"
}
EOF
  b = "web"
  c = var.name`,
    ],
    [
      `  a = <<EOF
{}
EOF
  b = "a \\"b\\" $\${c} \${f("d\\n")}"
  c = 256`,
      [
        (tree) => set(['n', 'a'], 'x', copyOf(tree, 'b'))(tree),
        (tree) => set(['n', 'a'], 'y', copyOf(tree, 'c'))(tree),
      ],
      `  a = <<EOF
{
  "x": "a \\"b\\" $\${c} \${f("d\\n")}",
  "y": 256
}
EOF
  b = "a \\"b\\" $\${c} \${f("d\\n")}"
  c = 256`,
    ],
    [
      `  a = <<EOF
{
  "b": 1
}
EOF`,
      [set(['n', 'a'], 'x', new Expression('var.b')), set(['n', 'a'], 'y', '${HOME}')],
      `  a = <<EOF
{
  "b": 1,
  "x": "\${var.b}",
  "y": "$\${HOME}"
}
EOF`,
    ],
    [
      `  a = <<EOF
{"x": \${var.y}, "z": "\\/\\b\${var.y}"}
EOF
  b = 1
  c = 1`,
      [
        (tree) => replace(['n', 'b'], copyOf(tree, 'a', 'x'))(tree),
        (tree) => replace(['n', 'c'], copyOf(tree, 'a', 'z'))(tree),
      ],
      `  a = <<EOF
{"x": \${var.y}, "z": "\\/\\b\${var.y}"}
EOF
  b = var.y
  c = "/\\u0008\${var.y}"`,
    ],
    [
      `  a = <<EOF
[1, 2]
EOF
  b = 2`,
      [remove(['n', 'a', 0]), set(['n'], 'longer', 1)],
      `  a      = <<EOF
[2]
EOF
  b      = 2
  longer = 1`,
    ],
  ]);
});
