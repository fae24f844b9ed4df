// AWS's model of a task definition, from the declarations of its SDK: what `RegisterTaskDefinition` takes.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { shapesIn, valuesIn } from './declarations.mjs';
import { markdownOf } from './markdown.mjs';

const ROOT = 'RegisterTaskDefinitionRequest';
const FOLDER = join(
  dirname(createRequire(import.meta.url).resolve('@aws-sdk/client-ecs/package.json')),
  'dist-types/models',
);

const read = (file) => readFileSync(join(FOLDER, file), 'utf8');
let known;

/**
 * The model in the form that `server/src/ecs/model/generated.d.ts` declares: `shapes` with each member's type as
 * TypeScript writes it (`string[]`, `Record<string, string>`, the name of a shape or an enumeration; `!` at the end where
 * the member is required), `values` of the enumerations, and `documentation` in Markdown by `Shape` and `Shape.member`.
 */
export function readModel() {
  known ??= make();
  return known;
}

function make() {
  const declared = shapesIn(read('models_0.d.ts') + read('models_1.d.ts'));
  const enumerations = valuesIn(read('enums.d.ts'));
  const model = { shapes: {}, values: {}, documentation: {} };
  const open = [ROOT];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (name in model.shapes || name in model.values) continue;
    if (enumerations.has(name)) {
      model.values[name] = enumerations.get(name);
      continue;
    }
    const shape = declared.get(name);
    if (!shape) throw new Error(`${name} is neither a shape nor an enumeration`);
    model.shapes[name] = {};
    model.documentation[name] = markdownOf(shape.documentation);
    for (const [member, { type, isRequired, documentation }] of shape.members()) {
      model.shapes[name][member] = type + (isRequired ? '!' : '');
      model.documentation[`${name}.${member}`] = markdownOf(documentation);
      open.push(...(type.match(/\b[A-Z]\w+/g)?.filter((one) => one !== 'Record') ?? []));
    }
  }
  return model;
}

/** What the sources import as `ecs-model:shapes` and `ecs-model:documentation`: made while they are bundled, so that
 * there is no file that could be out of date. */
export const ecsModel = {
  name: 'ecs-model',
  setup(build) {
    build.onResolve({ filter: /^ecs-model:/ }, ({ path }) => ({ path, namespace: 'ecs-model' }));
    build.onLoad({ filter: /.*/, namespace: 'ecs-model' }, ({ path }) => {
      const { documentation, ...rest } = readModel();
      const contents = path === 'ecs-model:documentation' ? documentation : rest;
      return { contents: JSON.stringify(contents), loader: 'json' };
    });
  },
};

/** The documentation beside the bundle: a file of its own, read when the first person asks for it. */
export function writeDocumentation() {
  mkdirSync('dist', { recursive: true });
  writeFileSync('dist/ecs-documentation.json', JSON.stringify(readModel().documentation));
}
