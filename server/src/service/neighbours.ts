import {
  type Neighbour,
  type NeighbourFiles,
  namesFiles,
  neighboursOf as taskNeighbours,
} from '../ecs/neighbours';
import { mightBePipeline } from '../pipelines/document';
import { pipelineNeighbours } from '../pipelines/neighbours';

/** Whether what a text says counts in documents that it names. */
export function namesOthers(text: string): boolean {
  return namesFiles(text) || mightBePipeline(text);
}

/** The documents that one names, or that name it, and that decide about it. What it takes to read it must be there.
 * `seen` keeps what one walk over many documents has read of each folder. */
export async function neighboursOf(
  path: string,
  text: string,
  files: NeighbourFiles,
  top?: string,
  seen?: Map<string, readonly Neighbour[]>,
): Promise<Neighbour[]> {
  return [
    ...(await taskNeighbours(path, text, files, top, seen)),
    ...(await pipelineNeighbours(path, text, files, top, seen)),
  ];
}
