/** Text of a document where it must stay text. Messages name containers and images, and anybody may have written those. */

/** A text for notifications and tooltips, in which editors make links of `[label](command:...)`: a space without width
 * keeps the two halves apart. */
export function withoutLinks(text: string): string {
  return text.replaceAll('](', ']\u200b(');
}

/** A text for the log of GitHub Actions, in which lines that begin with `::`, and `##[` anywhere, are commands. */
export function withoutCommands(text: string): string {
  return text.replace(/^([^\S\r\n\u2028\u2029]*:):/gm, '$1\u200b:').replaceAll('##[', '##\u200b[');
}

/** What ends a line, moves the cursor or changes colours; and what makes a line read in another order (UAX #9, 2). */
const TREACHEROUS = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** A text as it stands within a line of a terminal or a log: what would be obeyed is seen instead, as JSON writes it. */
export function visible(text: string): string {
  return text.replace(
    TREACHEROUS,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A text as a code span of Markdown, in a fence that the text does not hold (CommonMark 6.1). */
export function codeSpan(text: string): string {
  const line = text.replace(/\s*[\r\n]\s*/g, ' ');
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = /^`|`$|^ .* $/.test(line) ? ' ' : '';
  return fence + pad + line + pad + fence;
}

/** A text as it stands in HTML and XML, in content and in attributes; what XML cannot hold at all becomes U+FFFD. */
export function markup(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Cs}]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** A text as it stands in a line or a table of Markdown: no markup, no link, no second line. */
export function markdownText(text: string): string {
  return text
    .replace(/\s*[\r\n]\s*/g, ' ')
    .replace(/[\\`*{}[\]<>|#~&$]|(?<!\w)_|_(?!\w)|:(?=\/\/)|@/g, '\\$&');
}
