import { type Locale, markdown } from '../l10n/catalogue';
import type { Paragraph } from '../service/about';

/** Paragraphs as Markdown; AWS's own are English in every language. */
export function markdownOf(paragraphs: readonly Paragraph[], locale: Locale): string {
  return paragraphs.map((one) => ('markdown' in one ? one.markdown : markdown(one, locale))).join('\n\n');
}
