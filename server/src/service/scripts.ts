import type { Span } from '../findings/finding';
import { type Proposal, proposeInMessage, proposeInScript } from '../policy/customRules/completion';
import type { CustomRule } from '../policy/customRules/customRule';
import { format } from '../policy/customRules/format';
import { toldInMessage, toldInScript } from '../policy/customRules/hover';
import { type Semantic, semanticsOf, semanticsOfMessage } from '../policy/customRules/semantics';
import { type Signature, signatureAt } from '../policy/customRules/signature';
import type { TextEdit } from '../syntax/edits';
import { lineBreakAt } from '../syntax/lines';
import { outside, type Region } from '../syntax/region';
import type { Hover } from './hover/hover';
import type { Model } from './model';

export type { Proposal };

/** The language of custom rules wherever it stands in a document: in the text of a script, in the macros of a message.
 * What comes from a text is carried to where it stands. */

/** In a JSON string, lines are as narrow as they can be. */
const INDENT = '  ';

/** A text of the language at an offset of the document. */
interface Place {
  readonly rule: CustomRule;
  readonly region: Region;
  readonly isScript: boolean;
  /** The offset in the text. */
  readonly offset: number;
}

function placeAt({ customRules }: Model, offset: number): Place | undefined {
  for (const rule of customRules) {
    for (const region of [rule.script, rule.message]) {
      if (region && region.start <= offset && offset <= region.end)
        return { rule, region, isScript: region === rule.script, offset: region.inside(offset) };
    }
  }
  return undefined;
}

/** A span of a text as one of the document. */
function carried<T extends Span>(region: Region, span: T): T {
  return { ...span, start: region.outside(span.start), end: region.outside(span.end) };
}

export function hoverInScript(model: Model, at: number): Hover | undefined {
  const place = placeAt(model, at);
  if (!place) return undefined;
  const { rule, region, isScript, offset } = place;
  const told = isScript ? toldInScript(rule, offset) : toldInMessage(region.text, offset);
  return told && carried(region, told);
}

export function proposalsInScript(model: Model, at: number): Proposal[] {
  const place = placeAt(model, at);
  if (!place) return [];
  const { rule, region, isScript, offset } = place;
  // In the middle of an escape nothing can be written.
  if (region.outside(offset) !== at) return [];
  const found = isScript ? proposeInScript(rule, offset) : proposeInMessage(rule.type, region.text, offset);
  return found.map((one) => ({
    ...carried(region, one),
    pieces: one.pieces.map((piece) => region.write(piece)),
  }));
}

export function signatureInScript(model: Model, at: number): Signature | undefined {
  const place = placeAt(model, at);
  return place?.isScript ? signatureAt(place.rule.parsed, place.offset) : undefined;
}

export function semanticsIn({ customRules }: Model): Semantic[] {
  const found = customRules.flatMap(({ script, parsed, message }) => [
    ...semanticsOf(parsed).map((one) => carried(script, one)),
    ...(message ? semanticsOfMessage(message.text).map((one) => carried(message, one)) : []),
  ]);
  return found.sort((a, b) => a.start - b.start);
}

/** Lays out one script; in a file that is one, `indent` is the editor's. */
function formatScript({ script, parsed, struct, tree }: CustomRule, indent: string): TextEdit[] {
  const isFile = struct === undefined;
  const lineBreak = isFile ? lineBreakAt(tree.text, 0) : '\n';
  return format(parsed.text, parsed.tokens, { indent, lineBreak, isFile }).map((edit) =>
    outside(script, edit),
  );
}

/** Lays out the script at an offset of a document. */
export function layoutAt(model: Model, at: number): TextEdit[] {
  const place = placeAt(model, at);
  return place ? formatScript(place.rule, INDENT) : [];
}

/** Lays out a file that is a script; what other documents look like is not ours. */
export function formatFile({ customRules }: Model, indent: string): TextEdit[] {
  return customRules
    .filter(({ struct }) => struct === undefined)
    .flatMap((rule) => formatScript(rule, indent));
}
