import type { Locale } from '../../l10n/catalogue';
import { markup } from '../../l10n/escape';
import type { Page, Table } from './page';

/** Colours keep a contrast of at least 4.5 to 1 (WCAG 2.2, 1.4.3) in both schemes. */
const STYLE = `
:root { color-scheme: light dark; --line: #c8ccd1; --head: #f2f4f6; --text: #1b1f24; --page: #ffffff; }
@media (prefers-color-scheme: dark) { :root { --line: #454b54; --head: #22272e; --text: #e6e9ee; --page: #15181d; } }
body { font: 15px/1.6 system-ui, "Hiragino Sans", "Noto Sans CJK JP", "Yu Gothic UI", sans-serif; color: var(--text);
  background: var(--page); margin: 2rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; }
dt { font-weight: 600; } dd { margin: 0; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; }
.scroll:focus-visible { outline: 2px solid currentColor; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid var(--line); padding: .35rem .6rem; text-align: start; vertical-align: top; overflow-wrap: anywhere; }
thead th { background: var(--head); white-space: nowrap; } tbody th { font-weight: 600; } .short { white-space: nowrap; }
td:not(.short), tbody th { min-width: 8rem; }
@media print { body { margin: 0; } thead { display: table-header-group; } tr { break-inside: avoid; } }
`;

/** A date or a state reads better in one line. */
const SHORT = 20;
const NOWRAP = ' class="short"';

/** One file that needs nothing else: no script, no address, no font from elsewhere. */
export function htmlPage({ title, facts, tables }: Page, locale: Locale): string {
  const terms = facts.map(([name, value]) => `<dt>${markup(name)}</dt><dd>${markup(value)}</dd>`);
  return `<!DOCTYPE html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${markup(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${markup(title)}</h1>
<dl>${terms.join('')}</dl>
${tables.map(section).join('\n')}
</main>
</body>
</html>
`;
}

function section({ title, head, rows, none }: Table, place: number): string {
  const id = `table-${place + 1}`;
  const heading = `<h2 id="${id}">${markup(title)} (${rows.length})</h2>`;
  if (rows.length === 0) return `${heading}\n<p>${markup(none)}</p>`;
  const columns = head.map((name) => `<th scope="col">${markup(name)}</th>`).join('');
  const lines = rows.map(([first, ...others]) => {
    const cells = others
      .map((cell) => `<td${cell.length > SHORT ? '' : NOWRAP}>${markup(cell)}</td>`)
      .join('');
    return `<tr><th scope="row">${markup(first)}</th>${cells}</tr>`;
  });
  return `${heading}
<div class="scroll" role="region" aria-labelledby="${id}" tabindex="0">
<table aria-labelledby="${id}">
<thead><tr>${columns}</tr></thead>
<tbody>
${lines.join('\n')}
</tbody>
</table>
</div>`;
}
