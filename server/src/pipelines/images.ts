import { readJson } from '../syntax/json/reader';
import { skipTrivia } from '../syntax/json/trivia';
import { Kind, type Tree } from '../syntax/tree';
import { type Field, Struct } from '../syntax/view';
import { readYaml } from '../syntax/yaml/reader';

/** The documents by which CodePipeline and CodeDeploy put images into a task definition (CodePipeline's image definitions
 * file reference; CodeDeploy's AppSpec reference for ECS). */

/** Where an image is named, or where its task definition is. */
export interface ImagePlace {
  /** The container that it is for; absent where a placeholder of the task definition says it. */
  readonly container?: string;
  readonly field: Field;
}

export interface ImageFile {
  /** `imagedefinitions.json` names containers; `imageDetail.json` and an AppSpec go with placeholders. */
  readonly kind: 'imageDefinitions' | 'imageDetail' | 'appSpec';
  readonly tree: Tree;
  readonly places: readonly ImagePlace[];
}

/** The names that such documents have by default. */
export const IMAGE_FILE_NAME = /^(?:imagedefinitions.*\.json|imageDetail\.json|appspec\.(?:ya?ml|json))$/i;

/** A cheap look at whether a text is such a document. */
export function mightNameImages(text: string): boolean {
  return /"(?:imageUri|ImageURI)"/.test(text) || mightBeAppSpec(text);
}

export function mightBeAppSpec(text: string): boolean {
  return /\bAWS::ECS::Service\b/.test(text) && /\bTargetService\b/i.test(text);
}

export function isBracketed(text: string): boolean {
  return '[{'.includes(text[skipTrivia(text, 0)] ?? ' ');
}

/** Reads such a document; undefined where the text is none. */
export function imageFileIn(text: string): ImageFile | undefined {
  return imageFileOf(isBracketed(text) ? readJson(text) : readYaml(text, { dialect: 'api' }));
}

/** The same of a text that was read. */
export function imageFileOf(tree: Tree): ImageFile | undefined {
  if (tree.kind(0) === Kind.Array) {
    const rows = structsIn(tree);
    const isWhole = rows.length > 0 && rows.every((row) => row.has('name') && row.has('imageUri'));
    const places = rows.map((row) => ({ container: row.field('name').text, field: row.field('imageUri') }));
    return isWhole ? { kind: 'imageDefinitions', tree, places } : undefined;
  }
  if (tree.kind(0) !== Kind.Object) return undefined;
  const root = new Struct(tree, 0);
  const image = root.field('ImageURI');
  if (image.key >= 0) return { kind: 'imageDetail', tree, places: [{ field: image }] };
  const places = root.field('Resources').structs.flatMap((resource): ImagePlace[] => {
    const properties = resource.field('TargetService').struct?.field('Properties').struct;
    const field = properties?.field('TaskDefinition');
    return field && !field.isAbsent ? [{ field }] : [];
  });
  return places.length > 0 ? { kind: 'appSpec', tree, places } : undefined;
}

function structsIn(tree: Tree): Struct[] {
  return tree
    .children(0)
    .filter((item) => tree.kind(item) === Kind.Object)
    .map((item) => new Struct(tree, item));
}
