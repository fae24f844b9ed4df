import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import fc from 'fast-check';
import { recognise } from '../../server/src/ecs/recognise';
import { Kind, type Tree } from '../../server/src/syntax/tree';
import { loadTestGrammars } from '../support/grammars';

before(loadTestGrammars);

/** What a text between quotes may be made of, escaped or folded in one syntax or another. */
const PIECES = [
  'a',
  'b',
  ' ',
  '\t',
  '$',
  '$$',
  '%',
  '{',
  '}',
  '\\n',
  '\\\\',
  '\\u0061',
  '\n        ',
  "'",
  'é',
];
const WRITERS: Readonly<Record<string, (text: string) => string>> = {
  JSON: (text) => `{"containerDefinitions": [{"name": "${text}", "${text}": "a"}]}`,
  'YAML, in a block': (text) => `containerDefinitions:\n  - name: "${text}"\n    image: "b${text}"\n`,
  'YAML, between brackets': (text) => `containerDefinitions: [{"name": "${text}", "${text}": "${text}"}]\n`,
  Terraform: (text) =>
    `resource "aws_ecs_task_definition" "a" {\n  container_definitions = jsonencode([{ name = "${text}", "${text}" = 1 }])\n}\n`,
};

describe('a string reads like a text exactly where its decoded text is that text', () => {
  for (const [syntax, write] of Object.entries(WRITERS))
    it(syntax, () => {
      let judged = 0;
      let folded = 0;
      const text = fc.array(fc.constantFrom(...PIECES), { maxLength: 4 }).map((pieces) => pieces.join(''));
      fc.assert(
        fc.property(text, text, (written, asked) => {
          const tree = recognise(write(written))?.tree;
          if (!tree) return;
          judged += strings(tree).length;
          if (tree.size > 1 && written.includes('\n')) folded++;
          for (const node of strings(tree)) {
            const said = tree.string(node);
            assert.equal(tree.reads(node, said), true, `${tree.source(node)} reads ${said}`);
            assert.equal(tree.reads(node, asked), said === asked, `${tree.source(node)} and ${asked}`);
          }
        }),
        { numRuns: 400 },
      );
      assert.ok(judged > 400);
      if (syntax.startsWith('YAML')) assert.ok(folded > 20, `${folded} with a line that is folded`);
    });
});

function strings(tree: Tree): number[] {
  return [...Array(tree.size).keys()].filter((node) => tree.kind(node) === Kind.String);
}
