// The WebAssembly of the parsers, from their packages into dist/grammars under the names that the program asks for.
import { cpSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';

const FILES = {
  'runtime.wasm': 'web-tree-sitter/web-tree-sitter.wasm',
  'yaml.wasm': '@tree-sitter-grammars/tree-sitter-yaml/tree-sitter-yaml.wasm',
  'terraform.wasm': '@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-terraform.wasm',
};

export function copyGrammars() {
  const { resolve } = createRequire(import.meta.url);
  mkdirSync('dist/grammars', { recursive: true });
  for (const [name, from] of Object.entries(FILES)) cpSync(resolve(from), `dist/grammars/${name}`);
}
