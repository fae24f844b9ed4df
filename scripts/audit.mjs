// `npm run audit`: asks the registry's advisory endpoint about every package of the lock file, and says which of those with
// an advisory are shipped. Exit 0 none is, 1 some are, 2 the endpoint does not answer. Nothing else of this project asks it.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const shell = process.platform === 'win32';
const { stdout } = spawnSync('npm', ['audit', '--json'], { encoding: 'utf8', shell });
const found = read(stdout)?.vulnerabilities;
if (!found) {
  console.error('The advisory endpoint of the registry does not answer here. Try again where it does.');
  process.exitCode = 2;
} else {
  const shipped = new Set(
    readFileSync('test/shipped.txt', 'utf8')
      .split('\n')
      .map((line) => line.split(' ')[0]),
  );
  const rows = Object.values(found).map(({ name, severity }) => ({
    name,
    severity,
    shipped: shipped.has(name) ? 'shipped' : 'for developers only',
  }));
  for (const { name, severity, shipped: where } of rows) console.log(`${severity}: ${name} (${where})`);
  console.log(`${rows.length} packages with an advisory`);
  process.exitCode = rows.some((row) => row.shipped === 'shipped') ? 1 : 0;
}

function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
