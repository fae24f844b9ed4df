import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { check } from '../../server/src/policy/customRules/check';
import { checkMessage } from '../../server/src/policy/customRules/message';
import { parse } from '../../server/src/policy/customRules/parser';
import type { Problem } from '../../server/src/policy/customRules/problem';
import type { RuleType } from '../../server/src/policy/customRules/vocabulary';
import { applyEdits } from '../../server/src/syntax/edits';

/** What is found in a script of a rule of a type, as `code @ the marked text`, with the severity where it is not the rule's
 * usual one; and the script after the first fix. */
const TABLE: readonly (readonly [
  type: RuleType,
  script: string,
  found: readonly string[],
  fixed?: string,
])[] = [
  // Names.
  ['processes', 'proc.nmae = "nc"', ['script-unknown-name @ proc.nmae'], 'proc.name = "nc"'],
  ['processes', 'cmdline contains "x"', ['script-unknown-name @ cmdline'], 'proc.cmdline contains "x"'],
  ['processes', 'proc.name = nc', ['script-unknown-name @ nc'], 'proc.name = "nc"'],
  ['processes', 'something', ['script-unknown-name @ something'], '"something"'],
  [
    'waas-request',
    'lowerCase(req.path) = "x"',
    ['script-unknown-name @ lowerCase'],
    'lowercase(req.path) = "x"',
  ],
  ['processes', 'file.path = "/x"', ['script-other-type @ file.path']],
  ['network-outgoing', 'proc.user = "x"', ['script-other-type (warning) @ proc.user']],
  ['waas-request', 'resp.status_code = 200', ['script-other-type @ resp.status_code']],
  ['waas-response', 'req.path = "/" and resp.status_code = 200', []],
  ['processes', 'jpath("a.b") = "x"', ['script-other-type @ jpath']],
  ['kubernetes-audit', 'jpath("a.b") = ""', []],

  // Types.
  ['processes', 'proc.name > "a"', ['script-mismatch @ >']],
  [
    'network-outgoing',
    'net.outgoing_port = "22"',
    ['script-mismatch (warning) @ "22"'],
    'net.outgoing_port = 22',
  ],
  ['network-outgoing', 'net.outgoing_port = "ssh"', ['script-mismatch @ net.outgoing_port = "ssh"']],
  [
    'network-outgoing',
    'net.outgoing_port in ("22", 23)',
    ['script-mismatch (warning) @ "22"'],
    'net.outgoing_port in (22, 23)',
  ],
  ['network-outgoing', 'net.outgoing_port contains "2"', ['script-mismatch @ contains']],
  ['network-outgoing', 'net.outgoing_ip >= "1.1.1.1" and net.outgoing_ip <= "1.1.1.9"', []],
  ['network-outgoing', 'net.outgoing_ip in ("10.0.0.1", "10.0.0.2")', []],
  ['network-outgoing', 'not net.private_subnet', []],
  ['network-outgoing', 'net.private_subnet = true', ['script-mismatch @ = true'], 'net.private_subnet'],
  ['processes', 'proc.interactive != true', ['script-mismatch @ != true'], 'not proc.interactive'],
  ['processes', 'proc.name = 1', ['script-mismatch @ proc.name = 1'], 'proc.name = "1"'],
  ['processes', 'proc.name in "nc"', ['script-mismatch @ "nc"'], 'proc.name in ("nc")'],
  ['processes', 'proc.name in (proc.pname, "nc")', ['script-mismatch @ proc.pname']],
  ['processes', 'proc.name in ("nc", 1)', ['script-mismatch @ 1'], 'proc.name in ("nc", "1")'],
  ['waas-request', '"x" in req.header_names', ['script-mismatch @ req.header_names']],
  ['waas-request', 'req.header_names = "x"', ['script-mismatch @ ='], 'req.header_names contains "x"'],
  ['waas-request', 'req.headers contains "x"', ['script-mismatch @ req.headers']],
  ['waas-request', 'req.path["x"] = "y"', ['script-mismatch @ "x"'], 'req.path = "y"'],
  ['waas-request', 'req.path = /x/', ['script-mismatch @ /x/'], 'req.path contains /x/'],
  ['waas-request', 'req.path startswith /x/', ['script-mismatch @ /x/'], 'req.path contains /x/'],
  ['waas-request', 'lowercase(req.header_names) contains "x"', []],
  [
    'waas-request',
    'lowercase(req.header_names) = "x"',
    ['script-mismatch @ ='],
    'lowercase(req.header_names) contains "x"',
  ],
  ['waas-request', 'lowercase(req.path, "x") = "y"', ['script-mismatch @ lowercase(req.path, "x")']],
  ['waas-response', 'lowercase(resp.status_code) = "y"', ['script-mismatch @ resp.status_code']],
  ['waas-request', 'jwtValid(req.headers["Authorization"])', []],
  [
    'kubernetes-audit',
    'jpath(verb) = "x"',
    ['script-unknown-name @ verb', 'script-mismatch @ verb'],
    'jpath("verb") = "x"',
  ],

  // Truth.
  ['processes', 'proc.name', ['script-not-boolean @ proc.name']],
  ['processes', 'proc.name = "a" or "b"', ['script-not-boolean @ "b"']],
  ['processes', 'not proc.name', ['script-not-boolean @ proc.name']],
  ['waas-request', '(req.header_names)', ['script-not-boolean @ (req.header_names)']],
  ['processes', '1', ['script-not-boolean @ 1']],

  // Values.
  ['filesystem', 'file.type = "binary"', ['script-value @ "binary"']],
  [
    'filesystem',
    'file.type in ("elf", "regulr")',
    ['script-value @ "regulr"'],
    'file.type in ("elf", "regular")',
  ],
  ['filesystem', 'file.md5 = "abc"', ['script-value (warning) @ "abc"']],
  ['filesystem', 'file.md5 = "" or file.md5 = "d41d8cd98f00b204e9800998ecf8427e"', []],
  ['network-outgoing', 'net.outgoing_port = 65536', ['script-value @ 65536']],
  ['network-outgoing', 'net.outgoing_ip = "10.0.0"', ['script-value @ "10.0.0"']],
  ['network-outgoing', 'net.outgoing_ip = "10.0.0.256"', ['script-value @ "10.0.0.256"']],
  ['network-outgoing', 'net.outgoing_ip = "fd00::1"', []],
  ['waas-request', 'req.ip in "10.0.0.0/33"', ['script-value @ "10.0.0.0/33"']],
  [
    'waas-request',
    'req.http_method in ("GET", "post")',
    ['script-value (warning) @ "post"'],
    'req.http_method in ("GET", "POST")',
  ],
  ['waas-response', 'resp.status_code = 600', ['script-value (warning) @ 600']],

  // Regular expressions, as RE2 has them.
  ['waas-request', 'req.path contains /(?i)^\\/a[^\\w\\/]{1,3}?(?:b|c)*$/', []],
  ['waas-request', 'req.path contains /a(?=b)/', ['script-regex @ (?=']],
  ['waas-request', 'req.path contains /(?<!a)b/', ['script-regex @ (?<!']],
  ['waas-request', 'req.path contains /(a)\\1/', ['script-regex @ \\1']],
  ['waas-request', 'req.path contains /\\101\\x41\\pL/', []],
  ['waas-request', 'req.path contains /a\\y/', ['script-regex @ \\y']],
  ['waas-request', 'req.path contains /(a/', ['script-regex @ (']],
  ['waas-request', 'req.path contains /a)/', ['script-regex @ )']],
  ['waas-request', 'req.path contains /[a/', ['script-regex @ [a']],
  ['waas-request', 'req.path contains /*a/', ['script-regex @ *']],
  ['waas-request', 'req.path contains /a|+b/', ['script-regex @ +']],
  ['waas-request', 'req.path contains /a**/', ['script-regex @ **']],
  ['waas-request', 'req.path contains /a{1001}/', ['script-regex @ {1001}']],
  ['waas-request', 'req.path contains /{{a}}[]a][[:alpha:]]/', []],
  ['processes', 'proc.name contains /x/', ['script-regex (warning) @ /x/']],

  // Logic.
  ['processes', 'proc.name = "a" and proc.name = "b"', ['script-constant @ proc.name = "b"']],
  [
    'processes',
    'proc.name = "a" and (proc.name in ("b", "c"))',
    ['script-constant @ proc.name in ("b", "c")'],
  ],
  ['processes', 'proc.name in ("a", "b") and proc.name != "a"', []],
  [
    'processes',
    'proc.name in ("a", "b") and not proc.name in ("b", "a")',
    ['script-constant @ proc.name in ("b", "a")'],
  ],
  ['processes', 'proc.name != "a" or proc.name != "b"', ['script-constant @ proc.name != "b"']],
  ['processes', 'proc.name != "a" and proc.name != "b"', []],
  ['waas-request', 'req.header_names contains "a" and req.header_names contains "b"', []],
  [
    'network-outgoing',
    'net.outgoing_port = 22 and net.outgoing_port = 23',
    ['script-constant @ net.outgoing_port = 23'],
  ],
  [
    'processes',
    'proc.name = "a" or proc.name = "b" and proc.interactive',
    ['script-mixed-operators @ proc.name = "b" and proc.interactive'],
    'proc.name = "a" or (proc.name = "b" and proc.interactive)',
  ],

  // What is missing says nothing more.
  ['processes', 'proc.name =', []],
  ['processes', '', []],
  ['processes', '${CONDITION}', []],
  ['processes', 'proc.name = ${NAME}', []],
];

function shown(text: string, problems: readonly Problem[]): string[] {
  return problems.map(({ code, severity, start, end }) => {
    const level = severity ? ` (${severity})` : '';
    return `${code}${level} @ ${text.slice(start, end)}`;
  });
}

describe('a script is judged', () => {
  for (const [type, script, found, fixed] of TABLE) {
    test(`${type}: ${script}`, () => {
      const problems = check(parse(script), type);
      assert.deepEqual(shown(script, problems), found);
      const [fix] = problems.flatMap(({ fixes = [] }) => fixes);
      assert.equal(fix && applyEdits(script, fix.edits), fixed);
    });
  }
});

describe('a message is judged', () => {
  for (const [type, text, found, fixed] of [
    ['processes', '%proc.name by %proc.user', []],
    ['processes', '%proc.nmae', ['message-macro @ %proc.nmae'], '%proc.name'],
    ['processes', 'it is 100%sure, 5% of it', []],
    ['processes', '%file.path', ['message-macro @ %file.path']],
    ['processes', '%regexMatches', ['message-macro @ %regexMatches']],
    [
      'waas-request',
      '%regexMatch in %req.path.',
      ['message-macro @ %regexMatch'],
      '%regexMatches in %req.path.',
    ],
    ['network-outgoing', '%net.outgoing_ip:%net.outgoing_port (%proc.pname)', []],
  ] as const) {
    test(`${type}: ${text}`, () => {
      const problems = checkMessage(text, type);
      assert.deepEqual(shown(text, problems), found);
      const [fix] = problems.flatMap(({ fixes = [] }) => fixes);
      assert.equal(fix && applyEdits(text, fix.edits), fixed);
    });
  }
});
