// Stands in for @vscode/spdlog: the editor's own logs, written to the same files.
const { appendFileSync, mkdirSync } = require('node:fs');
const { dirname } = require('node:path');

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];

class Logger {
  #file;
  #level = LEVELS.indexOf('info');
  #isBare = false;

  constructor(_type, _name, file) {
    this.#file = file;
    mkdirSync(dirname(file), { recursive: true });
    appendFileSync(file, '');
    for (const [level, name] of LEVELS.entries()) this[name] = (text) => this.#write(level, text);
  }
  #write(level, text) {
    if (level < this.#level) return;
    const line = `${new Date().toISOString()} [${LEVELS[level]}] ${text}\n`;
    appendFileSync(this.#file, this.#isBare ? text : line);
  }
  getLevel() {
    return this.#level;
  }
  setLevel(level) {
    this.#level = level;
  }
  clearFormatters() {
    this.#isBare = true;
  }
  setPattern() {}
  flush() {}
  drop() {}
}

const createRotatingLogger = async (name, file) => new Logger('rotating', name, file);
const createAsyncRotatingLogger = createRotatingLogger;
const setLevel = () => {};
const setFlushOn = () => {};

module.exports = { Logger, createRotatingLogger, createAsyncRotatingLogger, setLevel, setFlushOn };
