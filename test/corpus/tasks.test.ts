import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { type ParseError, parse } from 'jsonc-parser';
import { decode } from '../../server/src/disk/encoding';
import { fargateVerdict } from '../../server/src/ecs/fargate';
import { words } from '../../server/src/l10n/catalogue';
import { Models } from '../../server/src/service/model';
import { protect } from '../../server/src/service/protect';
import { applyEdits } from '../../server/src/syntax/edits';
import { loadTestGrammars } from '../support/grammars';
import {
  configOf,
  documentOf,
  findingsOf,
  fixText,
  unprotectText,
  upgradeText,
  VALUES,
} from '../support/harness';

/** Real files of many owners, beside the repository; they are read here and never copied. */
const FOLDER = '../shared/corpus';
const skip = existsSync(FOLDER) ? false : 'the corpus is not beside this checkout';
const KINDS = ['taskdef-json', 'describe-output', 'container-defs-array', 'template'];

const DECISIONS = { ...VALUES, family: 'app' };
const OPTIONS = { placeholders: false, processes: new Map([['*', { entryPoint: ['/app'] }]]) };
const COVERAGE = /^(task-unprotected|container-unwrapped|sidecar-missing|wiring-partial) /;

/** Files of these kinds that hold no task definition in JSON, and why. */
const NOT_RECOGNISED: Record<string, string> = {
  'aws-samples__aws-microservices-deploy-options__apps__ecs__ecs-cli__greeting__greeting-task-def.yaml':
    'ecs-cli parameters in YAML',
  'aws__aws-app-mesh-examples__examples__apps__colorapp__ecs__envoy-container.json':
    'one container, to be put into a list elsewhere',
  'aws__aws-app-mesh-examples__examples__apps__colorapp__ecs__xray-container.json':
    'one container, to be put into a list elsewhere',
  'aws__aws-app-mesh-examples__walkthroughs__fargate__xray-container.json':
    'one container, to be put into a list elsewhere',
  'aws__copilot-cli__internal__pkg__template__templates__task__cf.yml':
    'its template code runs over lines, so that nothing of it is YAML',
};

/** Files that can run on Fargate and are refused all the same, with the message that says why. */
const REFUSED: Record<string, string> = {
  'aws__copilot-cli__internal__pkg__template__templates__workloads__jobs__scheduled-job__cf.yml':
    'refused.computed',
  'aws__copilot-cli__internal__pkg__template__templates__workloads__services__backend__cf.yml':
    'refused.computed',
  'aws__copilot-cli__internal__pkg__template__templates__workloads__services__lb-web__cf.yml':
    'refused.computed',
  'aws__copilot-cli__internal__pkg__template__templates__workloads__services__worker__cf.yml':
    'refused.computed',
  'convox__rack__provider__aws__formation__service.json.tmpl': 'refused.hiddenMembers',
  'convox__rack__provider__aws__formation__timer.json.tmpl': 'refused.computed',
  'stelligent__mu__templates__assets__cloudformation__service-ecs.yml': 'refused.hiddenMembers',
  'HappyPathway__terraform-ecs-github-runner__container_definitions.json.tpl': 'refused.computed',
  'TerraformDesignPattern__ecs-service__task-definition.json.tpl': 'refused.computed',
  'kklein90__aws__ecs-tools__ECSTemplate__SKEL__github__workflow__files__task-definition.json.tpl':
    'refused.computed',
  'hatsu38__fargate-test__deploy__task-definition.json': 'refused.imageless',
  'joozero__fargate-task-definition-validator__examples__windows_task.json': 'refused.windows',
};

function rows(): { kind: string; file: string }[] {
  const [, ...lines] = readFileSync(`${FOLDER}/INDEX.tsv`, 'utf8').trim().split('\n');
  return lines.map((line) => line.split('\t')).map((cells) => ({ kind: cells[3], file: cells[6] }));
}

describe('the corpus', { skip }, () => {
  before(loadTestGrammars);
  const counts = {
    files: 0,
    recognised: 0,
    capable: 0,
    protected: 0,
    'left alone': 0,
    'taken back exactly': 0,
    'taken back, less nulls and empties': 0,
  };
  after(() =>
    console.log(
      Object.entries(counts)
        .map(([name, count]) => `${name} ${count}`)
        .join(', '),
    ),
  );

  for (const { kind, file } of skip ? [] : rows().filter((row) => KINDS.includes(row.kind))) {
    test(`${kind}: ${file}`, () => {
      counts.files++;
      const decoded = decode(readFileSync(`${FOLDER}/files/${file}`));
      assert.ok(decoded, 'text in an encoding that can be written back');
      const before = decoded.text;
      const model = new Models().of(documentOf(before), configOf(DECISIONS));
      if (!model || model.analyses.length === 0) {
        assert.ok(file in NOT_RECOGNISED, 'recognised, or listed with the reason');
        return;
      }
      counts.recognised++;
      assert.deepEqual(model.tree.faults, []);
      const { refusals, edits } = protect(model, OPTIONS);
      const capable = fargateVerdict(model.analyses[0].task).capable;
      if (capable) counts.capable++;
      if (refusals.length > 0) {
        assert.deepEqual(
          refusals.map((one) => one.message.key),
          [REFUSED[file]],
          words(refusals[0].message, 'en'),
        );
        return;
      }
      assert.ok(!(file in REFUSED));
      const text = applyEdits(before, edits);
      counts[text === before ? 'left alone' : 'protected']++;
      if (!capable) assert.equal(text, before);
      assertConverted(before, text);
      const taken = unprotectText(text, DECISIONS, OPTIONS).text;
      counts[taken === before ? 'taken back exactly' : 'taken back, less nulls and empties']++;
      if (taken !== before) assert.equal(essence(taken), essence(before));
    });
  }
});

function assertConverted(before: string, text: string): void {
  const again = new Models().of(documentOf(text), configOf(DECISIONS))!;
  assert.deepEqual(protect(again, OPTIONS).edits, [], 'a second run changes nothing');
  assert.deepEqual(
    findingsOf(text, DECISIONS).filter((one) => COVERAGE.test(one)),
    [],
  );
  assert.deepEqual(again.tree.faults, []);
  assert.equal(fixText(text, DECISIONS).text, text, 'nothing is left to fix');
  assert.equal(upgradeText(text, DECISIONS).text, text, 'the wiring is today’s');
  const deserved = new Set([...codesOf(before), ...OF_THE_TASK]);
  assert.deepEqual(
    codesOf(text).filter((code) => !deserved.has(code)),
    [],
    'nothing is found that the input did not deserve',
  );
  assert.equal(faults(text), faults(before), 'an independent parser finds as much wrong as before');
}

/** What only shows once a task is wired: a role, a size and a platform that the task has or lacks. */
const OF_THE_TASK = ['secrets-without-execution-role', 'no-headroom', 'arm64', 'non-root', 'shell-needed'];

function codesOf(text: string): string[] {
  return findingsOf(text, DECISIONS).map((one) => one.split(' ')[0]);
}

function faults(text: string): number {
  const errors: ParseError[] = [];
  // What stands unquoted for a value is filled in first, as the template's own tool would.
  const filled = text.replace(/([:[,]\s*)\$\w+/g, '$1"x"');
  parse(filled.replace(/^\ufeff/, ''), errors, { allowTrailingComma: true });
  return errors.length;
}

/** The text without blanks, and without what unprotect may bring back as absent: nulls, empty lists and objects of the
 * merged properties, and a SYS_PTRACE of the author's own. */
function essence(text: string): string {
  const nothing = '(?:null|\\[\\]|\\{\\})';
  let bare = text
    .replace(/\s+/g, '')
    .replace('"linuxParameters":{"capabilities":{"add":["SYS_PTRACE"]}},', '');
  for (const name of [
    'add',
    'capabilities',
    'linuxParameters',
    'environment',
    'dependsOn',
    'volumesFrom',
    'entryPoint',
    'command',
    'drop',
  ]) {
    bare = bare.replace(
      new RegExp(`"${name}":${nothing},|,"${name}":${nothing}|"${name}":${nothing}`, 'gi'),
      '',
    );
  }
  return bare;
}
