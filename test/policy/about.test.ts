import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import en from '../../l10n/en.json';
import { words } from '../../server/src/l10n/catalogue';
import type { PolicyDocument, PolicyKind } from '../../server/src/policy/recognise';
import { alertProfile } from '../../server/src/policy/schema/alerts';
import {
  customRule,
  malwareFeed,
  networkList,
  wildFireSettings,
} from '../../server/src/policy/schema/library';
import { runtimePolicy } from '../../server/src/policy/schema/runtime';
import type { Schema } from '../../server/src/policy/schema/schema';
import { collection } from '../../server/src/policy/schema/shared';
import { waasPolicy } from '../../server/src/policy/schema/waas';
import { aboutProperty } from '../../server/src/service/policyAbout';

const SCHEMAS: Partial<Record<PolicyKind, Schema>> = {
  runtime: runtimePolicy,
  waas: waasPolicy,
  collections: collection,
  customRules: customRule,
  alertProfiles: alertProfile,
  wildfire: wildFireSettings,
  networkLists: networkList,
  malwareFeed,
};

/** The paths of all properties that something must be said of; what has left the product says so itself. */
function* silent(kind: PolicyKind, schema: Schema, path: readonly string[] = []): Generator<string> {
  if (schema.type === 'list') yield* silent(kind, schema.items, path);
  if (schema.type !== 'object') return;
  for (const [name, own] of Object.entries(schema.properties)) {
    const below = [...path, name];
    const said = aboutProperty({ kind } as PolicyDocument, below, { ...own, initial: undefined });
    if (said.length === 0) yield below.join('.');
    if (own.removedIn === undefined) yield* silent(kind, own, below);
  }
}

/** The keys of all that is said of the properties of a schema. */
function keysIn(kind: PolicyKind, schema: Schema, path: readonly string[] = []): string[] {
  if (schema.type === 'list') return keysIn(kind, schema.items, path);
  if (schema.type !== 'object') return [];
  return Object.entries(schema.properties).flatMap(([name, own]) => [
    ...aboutProperty({ kind } as PolicyDocument, [...path, name], own).map(({ key }) => key),
    ...keysIn(kind, own, [...path, name]),
  ]);
}

test('nothing is said that no property asks for', () => {
  const used = new Set(
    Object.entries(SCHEMAS).flatMap(([kind, schema]) => keysIn(kind as PolicyKind, schema)),
  );
  const said = Object.keys(en).filter((key) => /^policy\.about\.(?!effect\.)/.test(key));
  assert.deepEqual(
    said.filter((key) => !used.has(key as never)),
    [],
  );
});

describe('of every property of the product something is said', () => {
  // What everybody knows who writes one.
  const PLAIN = [
    'applicationsSpec.tlsConfig.metadata.issuerName',
    'applicationsSpec.tlsConfig.metadata.notAfter',
    'applicationsSpec.tlsConfig.metadata.subjectName',
    'applicationsSpec.botProtectionSpec.userDefinedBots.name',
  ].map((one) => `rules.${one}`);
  for (const [kind, schema] of Object.entries(SCHEMAS))
    test(kind, () => {
      const found = [...silent(kind as PolicyKind, schema)].filter(
        // The settings of mirrored traffic are no business of App-Embedded Defenders.
        (path) => !path.includes('trafficMirroring.') && !PLAIN.includes(path),
      );
      assert.deepEqual(found, []);
    });
});

test('a default, a release and what the dialogs lack are told', () => {
  const said = (schema: Partial<Schema>): string[] =>
    aboutProperty({ kind: 'runtime' } as PolicyDocument, ['rules', 'x'], schema as Schema).map((one) =>
      words(one, 'en'),
    );
  assert.deepEqual(said({ initial: '["*"]' }), ['Default in the Console: `["*"]`.']);
  assert.deepEqual(said({ isForeign: true, since: '30.03' }), [
    'The dialogs of App-Embedded Defenders have no control for it.',
    'Since Console 30.03.',
  ]);
});
