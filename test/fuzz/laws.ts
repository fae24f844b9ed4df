import assert from 'node:assert/strict';
import { parseToObject } from 'hcl2-parser';
import { type ParseError, parse } from 'jsonc-parser';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parseDocument } from 'yaml';
import { APP_VARIABLES, SIDECAR_VARIABLES } from '../../server/src/defender/vocabulary';
import type { Container } from '../../server/src/ecs/task';
import { actionsAt } from '../../server/src/service/codeActions';
import { completionsAt } from '../../server/src/service/completion/completion';
import { fixSafely } from '../../server/src/service/fixAll';
import { hoverAt } from '../../server/src/service/hover/hover';
import { type Model, Models } from '../../server/src/service/model';
import { type Protection, protect, unprotect } from '../../server/src/service/protect';
import { planWork, WORKS } from '../../server/src/service/work';
import { applyEdits, type TextEdit } from '../../server/src/syntax/edits';
import { Kind, NONE } from '../../server/src/syntax/tree';
import type { Field } from '../../server/src/syntax/view';
import { configOf, VALUES } from '../support/harness';
import { untidy } from '../syntax/fmt';
import { dump } from '../syntax/trees';
import { assertComments } from './comments';
import type { Syntax } from './seeds';

/** What holds of every document, whatever has become of it. */

const CONFIG = configOf({ ...VALUES, family: 'app', consoleVersion: '34.04' });
const PROCESSES = new Map([['*', { entryPoint: ['/app'] }]]);

const SUPPLIED = { processes: PROCESSES };

/** What is done to whole documents, as the command line and the editor do it. */
const CONVERSIONS: Record<string, (model: Model) => Protection> = {
  protect: (model) => protect(model, { placeholders: false, ...SUPPLIED }),
  upgrade: (model) => protect(model, { placeholders: false, upgrade: true }),
  unprotect: (model) => unprotect(model, SUPPLIED),
  fix: fixSafely,
};

/** A document that was changed piece by piece, and the same text that came whole. */
export function assertLaws(changed: TextDocument, models: Models, syntax: Syntax, at: number): void {
  const text = changed.getText();
  const fresh = documentOf(text, syntax);
  const model = models.of(changed, CONFIG);
  const again = new Models().of(fresh, CONFIG);
  assert.equal(seen(model), seen(again), 'what was read piece by piece is what is read at once');
  if (!model) return;
  assertSpans(model);
  const reads = readerOf(text, syntax);
  assertAnswers(model, reads, at % (text.length + 1));
  for (const [name, convert] of Object.entries(CONVERSIONS)) {
    const { changes, edits } = convert(model);
    const after = assertEdits(text, edits, reads, name);
    // Protecting takes nothing away, so that no comment may go.
    assertComments(model.tree, name === 'protect' ? [] : changes, after, syntax, name);
    const next = new Models().of(documentOf(after, syntax), CONFIG);
    assert.deepEqual(next ? convert(next).edits : [], [], `${name} once more changes nothing`);
    if (name === 'protect' && edits.length > 0) assertTakenBack(model, next, syntax);
  }
}

/** What was protected is taken back, to the byte. */
function assertTakenBack(before: Model, after: Model | undefined, syntax: Syntax): void {
  assert.ok(after);
  if (!isTold(before)) return;
  const { edits, refusals } = unprotect(after, SUPPLIED);
  assert.deepEqual(
    refusals.map(({ message }) => message.key),
    [],
    'what was protected can be taken back',
  );
  const [there, back] = [before.tree.text, applyEdits(after.tree.text, edits)];
  // What is written among lines that are as `terraform fmt` leaves them is so too, and its neighbours with it.
  const isMoved = syntax === 'terraform' && untidy(there).length > 0;
  const seen = (text: string): string => (isMoved ? text.replace(/\s+/g, '') : text);
  assert.equal(seen(back), seen(there), 'what was protected comes back');
}

/** Whether the protected document tells what it was before. It does not where something of ours was there already, or what
 * cannot be told from it: nothing, or an empty list, in the place of what is written, added capabilities, or the very entry
 * point that is supplied. */
function isTold(model: Model): boolean {
  const { edits, refusals } = unprotect(model, SUPPLIED);
  const containers = model.analyses.flatMap(({ task }) => task.containers);
  return edits.length === 0 && refusals.length === 0 && containers.every(isContainerTold);
}
function isContainerTold(container: Container): boolean {
  const capabilities = container.field('linuxParameters').struct?.field('capabilities');
  const added = capabilities?.struct?.field('add');
  const written = [...WRITTEN.map((name) => container.field(name)), capabilities];
  const variables = ['environment', 'secrets'].flatMap((name) => container.field(name).structs);
  return (
    (added?.key ?? NONE) === NONE &&
    written.every((field) => !field || !isEmpty(field)) &&
    variables.every((one) => !OUR_VARIABLES.has(one.field('name').text ?? '')) &&
    container.field('entryPoint').strings.join() !== '/app'
  );
}
const WRITTEN = ['dependsOn', 'environment', 'volumesFrom', 'linuxParameters', 'entryPoint', 'command'];
const OUR_VARIABLES: ReadonlySet<string> = new Set([...APP_VARIABLES, ...SIDECAR_VARIABLES]);

function isEmpty({ key, isAbsent, tree, node }: Field): boolean {
  if (key === NONE) return false;
  const isCollection = [Kind.Object, Kind.Array].includes(tree.kind(node));
  return isAbsent || (isCollection && tree.firstChild(node) === NONE);
}

/** All that is told of a document, to compare it. */
function seen(model: Model | undefined): string {
  if (!model) return 'nothing';
  const findings = model.findings.map(({ code, severity, start, end, message, related }) =>
    JSON.stringify({ code, severity, start, end, message, related }),
  );
  return [dump(model.tree), ...findings].join('\n');
}

/** No node, fault or finding stands outside of the text. */
function assertSpans({ tree, findings, document }: Model): void {
  const { length } = tree.text;
  const within = (start: number, end: number, what: string): void =>
    assert.ok(0 <= start && start <= end && end <= length, `${what}: ${start}-${end} of ${length}`);
  for (let node = 0; node < tree.size; node++) within(tree.start(node), tree.end(node), `node ${node}`);
  for (const { code, start, end } of tree.faults) within(start, end, code);
  for (const { code, start, end, related = [] } of findings) {
    within(start, end, code);
    for (const one of related) if (!one.uri || one.uri === document.uri) within(one.start, one.end, code);
  }
}

/** Every question about a place has an answer, and every fix that is offered is one that can be made. */
function assertAnswers(model: Model, reads: Reader, at: number): void {
  const { text } = model.tree;
  hoverAt(model, at);
  completionsAt(text, at, CONFIG, { snippets: true });
  const end = Math.min(text.length, at + 400);
  for (const { edits, title } of actionsAt(model, [{ start: at, end }]))
    if (edits) assertEdits(text, edits, reads, title.key);
  for (const work of WORKS) assertEdits(text, planWork(model, work).edits, reads, work);
}

/** Edits stand in the text and apart from each other, so that all else stays; what others could read, they still can. */
function assertEdits(text: string, edits: readonly TextEdit[], reads: Reader, what: string): string {
  const ordered = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  let last = 0;
  let expected = '';
  for (const { start, end, text: put } of ordered) {
    assert.ok(last <= start && start <= end && end <= text.length, `${what}: ${start}-${end} after ${last}`);
    expected += text.slice(last, start) + put;
    last = end;
  }
  const after = applyEdits(text, edits);
  assert.equal(after, expected + text.slice(last), `${what}: the text outside of the edits`);
  assertFrame(text, after, reads, what);
  if (edits.length > 0) assert.ok(reads(after), `${what}: what was valid is not any more:\n${after}`);
  return after;
}

/** A text begins and ends as it did, and all its lines end in the way that they all did. */
function assertFrame(text: string, after: string, reads: Reader, what: string): void {
  assert.equal(after.startsWith('\ufeff'), text.startsWith('\ufeff'), `${what}: the byte order mark`);
  // What is cut off, or blank, is written on at its end.
  if (text !== after && text.trim() !== '' && reads.anybody())
    assert.equal(/\r?\n$/.exec(after)?.[0], /\r?\n$/.exec(text)?.[0], `${what}: the last line end`);
  const ends = lineEndsOf(text);
  // No system ends its lines by a carriage return alone any more: what is written there ends as everywhere.
  if (ends.length === 1 && ends[0] !== '\r')
    assert.deepEqual(lineEndsOf(after), ends, `${what}: the line ends`);
}
function lineEndsOf(text: string): string[] {
  return [...new Set(text.match(/\r\n|\r|\n/g))];
}

/** Whether a changed text can still be read. */
type Reader = ((changed: string) => boolean) & {
  /** Whether anybody takes it as it is. */
  readonly anybody: () => boolean;
};

/** The reader of somebody else that takes the text as it is; where none does, none is asked. Reading takes longer than
 * all else, so it waits until something has been changed. */
function readerOf(text: string, syntax: Syntax): Reader {
  let found: { readonly reads?: (text: string) => boolean } | undefined;
  const own = () => {
    found ??= { reads: READERS[syntax].find((reads) => reads(text)) };
    return found.reads;
  };
  return Object.assign((changed: string) => own()?.(changed) ?? true, { anybody: () => own() !== undefined });
}

const READERS: Record<Syntax, readonly ((text: string) => boolean)[]> = {
  json: [isJson, isJsonc],
  jsonc: [isJsonc],
  yaml: [isYaml],
  terraform: [isTerraform],
  pcrule: [],
};

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
function isJsonc(text: string): boolean {
  const errors: ParseError[] = [];
  parse(text, errors, { allowTrailingComma: true });
  return errors.length === 0;
}
function isYaml(text: string): boolean {
  return parseDocument(text, { logLevel: 'silent' }).errors.length === 0;
}
function isTerraform(text: string): boolean {
  try {
    return !parseToObject(text)[1];
  } catch {
    return false;
  }
}

export function documentOf(text: string, syntax: Syntax): TextDocument {
  return TextDocument.create(`file:///document${syntax === 'pcrule' ? '.pcrule' : ''}`, syntax, 1, text);
}
