// Loaded into a server before it starts: what the language service needs of the machine cannot be evaluated.
const { basename } = require('node:path');
const url = require('node:url');

const { pathToFileURL } = url;
url.pathToFileURL = (path) => {
  if (basename(path) === 'rules') throw new Error('broken');
  return pathToFileURL(path);
};
