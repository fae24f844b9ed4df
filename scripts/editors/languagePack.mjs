import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Leaves a language pack without a single translation where an editor notes which it has. It then takes the language for
 * its own and hands it to extensions; its own words stay English. (The real pack is only in a gallery, which a test must
 * not need, and only a gallery's installation makes the note.)
 * @param {string} userData the editor's folder
 * @param {string} languageId
 */
export function writeLanguagePack(userData, languageId) {
  const translations = join(userData, 'translations.json');
  const pack = {
    hash: languageId,
    extensions: [
      { extensionIdentifier: { id: `ecs-defender-tests.language-pack-${languageId}` }, version: '1.0.0' },
    ],
    translations: { vscode: translations },
    label: languageId,
  };
  mkdirSync(userData, { recursive: true });
  writeFileSync(translations, JSON.stringify({ version: '1.0.0', contents: {} }));
  writeFileSync(join(userData, 'languagepacks.json'), JSON.stringify({ [languageId]: pack }));
}
