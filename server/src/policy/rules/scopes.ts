import type { Fix } from '../../findings/finding';
import type { Rule } from '../../findings/rule';
import { message } from '../../l10n/message';
import { hasPlaceholder } from '../../syntax/placeholders';
import type { Struct } from '../../syntax/view';
import { anchorOf, collectionOf, itemsOf } from '../facts';
import { covers, parsePattern } from '../pattern';
import { BUILT_IN, canonical, isExclusion, restricted, SCOPE_FIELDS, type ScopeField } from '../scope';
import { isEchoed } from '../set';
import { type PolicySubject, row, setTo, spanOf } from './row';

/** Collections: by themselves, and as rules refer to them. */

const rules = ['runtime', 'waas'] as const;
const everywhere = ['runtime', 'waas', 'collections'] as const;
const alone = ['collections'] as const;

/** The collections that a document defines or echoes. */
function collectionsIn({ document }: PolicySubject): readonly Struct[] {
  if (document.kind === 'collections') return document.items;
  return document.items.flatMap((rule) => rule.field('collections').structs);
}

const unknown = row('runtime-unknown-collection', 'error', rules, (subject, report) => {
  const { set } = subject;
  if (!set.has('collections')) return;
  for (const struct of collectionsIn(subject)) {
    const named = collectionOf(struct);
    const { name, start, end } = named;
    if (name === '' || hasPlaceholder(name) || set.scopeOf(named)) continue;
    const names = [...set.collections.keys(), ...BUILT_IN.keys()];
    const meant = names.find((one) => one.toLowerCase() === name.toLowerCase());
    const fixes: Fix[] = meant === undefined ? [] : [setTo(struct.field('name').node, meant)];
    const text =
      meant === undefined
        ? message('policy.unknownCollection', { name })
        : message('policy.collectionCase', { name, meant });
    report({ start, end, message: text, fixes });
  }
});

const echoDrift = row('runtime-collection-echo-drift', 'information', rules, (subject, report) => {
  for (const struct of collectionsIn(subject)) {
    const echo = collectionOf(struct);
    const known = subject.set.collections.get(echo.name);
    if (!known || !isEchoed(echo)) continue;
    const differing = SCOPE_FIELDS.filter(
      (field) => echo.scope[field] && sorted(echo.scope[field]) !== sorted(known.scope[field] ?? ['*']),
    );
    if (differing.length === 0) continue;
    report({
      ...struct.field(differing[0]).keySpan,
      message: message('policy.echoDrift', { name: echo.name, fields: differing.join(', ') }),
      related: [{ uri: known.uri, start: known.start, end: known.end, message: message('related.defined') }],
    });
  }
});

const sorted = (texts: readonly string[]): string => JSON.stringify([...texts].sort());

/** What never fits a container on Fargate, so that the Console does not offer such a collection. */
const UNUSABLE: readonly ScopeField[] = ['hosts', 'labels', 'functions', 'namespaces'];

const unusable = row('runtime-collection-unusable-scope', 'error', ['runtime'], (subject, report) => {
  for (const struct of collectionsIn(subject)) {
    const named = collectionOf(struct);
    const fields = restricted(subject.set.scopeOf(named) ?? {}).filter((field) => UNUSABLE.includes(field));
    if (fields.length === 0) continue;
    const { start, end, name } = named;
    report({ start, end, message: message('policy.unusableScope', { name, fields: fields.join(', ') }) });
  }
});

/** Pairs that one collection must not restrict together. */
const EXCLUSIVE: readonly (readonly [ScopeField, ScopeField])[] = [
  ['images', 'containers'],
  ['hosts', 'clusters'],
];

const together = row('collection-exclusive-fields', 'warning', everywhere, (subject, report) => {
  for (const struct of collectionsIn(subject)) {
    const named = collectionOf(struct);
    // Where it is defined in the set, it is said there.
    if (subject.document.kind !== 'collections' && subject.set.collections.has(named.name)) continue;
    const fields = restricted(named.scope);
    for (const [one, other] of EXCLUSIVE) {
      if (!fields.includes(one) || !fields.includes(other)) continue;
      report({ ...struct.field(other).keySpan, message: message('policy.exclusiveFields', { one, other }) });
    }
  }
});

const nameCharacters = row('collection-name-characters', 'warning', everywhere, (subject, report) => {
  for (const struct of collectionsIn(subject)) {
    const name = struct.field('name').text;
    if (!name || BUILT_IN.has(name) || hasPlaceholder(name) || /^[A-Za-z0-9_:-]+$/.test(name)) continue;
    report({ ...anchorOf(struct), message: message('policy.collectionName', { name }) });
  }
});

const appIdWildcard = row('collection-app-id-wildcard', 'warning', everywhere, (subject, report) => {
  const { tree } = subject.document;
  for (const struct of collectionsIn(subject)) {
    const list = struct.field('appIDs');
    for (const [place, text] of list.strings.entries()) {
      if (!text || text.endsWith('*') || hasPlaceholder(text)) continue;
      const node = list.items[place];
      const meant = text.includes(':') ? `${text}*` : `${text}:*`;
      report({
        ...spanOf(tree, node),
        message: message('policy.appId', { value: text }),
        fixes: [setTo(node, meant)],
      });
    }
  }
});

const duplicateCollection = row('collection-duplicate-name', 'error', alone, ({ facts }, report) => {
  const seen = new Map<string, (typeof facts.collections)[number]>();
  for (const one of facts.collections) {
    const first = seen.get(one.name);
    if (!first) seen.set(one.name, one);
    if (!first || one.name === '') continue;
    report({
      start: one.start,
      end: one.end,
      message: message('policy.duplicateCollection', { name: one.name }),
      related: [{ start: first.start, end: first.end, message: message('related.first') }],
    });
  }
});

const builtIn = row('collection-built-in', 'warning', alone, ({ document }, report) => {
  for (const struct of document.items) {
    const { name, scope } = collectionOf(struct);
    const own = BUILT_IN.get(name);
    if (!own) continue;
    // As the Console exports it, it is nobody's doing.
    const isChanged = SCOPE_FIELDS.some(
      (field) => sorted(scope[field] ?? ['*']) !== sorted(own[field] ?? ['*']),
    );
    if (isChanged) report({ ...anchorOf(struct), message: message('policy.builtIn', { name }) });
  }
});

const allWildcards = row('collection-everything', 'hint', alone, ({ document }, report) => {
  for (const struct of document.items) {
    const { name, scope } = collectionOf(struct);
    const isStated = Object.keys(scope).length > 0;
    if (!isStated || BUILT_IN.has(name) || restricted(scope).length > 0) continue;
    report({ ...anchorOf(struct), message: message('policy.everything', { name }) });
  }
});

const unused = row('collection-unused', 'hint', alone, ({ facts, set }, report) => {
  if (!set.has('runtime') && !set.has('waas')) return;
  const used = new Set(
    [...set.runtimeRules, ...set.waasRules].flatMap((rule) => rule.collections.map(({ name }) => name)),
  );
  for (const { name, start, end } of facts.collections)
    if (name !== '' && !BUILT_IN.has(name) && !used.has(name))
      report({ start, end, message: message('policy.unusedCollection', { name }) });
});

/** Visits the lists of every collection that stands by itself. */
function eachScopeList(
  { document }: PolicySubject,
  visit: (struct: Struct, field: ScopeField) => void,
): void {
  for (const struct of document.items)
    for (const field of SCOPE_FIELDS) if (struct.field(field).isArray) visit(struct, field);
}

const emptyScope = row('collection-empty-list', 'warning', alone, (subject, report) =>
  eachScopeList(subject, (struct, name) => {
    const field = struct.field(name);
    if (field.items.length > 0) return;
    report({
      ...field.span,
      message: message('policy.emptyScope', { name }),
      fixes: [
        {
          title: message('fix.setValue', { value: '["*"]' }),
          changes: () => [{ op: 'replace', node: field.node, value: ['*'] }],
        },
      ],
    });
  }),
);

const middleWildcard = row('collection-middle-wildcard', 'warning', alone, (subject, report) =>
  eachScopeList(subject, (struct, name) => {
    for (const { name: text, ...span } of itemsOf(struct.field(name))) {
      const pattern = parsePattern(text.replace(/^-/, ''));
      if (pattern.kind === 'undefined' && !hasPlaceholder(text))
        report({ ...span, message: message('policy.middleWildcard', { value: text }) });
    }
  }),
);

const exclusionOrder = row('collection-exclusion', 'warning', alone, (subject, report) =>
  eachScopeList(subject, (struct, name) => {
    const items = itemsOf(struct.field(name));
    const including = items.filter((one) => !isExclusion(one.name));
    for (const { name: text, ...span } of items.filter((one) => isExclusion(one.name))) {
      const excluded = parsePattern(text.slice(1));
      const isAll = including.every((one) => covers(excluded, parsePattern(one.name)));
      if (!isAll) continue;
      const key = including.length === 0 ? 'policy.exclusionAlone' : 'policy.exclusionOfAll';
      report({ ...span, message: message(key, { value: text }) });
    }
  }),
);

/** The images of collections, without exclusions and what a template fills in. */
function eachImage(
  { document }: PolicySubject,
  visit: (text: string, struct: Struct, place: number) => void,
): void {
  for (const struct of document.items) {
    for (const [place, text] of struct.field('images').strings.entries())
      if (text && !isExclusion(text) && !hasPlaceholder(text)) visit(text, struct, place);
  }
}

const shortImage = row('collection-image-short-name', 'information', alone, (subject, report) =>
  eachImage(subject, (text, struct, place) => {
    const full = canonical(text);
    if (full === text) return;
    const node = struct.field('images').items[place];
    const choice = (value: string): Fix => ({ ...setTo(node, value), isChoice: true });
    report({
      ...spanOf(struct.tree, node),
      message: message('policy.shortImage', { value: text, full }),
      fixes: [choice(`*/${text}`), choice(full)],
    });
  }),
);

const imageWithoutTag = row('collection-image-no-tag', 'hint', alone, (subject, report) =>
  eachImage(subject, (text, struct, place) => {
    const name = text.slice(text.lastIndexOf('/') + 1);
    if (text.endsWith('*') || /[:@]/.test(name)) return;
    const node = struct.field('images').items[place];
    report({
      ...spanOf(struct.tree, node),
      message: message('policy.imageNoTag', { value: text }),
      fixes: [setTo(node, `${text}:*`)],
    });
  }),
);

const color = row('collection-color', 'error', alone, ({ document }, report) => {
  for (const struct of document.items) {
    const field = struct.field('color');
    if (field.text === undefined || field.isPlaceholder || /^#[0-9A-Fa-f]{6}$/.test(field.text)) continue;
    // The Console picks a colour itself where none is given.
    if (field.text !== '') report({ ...field.span, message: message('policy.color', { value: field.text }) });
  }
});

export const scopeRules: readonly Rule<PolicySubject>[] = [
  unknown,
  echoDrift,
  unusable,
  together,
  nameCharacters,
  appIdWildcard,
  duplicateCollection,
  builtIn,
  allWildcards,
  unused,
  emptyScope,
  middleWildcard,
  exclusionOrder,
  shortImage,
  imageWithoutTag,
  color,
];
