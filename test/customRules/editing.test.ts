import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { markdownOf } from '../../server/src/lsp/markdown';
import type { RuleType } from '../../server/src/policy/customRules/vocabulary';
import { hoverAt } from '../../server/src/service/hover/hover';
import type { Model } from '../../server/src/service/model';
import {
  formatFile,
  layoutAt,
  proposalsInScript,
  semanticsIn,
  signatureInScript,
} from '../../server/src/service/scripts';
import { applyEdits } from '../../server/src/syntax/edits';
import { modelOf } from '../support/harness';

/** A script with `|` where the cursor stands, in a file of its own and in JSON. */
interface Opened {
  readonly model: Model;
  readonly at: number;
}

function inFile(marked: string, type?: RuleType): Opened {
  const head = type ? `// type: ${type}\n` : '';
  const text = head + marked;
  const at = text.indexOf('|');
  return { model: modelOf(text.replace('|', ''), {}, 'pcrule'), at };
}

function inJson(marked: string, type: RuleType): Opened {
  const text = JSON.stringify({ type, script: marked });
  const at = text.indexOf('|');
  return { model: modelOf(text.replace('|', '')), at };
}

describe('completion', () => {
  /** The labels that are proposed, and the script after the first of them whose label is `take`. */
  const TABLE: readonly (readonly [
    type: RuleType,
    marked: string,
    labels: readonly string[],
    after?: readonly [string, string],
  ])[] = [
    [
      'processes',
      '|',
      [
        'proc.name',
        'proc.pname',
        'proc.path',
        'proc.user',
        'proc.interactive',
        'proc.cmdline',
        'proc.service',
        'not',
      ],
      ['proc.name', 'proc.name'],
    ],
    [
      'network-outgoing',
      'not proc|',
      ['proc.name', 'net.outgoing_ip', 'net.outgoing_port', 'net.private_subnet', 'not'],
      ['net.private_subnet', 'not net.private_subnet'],
    ],
    ['kubernetes-audit', '(|', ['jpath', 'not'], ['jpath', '(jpath("")']],
    ['kubernetes-audit', 'jpath(|)', ['"…"'], ['"…"', 'jpath("")']],
    [
      'processes',
      'proc.name |',
      ['=', '!=', 'in', 'contains', 'startswith'],
      ['contains', 'proc.name contains'],
    ],
    [
      'processes',
      'proc.name st| "x"',
      ['=', '!=', 'in', 'contains', 'startswith'],
      ['startswith', 'proc.name startswith "x"'],
    ],
    ['network-outgoing', 'net.outgoing_port |', ['=', '!=', '>', '<', '>=', '<=', 'in']],
    ['waas-request', 'req.header_names |', ['contains']],
    ['waas-request', 'lowercase(req.header_names) |', ['contains']],
    ['waas-request', 'req.headers["A"] |', ['=', '!=', 'in', 'contains', 'startswith']],
    ['processes', 'proc.interactive |', ['and', 'or']],
    ['processes', 'proc.name = "nc" |', ['and', 'or'], ['or', 'proc.name = "nc" or']],
    ['processes', '(proc.name = "nc" or proc.interactive) |', ['and', 'or']],
    ['processes', 'proc.name in ("a", "b") |', ['and', 'or']],
    [
      'filesystem',
      'file.type = |',
      [
        '"elf"',
        '"secret"',
        '"regular"',
        '"folder"',
        'proc.name',
        'proc.pname',
        'proc.path',
        'proc.user',
        'proc.cmdline',
        'proc.service',
        'file.path',
        'file.dir',
        'file.md5',
      ],
      ['"elf"', 'file.type = "elf"'],
    ],
    [
      'filesystem',
      'file.type = "|"',
      ['elf', 'secret', 'regular', 'folder'],
      ['secret', 'file.type = "secret"'],
    ],
    [
      'filesystem',
      'file.type in ("elf", |)',
      ['"elf"', '"secret"', '"regular"', '"folder"'],
      ['"secret"', 'file.type in ("elf", "secret")'],
    ],
    ['processes', 'proc.name = "|"', []],
    ['processes', 'proc.name in |', ['("…")'], ['("…")', 'proc.name in ("")']],
    ['network-outgoing', 'net.outgoing_port in |', ['(…)'], ['(…)', 'net.outgoing_port in ()']],
    ['waas-request', 'req.ip in |', ['("…")', '"…/…"']],
    [
      'waas-request',
      'req.body_param_names contains |',
      ['"…"', '/…/'],
      ['/…/', 'req.body_param_names contains //'],
    ],
    ['waas-request', 'req.path contains /a|b/', []],
    ['processes', 'proc.name = "x" // a|', []],
  ];
  for (const [type, marked, labels, after] of TABLE) {
    for (const [where, open] of [
      ['a file', inFile],
      ['JSON', inJson],
    ] as const)
      test(`${type}: ${marked} in ${where}`, () => {
        const { model, at } = open(marked, type);
        const proposals = proposalsInScript(model, at);
        assert.deepEqual(
          proposals.map(({ label }) => label),
          labels,
        );
        if (!after) return;
        const { start, end, pieces } = proposals.find(({ label }) => label === after[0])!;
        const text = applyEdits(model.tree.text, [{ start, end, text: pieces.join('') }]);
        const script = open === inFile ? text.slice(text.indexOf('\n') + 1) : JSON.parse(text).script;
        assert.equal(script, after[1]);
      });
  }

  test('a map is written with the name that selects from it', () => {
    const { model, at } = inJson('|', 'waas-request');
    const { pieces } = proposalsInScript(model, at).find(({ label }) => label === 'req.headers')!;
    assert.deepEqual(pieces, ['req.headers[\\"', '\\"]']);
  });

  test('the comment at the head of a file takes a type', () => {
    const types = [
      'processes',
      'filesystem',
      'network-outgoing',
      'kubernetes-audit',
      'waas-request',
      'waas-response',
    ];
    for (const marked of ['// type: |', '// type: pro|']) {
      const { model, at } = inFile(marked);
      assert.deepEqual(
        proposalsInScript(model, at).map(({ label }) => label),
        types,
      );
    }
  });

  test('a message takes macros', () => {
    const text = JSON.stringify({
      type: 'network-outgoing',
      script: 'net.private_subnet',
      message: '%net.out| "x"',
    });
    const at = text.indexOf('|');
    const model = modelOf(text.replace('|', ''));
    const proposals = proposalsInScript(model, at);
    assert.deepEqual(
      proposals.map(({ label }) => label),
      ['%proc.name', '%net.outgoing_ip', '%net.outgoing_port', '%net.private_subnet'],
    );
    const { start, end, pieces } = proposals[1];
    const after = applyEdits(model.tree.text, [{ start, end, text: pieces[0] }]);
    assert.equal(JSON.parse(after).message, '%net.outgoing_ip "x"');
  });
});

describe('hover', () => {
  const TABLE: readonly (readonly [type: RuleType, marked: string, on: string, said: string])[] = [
    [
      'processes',
      'not proc.in|teractive',
      'proc.interactive',
      '`proc.interactive`: something true or false\n' +
        'Whether the process was started in an interactive session. It stands alone, without a comparison.\n' +
        'App-Embedded Defenders do not know it.\n' +
        'Rule types: processes, filesystem.',
    ],
    ['filesystem', 'file.type = "e|lf"', '"elf"', 'One of: `"elf"`, `"secret"`, `"regular"`, `"folder"`.'],
    [
      'waas-request',
      'lower|case(req.path) = "x"',
      'lowercase',
      '`lowercase(text)`\nThe text in lower case.\nRule types: waas-request, waas-response.',
    ],
    ['processes', 'proc.name start|swith "x"', 'startswith', 'Begins with a text.'],
    ['processes', 'proc.name => "x|"', '', ''],
    [
      'processes',
      'no|t proc.interactive',
      'not',
      'The condition that follows does not hold: the whole comparison, up to `and` or `or`.',
    ],
  ];
  for (const [type, marked, on, said] of TABLE) {
    for (const [where, open] of [
      ['a file', inFile],
      ['JSON', inJson],
    ] as const)
      test(`${marked} in ${where}`, () => {
        const { model, at } = open(marked, type);
        const hover = hoverAt(model, at);
        const shown = hover && model.tree.text.slice(hover.start, hover.end);
        assert.equal(shown === undefined ? '' : open === inJson ? JSON.parse(`"${shown}"`) : shown, on);
        assert.equal((hover?.paragraphs ?? []).map((one) => markdownOf([one], 'en')).join('\n'), said);
      });
  }

  test('a macro says what stands for it', () => {
    const text =
      '{ "type": "waas-request", "script": "jwtValid(req.body)", "message": "\\"%regexMatches\\" by %req.ip" }';
    const hover = hoverAt(modelOf(text), text.indexOf('regexM'))!;
    assert.equal(text.slice(hover.start, hover.end), '%regexMatches');
    assert.deepEqual(
      hover.paragraphs.map((one) => markdownOf([one], 'ja')),
      ['監査では、ルールの正規表現に一致した文字列がここに入ります。'],
    );
  });
});

describe('signature help', () => {
  for (const [marked, label, active] of [
    ['jwtPayloadValue(|', 'jwtPayloadValue(token, name)', 0],
    ['jwtPayloadValue(req.headers["a,b"], |', 'jwtPayloadValue(token, name)', 1],
    ['jwtPayloadValue(lowercase(|req.body), "x")', 'lowercase(text)', 0],
    ['jwtPayloadValue(lowercase(req.body), "|x") = "y"', 'jwtPayloadValue(token, name)', 1],
  ] as const)
    test(marked, () => {
      const { model, at } = inJson(marked, 'waas-request');
      const signature = signatureInScript(model, at);
      assert.deepEqual([signature?.label, signature?.active], [label, active]);
    });
  for (const marked of ['proc.name in (|', '(|', 'jwtValid(x)|', 'jwtValid|'])
    test(`${marked} has none`, () => {
      const { model, at } = inJson(marked, 'waas-request');
      assert.equal(signatureInScript(model, at), undefined);
    });
});

test('colours stand on the pieces, in a file and through escapes', () => {
  const coloured = (model: Model): string[] =>
    semanticsIn(model).map(({ kind, start, end }) => `${kind} ${model.tree.text.slice(start, end)}`);
  const script = 'not lowercase(req.headers["A"]) contains /a\\/b/ or resp.status_code >= 400 and x = 1';
  const pieces = (quote: string, regex: string): string[] => [
    'keyword not',
    'function lowercase',
    'property req.headers',
    `string ${quote}A${quote}`,
    'keyword contains',
    `regexp ${regex}`,
    'keyword or',
    'property resp.status_code',
    'operator >=',
    'number 400',
    'keyword and',
    'operator =',
    'number 1',
  ];
  assert.deepEqual(coloured(modelOf(`// why\n${script}`, {}, 'pcrule')), [
    'comment // why',
    ...pieces('"', '/a\\/b/'),
  ]);
  assert.deepEqual(
    coloured(modelOf(JSON.stringify({ type: 'waas-response', message: '%req.ip: 5%', script }))),
    ['macro %req.ip', ...pieces('\\"', '/a\\\\/b/')],
  );
});

describe('layout', () => {
  for (const [before, after] of [
    ['  proc.name="nc"', 'proc.name = "nc"\n'],
    [
      'proc.name in("a","b" ,"c")and(  proc.interactive )',
      'proc.name in ("a", "b", "c") and (proc.interactive)\n',
    ],
    ['lowercase ( req.headers [ "A" ] )contains/x/', 'lowercase(req.headers["A"]) contains /x/\n'],
    [
      '// why\n\n\n\na = 1 //  b\n  or (\nb = 2 and (\nc = 3\n) )\n\n',
      '// why\n\na = 1 //  b\nor (\n  b = 2 and (\n    c = 3\n  ))\n',
    ],
    ['a = 1\r\nor b = 2\r\n', 'a = 1\r\nor b = 2\r\n'],
    ['a = "x', 'a = "x'],
    ['\ufeff  a = 1\n', '\ufeffa = 1\n'],
    ['a = 1 @@ b', 'a = 1 @@ b\n'],
    ['', ''],
  ] as const)
    test(JSON.stringify(before), () => {
      const model = modelOf(before, {}, 'pcrule');
      assert.equal(applyEdits(before, formatFile(model, '  ')), after);
    });

  test('in JSON only where it is asked for, on the lines that it has, written back as JSON', () => {
    const text =
      '{ "type": "waas-request", "script": "( req.path=\\"\\u002fa\\"\\n or req.path = \\"b\\")" }';
    const model = modelOf(text);
    assert.deepEqual(formatFile(model, '  '), []);
    assert.equal(
      applyEdits(text, layoutAt(model, text.indexOf('req.path'))),
      '{ "type": "waas-request", "script": "(req.path = \\"\\u002fa\\"\\n  or req.path = \\"b\\")" }',
    );
  });
});
