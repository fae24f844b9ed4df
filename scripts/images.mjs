// `npm run images`: the extension's icon as PNG, from its drawing. `--look` also writes how it looks small, on light and dark.
import { mkdirSync, readFileSync } from 'node:fs';
import { launchBrowser } from './editors/browser.mjs';

const DRAWING = readFileSync('images/icon.svg', 'utf8');
const browser = await launchBrowser();
const page = await browser.newPage();

async function draw(size, path) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(
    `<style>body { margin: 0 } svg { display: block; width: ${size}px }</style>${DRAWING}`,
  );
  await page.screenshot({ path, omitBackground: true });
}

await draw(256, 'images/icon.png');
if (process.argv.includes('--look')) {
  mkdirSync('out/images', { recursive: true });
  const row = (colour) =>
    `<p style="margin: 0; padding: 16px; background: ${colour}">${[16, 24, 32, 64, 128]
      .map((size) => `<span style="display: inline-block; width: ${size}px; margin: 8px">${DRAWING}</span>`)
      .join('')}</p>`;
  await page.setViewportSize({ width: 420, height: 380 });
  await page.setContent(`<body style="margin: 0">${row('#ffffff')}${row('#1e1e1e')}</body>`);
  await page.screenshot({ path: 'out/images/icon-look.png' });
}
await browser.close();
