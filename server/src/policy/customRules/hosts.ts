import { skipTrivia } from '../../syntax/json/trivia';
import { readPlain } from '../../syntax/plain';
import type { Tree } from '../../syntax/tree';
import { type CustomRule, scriptFile } from './customRule';

/** The documents that scripts stand in. */
export interface Scripts {
  readonly tree: Tree;
  readonly customRules: readonly CustomRule[];
}

/** A file that is nothing but a script, by its language in an editor or the ending of its name. */
export function isScriptFile(uri: string, languageId?: string): boolean {
  return languageId === 'pcrule' || uri.endsWith('.pcrule');
}

export function readScript(text: string): Scripts {
  const tree = readPlain(text);
  return { tree, customRules: [scriptFile(tree)] };
}

/** A cheap look, so that unrelated documents are never parsed. */
export function mightHoldScripts(text: string): boolean {
  const first = text[skipTrivia(text, 0)];
  return (first === '{' || first === '[') && text.includes('"script"');
}
