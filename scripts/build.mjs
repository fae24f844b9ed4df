// Builds everything that ships into dist/: the bundles, the rule pages, the profile's JSON Schema,
// AWS's documentation of its model, the licences of what is bundled.
import { rmSync } from 'node:fs';
import { bundle } from './build/bundle.mjs';
import { copyGrammars } from './build/grammars.mjs';
import { writeDocumentation } from './build/model/model.mjs';
import { writeNotices } from './build/notices.mjs';
import { writePages } from './build/pages.mjs';
import { writeSchema } from './build/schema.mjs';

rmSync('dist', { recursive: true, force: true });
const inputs = await bundle({ minify: !process.argv.includes('--dev') });
copyGrammars();
writeDocumentation();
writeNotices(inputs);
await writeSchema();
await writePages();
