// Loaded into a server before it starts: on a signal it collects its garbage, and tells how much is left.
const v8 = require('node:v8');
const vm = require('node:vm');

v8.setFlagsFromString('--expose-gc');
// Code that is compiled better while it runs would count as a leak.
v8.setFlagsFromString('--no-opt');
v8.setFlagsFromString('--no-sparkplug');
const collect = vm.runInNewContext('gc');

// A grammar's memory belongs to no heap of JavaScript.
const memories = new Set();
const { instantiate } = WebAssembly;
WebAssembly.instantiate = async (source, imports) => {
  const result = await instantiate(source, imports);
  const { exports } = result.instance ?? result;
  for (const one of [...Object.values(exports), ...Object.values(imports?.env ?? {})])
    if (one instanceof WebAssembly.Memory) memories.add(one);
  return result;
};

process.on('SIGUSR2', async () => {
  // Twice, with a pause: what finalizers hold goes the second time.
  collect();
  await new Promise((resolve) => setTimeout(resolve, 20));
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  const wasm = [...memories].reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
  process.stderr.write(`${JSON.stringify({ memory: { heap: heapUsed + arrayBuffers, wasm } })}\n`);
});
