import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { load } from './bundle.mjs';

/** Writes the profile's JSON Schema, made from the declaration that also validates; descriptions in both languages. */
export async function writeSchema() {
  const { profileSchema, toJSONSchema } = await load('server/src/profile/jsonSchema.ts');
  const catalogues = await Promise.all(
    ['en', 'ja'].map(async (name) => JSON.parse(await readFile(`l10n/${name}.json`, 'utf8'))),
  );
  const schema = toJSONSchema(profileSchema, { target: 'draft-7', io: 'input' });
  const described = JSON.stringify(schema, (key, value) =>
    key === 'description' && typeof value === 'string'
      ? catalogues.map((all) => all[value] ?? value).join('\n\n')
      : value,
  );
  await mkdir('dist', { recursive: true });
  await writeFile('dist/ecs-defender.schema.json', described + '\n');
}
