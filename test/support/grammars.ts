import { readFile } from 'node:fs/promises';
import { loadGrammars } from '../../server/src/syntax/grammars';

const FILES: Record<string, string> = {
  'runtime.wasm': 'web-tree-sitter/web-tree-sitter.wasm',
  'yaml.wasm': '@tree-sitter-grammars/tree-sitter-yaml/tree-sitter-yaml.wasm',
  'terraform.wasm': '@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-terraform.wasm',
};

/** Loads the grammars from their packages, as the build ships them. */
export function loadTestGrammars(): Promise<void> {
  return loadGrammars((file) => readFile(`node_modules/${FILES[file]}`));
}
