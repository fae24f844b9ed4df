import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { previewOf } from '../../server/src/service/preview';
import { loadTestGrammars } from '../support/grammars';
import { modelOf, VALUES } from '../support/harness';

before(loadTestGrammars);

/** The shape of an install bundle; it holds nothing. */
const SHAPED = Buffer.from(
  '{"secrets":{"service-parameter":"???>>>kQ7vXwPz2LmN8rTgYbHjUcEsAoDfGi1R4t6W9"},"globalProxyOpt":null}',
).toString('base64');
/** One that nobody knows by its beginning. */
const ODD = `Zm9v/${SHAPED.slice(20)}`;
const TOKEN = 'tw_k3j9x7q2m5v8b1n4c6z0l2p7r9t4w8y1';

const json = (variables: string, more = ''): string =>
  `{"family":"f","containerDefinitions":[{"name":"a","image":"a:1","entryPoint":["/a"],${more}"environment":[${variables}]}]}`;
const variable = (value: string): string => `{"name":"INSTALL_BUNDLE","value":"${value}"}`;
const escaped = (text: string, at: number): string =>
  `${text.slice(0, at)}\\u00${text.charCodeAt(at).toString(16)}${text.slice(at + 1)}`;
const template = (value: string): string =>
  `Resources:\n  T:\n    Type: AWS::ECS::TaskDefinition\n    Properties:\n      Family: f\n      ContainerDefinitions:\n        - Name: a\n          Image: a:1\n          EntryPoint: [/a]\n          Environment:\n            - Name: INSTALL_BUNDLE\n              Value: ${value}\n`;
const INDENT = '                ';
const halves = (text: string): [string, string] => [text.slice(0, 60), text.slice(60)];
const terraform = (value: string): string =>
  `resource "aws_ecs_task_definition" "t" {\n  family = "f"\n  container_definitions = jsonencode([\n    {\n      name = "a"\n      image = "a:1"\n      entryPoint = ["/a"]\n      environment = [{ name = "INSTALL_BUNDLE", value = ${value} }]\n    }\n  ])\n}\n`;

const SPELLINGS: [name: string, write: (bundle: string) => string][] = [
  ['as it is', (bundle) => json(variable(bundle))],
  ['with escaped slashes', (bundle) => json(variable(bundle.replaceAll('/', '\\/')))],
  ['with an escape in it', (bundle) => json(variable(escaped(bundle, 30)))],
  ['with an escaped name', (bundle) => json(variable(bundle).replace('BUNDLE', '\\u0042UNDLE'))],
  ['in a variable that stands twice', (bundle) => json(`${variable(bundle)},${variable('another-bundle')}`)],
  [
    'in a value that stands twice',
    (bundle) => json(`{"name":"INSTALL_BUNDLE","value":"${bundle}","value":"another"}`),
  ],
  ['in YAML, plain', (bundle) => template(bundle)],
  ['in YAML, plain on two lines', (bundle) => template(halves(bundle).join(`\n${INDENT}`))],
  ['in YAML, quoted and continued', (bundle) => template(`"${halves(bundle).join(`\\\n${INDENT}`)}"`)],
  ['in YAML, quoted and folded', (bundle) => template(`'${halves(bundle).join(`\n${INDENT}`)}'`)],
  ['in YAML, folded', (bundle) => template(`>-\n${INDENT}${halves(bundle).join(`\n${INDENT}`)}`)],
  ['in YAML, literal', (bundle) => template(`|\n${INDENT}${halves(bundle).join(`\n${INDENT}`)}`)],
  ['in YAML, joined', (bundle) => template(`!Join ['', ['${halves(bundle).join("', '")}']]`)],
  ['in Terraform', (bundle) => terraform(`"${bundle}"`)],
  ['in Terraform, escaped', (bundle) => terraform(`"${escaped(bundle, 30)}$\${x}"`)],
  ['in Terraform, in a call', (bundle) => terraform(`trimspace("${bundle}")`)],
  [
    'in Terraform, a heredoc',
    (bundle) => terraform(`<<-INSTALL_BUNDLE\n${halves(bundle).join('\n')}\nINSTALL_BUNDLE\n`),
  ],
  [
    'in JSON in Terraform',
    (bundle) =>
      `resource "aws_ecs_task_definition" "t" {\n  family = "f"\n  container_definitions = <<EOF\n[{"name":"a","image":"a:1","entryPoint":["/a"],"environment":[${variable(bundle.replaceAll('/', '\\/'))}]}]\nEOF\n}\n`,
  ],
];

/** No piece of a secret that is long enough to be looked for. */
function assertHidden(shown: string, secret: string): void {
  for (let at = 0; at + 12 <= secret.length; at++)
    assert.ok(!shown.includes(secret.slice(at, at + 12)), `${secret.slice(at, at + 12)} in:\n${shown}`);
}

const language = (text: string): string =>
  text.startsWith('{') ? 'json' : text.startsWith('Res') ? 'yaml' : 'terraform';

describe('no piece of a bundle is shown', () => {
  for (const [name, write] of SPELLINGS) {
    test(name, () => {
      for (const bundle of [SHAPED, ODD]) {
        const text = write(bundle);
        const { before: shown, after } = previewOf(
          modelOf(text, VALUES, language(text)),
          'protect',
          undefined,
        );
        assertHidden(shown, bundle);
        assertHidden(after, bundle);
        assert.match(shown, /INSTALL_BUNDLE|\\u0042UNDLE/);
        assert.match(shown, /\*\*\*/);
        assert.match(shown, /entryPoint|EntryPoint/);
      }
    });
  }

  test('elsewhere, by its shape, through escapes and over lines', () => {
    for (const value of [SHAPED, escaped(SHAPED, 0), escaped(SHAPED, 40), SHAPED.replaceAll('/', '\\/')]) {
      const { before: shown } = previewOf(modelOf(json('', `"user":"${value}",`)), 'protect', undefined);
      assertHidden(shown, SHAPED);
    }
  });

  test('a token, through escapes', () => {
    const image = `registry-auth.twistlock.com/${TOKEN}/twistlock/defender:1`;
    for (const value of [image, image.replaceAll('/', '\\/'), escaped(image, 40)]) {
      const { before: shown } = previewOf(modelOf(json('', `"user":"${value}",`)), 'protect', undefined);
      assertHidden(shown, TOKEN);
    }
    const plain = previewOf(modelOf(json('', `"user":"${image}",`)), 'protect', undefined).before;
    assert.match(plain, /"user":"registry-auth\.twistlock\.com\/\*\*\*\/twistlock\/defender:1"/);
  });

  test('what the profile gives, as each language spells it', () => {
    const given = `${ODD}"\\$\{x}`;
    const decisions = { defender: { ...VALUES.defender, installBundle: { environment: given } } };
    for (const text of [json('').replace(',"environment":[]', ''), template('x'), terraform('"x"')]) {
      const { after } = previewOf(modelOf(text, decisions, language(text)), 'protect', undefined);
      assertHidden(after, given);
    }
  });
});
