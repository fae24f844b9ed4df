// A bundle that is compiled once and evaluated time after time, each time with a process of its own around it and nothing in
// it of the time before. A real process takes longer to start than to work.
const { readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { dirname } = require('node:path');
const vm = require('node:vm');

const NAMES = ['require', 'module', 'exports', '__filename', '__dirname', 'process'];

/**
 * @param {string} file the bundle
 * @returns {(own: object, replaced?: Record<string, unknown>) => void} evaluates it; `own`: what its process has of its own,
 *   `replaced`: what it gets in place of modules of Node
 */
exports.evaluated = (file) => {
  const source = readFileSync(file, 'utf8').replace(/^#!.*/, '');
  const script = new vm.Script(
    `(function (${NAMES.join(', ')}) {${source}
})`,
    { filename: file, importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER },
  );
  const requireOwn = createRequire(file);
  return (own, replaced = {}) => {
    const ownProcess = Object.create(process, Object.getOwnPropertyDescriptors(own));
    const required = (name) => replaced[name.replace(/^node:/, '')] ?? requireOwn(name);
    const module = { exports: {} };
    script.runInThisContext()(required, module, module.exports, file, dirname(file), ownProcess);
  };
};
