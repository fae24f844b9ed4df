// AWS's documentation is HTML of a dozen elements. What it becomes is Markdown as editors show it.

const QUOTED = { note: 'Note', important: 'Important' };
const INLINE = { b: '**', i: '*' };
const ENTITIES = { lt: '<', gt: '>', amp: '&', quot: '"' };

/** The Markdown of a comment of the SDK. */
export function markdownOf(comment) {
  const lines = comment.split('\n').map((line) => line.replace(/^ *\* ?/, ''));
  const tag = lines.findIndex((line) => /^@\w/.test(line));
  const html = lines
    .slice(0, tag < 0 ? undefined : tag)
    .join(' ')
    .replace(/\\([{}])/g, '$1');
  const deprecated = /@deprecated\s*(.*)/.exec(comment)?.[1];
  return (deprecated === undefined ? '' : `**Deprecated** ${deprecated}\n\n`) + convert(html);
}

function convert(html) {
  let written = '';
  let link = '';
  let depth = 0;
  let code;
  const indent = () => '  '.repeat(depth);
  /** A new paragraph, unless one has just begun. */
  const paragraph = () => {
    written = written.trimEnd();
    if (written !== '' && !/(?:^|\n) *-$/.test(written)) written += `\n\n${indent()}`;
    else if (written !== '') written += ' ';
  };
  for (const piece of html.replace(/\s+/g, ' ').split(/(<[^>]*>)/)) {
    const [, slash, name, href] = /^<(\/?)([a-z]+)(?: href="([^"]*)")?[^>]*>$/.exec(piece) ?? [];
    // Between the ticks of code nothing is marked up.
    if (code !== undefined && name !== 'code') {
      if (name === undefined) code += unescaped(piece);
    } else if (name === undefined) {
      const text = unescaped(piece).replace(/[\\`*_[\]<]/g, '\\$&');
      written += /(?:^|\s)$/.test(written) ? text.trimStart() : text;
    } else if (name === 'code') {
      if (slash) written += `\`${code.trim()}\``;
      code = slash ? undefined : '';
    } else if (name === 'a') {
      if (!slash) link = href ?? '';
      written += slash ? `](${link})` : '[';
    } else if (name in INLINE) written += INLINE[name];
    else if (name === 'ul' || name === 'ol') {
      depth += slash ? -1 : 1;
      if (slash) paragraph();
    } else if (name === 'li') {
      if (!slash)
        written = `${written.trimEnd()}\n${/\n *-[^\n]*$/.test(written.trimEnd()) ? '' : '\n'}${'  '.repeat(depth - 1)}- `;
    } else if (name in QUOTED) {
      paragraph();
      if (!slash) written += `**${QUOTED[name]}:** `;
    } else if (name === 'dt') {
      if (!slash) paragraph();
      written += '**';
    } else if (name === 'p' || name === 'dl' || name === 'dd' || name === 'br') {
      if (!/\*\*\w+:\*\* $/.test(written)) paragraph();
    } else throw new Error(`an element nobody has seen: <${name}>`);
  }
  return written.replace(/[ \t]+$/gm, '').trim();
}

function unescaped(html) {
  return html.replace(/&(\w+);/g, (entity, name) => ENTITIES[name] ?? entity);
}
