import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Models } from '../../server/src/service/model';
import { printChanges } from '../../server/src/syntax/print';
import { configOf } from '../support/harness';

/** A document is judged while it is typed: whatever is cut off or put in, nothing throws, and nothing is found outside
 * the text. */

const FOLDER = 'examples/policies';
const DAMAGES: readonly ((text: string, at: number) => string)[] = [
  (text, at) => text.slice(0, at),
  (text, at) => text.slice(0, at) + text.slice(at + 7),
  (text, at) => `${text.slice(0, at)}null${text.slice(at)}`,
  (text, at) => `${text.slice(0, at)}\${X}${text.slice(at)}`,
];

describe('damaged policy documents', () => {
  for (const name of readdirSync(FOLDER))
    test(name, () => {
      const whole = readFileSync(`${FOLDER}/${name}`, 'utf8');
      const config = configOf();
      for (let at = 0; at < whole.length; at += 11) {
        for (const damage of DAMAGES) {
          const text = damage(whole, at);
          const model = new Models().of(TextDocument.create('file:///policy.json', 'json', 1, text), config);
          for (const { code, start, end, fixes } of model?.findings ?? []) {
            assert.ok(0 <= start && start <= end && end <= text.length, `${code} at ${at}`);
            for (const fix of fixes ?? []) printChanges(model!.tree, fix.changes());
          }
        }
      }
    });
});
