import { hasGrammars } from '../syntax/grammars';
import { type ImageFile, imageFileIn, isBracketed, mightBeAppSpec, mightNameImages } from './images';
import { mightRender, type Workflow, workflowIn } from './workflow';

/** A document of a pipeline that says what becomes of a task definition. */
export type PipelineDocument = Workflow | ImageFile;

/** A cheap look at whether a text is one, so that no other YAML is parsed. */
export function mightBePipeline(text: string): boolean {
  return mightRender(text) || mightNameImages(text);
}

/** Whether reading the text takes a grammar that has to be loaded first. */
export function needsGrammar(text: string): boolean {
  return !hasGrammars() && (mightRender(text) || (mightBeAppSpec(text) && !isBracketed(text)));
}

/** The last texts that were read: a document's neighbours ask for it again and again. */
const READ = new Map<string, PipelineDocument | undefined>();
const MOST_READ = 32;

/** Reads a document of a pipeline; undefined where the text is none, or takes a grammar that is not there. */
export function pipelineIn(text: string): PipelineDocument | undefined {
  if (!mightBePipeline(text) || needsGrammar(text)) return undefined;
  if (!READ.has(text)) {
    const [oldest] = READ.keys();
    if (READ.size >= MOST_READ) READ.delete(oldest);
    READ.set(text, mightRender(text) ? workflowIn(text) : imageFileIn(text));
  }
  return READ.get(text);
}
