import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DocumentationSource } from '../ecs/model/documentation';

/** AWS's documentation beside the bundle. */
export const diskDocumentation: DocumentationSource = () =>
  readFile(join(__dirname, 'ecs-documentation.json'), 'utf8');
