import { ecsModel } from '../build/model/model.mjs';

/** How what only developers run (tests, benchmarks, fuzzing) is bundled: packages stay where they are installed. */
export const RUNNABLE = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  packages: 'external',
  plugins: [ecsModel],
  logLevel: 'warning',
};
