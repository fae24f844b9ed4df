import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import type { Finding } from '../../server/src/findings/finding';
import { readProfile } from '../../server/src/profile/read';
import { isMendedByProtect } from '../../server/src/service/fixes';
import { profileFindings, unusedRows } from '../../server/src/service/profile';
import { protect } from '../../server/src/service/protect';
import { allRules } from '../../server/src/service/rules';
import { applyEdits } from '../../server/src/syntax/edits';
import { printChanges } from '../../server/src/syntax/print';
import { loadTestGrammars } from '../support/grammars';
import { modelOf } from '../support/harness';
import { type Fixture, fixturesOf, pageNames, pageOf } from './pages';

before(loadTestGrammars);

/** Each rule's page is its test: its fenced blocks are read literally. */

const codes = allRules.map((rule) => rule.code);

test('every rule has a page, and every page a rule', () => {
  assert.deepEqual(pageNames().sort(), [...codes].sort());
  assert.equal(new Set(codes).size, codes.length);
});

test('the index lists every rule once, with its severity', () => {
  const rows = [
    ...readFileSync('docs/rules/README.md', 'utf8').matchAll(
      /^\| \[([a-z0-9-]+)\]\(([a-z0-9-]+)\.md\) \| (\w+) \|/gm,
    ),
  ];
  const listed = rows.map(([, code, , severity]) => `${code} ${severity}`);
  assert.deepEqual(
    listed,
    allRules.map((rule) => `${rule.code} ${rule.severity}`),
  );
  for (const [, code, page] of rows) assert.equal(code, page);
});

for (const code of codes) {
  describe(code, () => {
    const page = pageOf(code);
    const fixtures = fixturesOf(page);

    test('the page begins with its slug and has every section', () => {
      assert.ok(page.startsWith(`# ${code}\n`));
      for (const section of [
        'What',
        'Why it matters',
        'Before and after',
        'What to do',
        'Switching it off',
        'Evidence',
      ]) {
        assert.match(page, new RegExp(`^## ${section}$`, 'm'));
      }
    });

    test('its Japanese page says as much: the same sections, and the same names in them', () => {
      const japanese = readFileSync(`docs/rules/ja/${code}.md`, 'utf8');
      const headings = [...japanese.matchAll(/^#.*$/gm)].map(([heading]) => heading);
      assert.deepEqual(headings, ['## 概要', '## なぜ重要か', '## 対処', '## 無効にするには', '## 根拠']);
      const spans = spansOf(japanese);
      const examples = /^## Before and after$[\s\S]*?(?=^## )/m;
      assert.deepEqual(without(spansOf(page.replace(examples, '')), spans), [], 'what is missing');
      assert.deepEqual(without(spans, spansOf(page)), [], 'what there is too much');
    });

    test('it has a block that fires and one that is silent', () => {
      const kinds = fixtures.map((one) => one.kind);
      assert.ok(kinds.includes('fires') && kinds.includes('silent'));
    });

    for (const [place, fixture] of fixtures.entries()) {
      if (fixture.kind === 'fires')
        test(`block ${place + 1} fires`, () => assert.ok(found(code, fixture).length > 0, others(fixture)));
      if (fixture.kind === 'silent')
        test(`block ${place + 1} is silent`, () => assert.deepEqual(found(code, fixture), []));
      if (fixture.kind === 'fixed') {
        test(`block ${place + 1} is what the fix makes`, () =>
          assert.equal(fix(code, fixtures[place - 1]), fixture.text));
        test(`block ${place + 1} is silent`, () => assert.deepEqual(found(code, fixture), []));
      }
    }
  });
}

/** The day on which the pages are read. */
const TODAY = '2026-06-30';

function findings({ text, language, isProfile, settings, beside }: Fixture): readonly Finding[] {
  if (!isProfile) return modelOf(text, settings, language, beside).findings;
  const read = readProfile(text);
  const below = Object.values(beside).flatMap((one) => modelOf(one, read.profile).analyses);
  const found = profileFindings(text, '.ecs-defender.json', {}, TODAY);
  return below.length === 0 ? found : [...found, ...unusedRows({ read, below }, new Set(), {})];
}

function found(code: string, fixture: Fixture): readonly Finding[] {
  return findings(fixture).filter((one) => one.code === code);
}

function others(fixture: Fixture): string {
  return `fires instead: ${
    findings(fixture)
      .map((one) => one.code)
      .join(', ') || 'nothing'
  }`;
}

/** The text after the first finding's own fix, or after "Protect with Defender" in an editor. */
export function fix(code: string, { text, language, settings, beside }: Fixture): string {
  const model = modelOf(text, settings, language, beside);
  const finding = model.findings.find((one) => one.code === code)!;
  const [own] = finding.fixes ?? [];
  if (own) return applyEdits(text, printChanges(model.tree, own.changes()));
  assert.ok(isMendedByProtect(finding), 'there is a fix');
  return applyEdits(
    text,
    protect(model, { containers: new Set([finding.container!]), placeholders: true }).edits,
  );
}

/** The code spans of a page, and its examples of configuration. */
function spansOf(page: string): string[] {
  return page.match(/^```jsonc\n[\s\S]*?^```$|`[^`\n]+`/gm) ?? [];
}
function without(all: readonly string[], known: readonly string[]): string[] {
  return all.filter((one) => !known.includes(one));
}
