/** What Node does for files that ask for each other, for those of one script. */
const LOADER = `const files = {};
const modules = {};
const require = (name) => {
  if (modules[name]) return modules[name].exports;
  const module = (modules[name] = { exports: {} });
  try {
    files[name](module, module.exports);
  } catch (fault) {
    delete modules[name];
    throw fault;
  }
  return module.exports;
};
`;

/**
 * Makes one script of CommonJS files that lie beside each other, for a worker, which has no place to load from.
 * @param contents by the files' names; the first is the one that is run
 * @returns the script's pieces
 */
export function workerScript<T>(contents: ReadonlyMap<string, T>): (string | T)[] {
  const [first] = contents.keys();
  const pieces = [...contents].flatMap(([name, content]) => [
    `files['./${name}'] = (module, exports) => {\n`,
    content,
    '\n};\n',
  ]);
  return [LOADER, ...pieces, `require('./${first}');\n`];
}
