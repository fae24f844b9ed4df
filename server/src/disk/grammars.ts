import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { needsGrammar } from '../service/documents';
import { type GrammarSource, loadGrammars } from '../syntax/grammars';

/** The grammars beside the bundle. */
export const diskGrammars: GrammarSource = (file) => readFile(join(__dirname, 'grammars', file));

/** Loads what reading some texts takes; most take nothing. */
export async function readyFor(...texts: readonly string[]): Promise<void> {
  if (texts.some(needsGrammar)) await loadGrammars(diskGrammars);
}
