import { writeFileSync } from 'node:fs';
import { vsix } from '../package/vsix.mjs';

/**
 * Writes a language pack without a single translation. With it installed the editor takes the language for its own and
 * hands it to extensions; its own words stay English. (The real pack is only in a gallery, which a test must not need.)
 * @param {string} file
 * @param {string} languageId
 */
export function writeLanguagePack(file, languageId) {
  const manifest = {
    name: `language-pack-${languageId}`,
    publisher: 'ecs-defender-tests',
    version: '1.0.0',
    displayName: `Language pack (${languageId})`,
    description: 'For tests',
    engines: { vscode: '*' },
    categories: ['Language Packs'],
    keywords: [],
    contributes: {
      localizations: [{ languageId, translations: [{ id: 'vscode', path: './translations.json' }] }],
    },
  };
  const files = new Map([
    ['package.json', Buffer.from(JSON.stringify(manifest))],
    ['translations.json', Buffer.from(JSON.stringify({ version: '1.0.0', contents: {} }))],
  ]);
  writeFileSync(file, vsix(files, manifest, {}));
}
