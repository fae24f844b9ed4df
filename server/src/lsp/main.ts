// One bundle for a process of Node and for a web worker; of the two entries only the one that runs here is evaluated.
if (globalThis.process?.versions?.node === undefined) void import('./browser');
else void import('./node').then(({ start }) => start());

/** For `dist/later.js`: both must have one and the same, since it tells what it is given by the classes that it has. */
export * from 'vscode-languageserver';
