/** For the build: the schema and its translation into JSON Schema. Not part of any bundle that ships. */
export { toJSONSchema } from 'zod/mini';
export { profileSchema } from './schema';
