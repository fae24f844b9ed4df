import { closest } from '../findings/closest';
import type { Fix, Span } from '../findings/finding';
import { type Message, message } from '../l10n/message';
import { Kind, type NodeId, type Tree } from '../syntax/tree';
import type { PolicyDocument } from './recognise';
import { isBefore } from './releases';
import { EXPORT_MARKS, type JsonType, LEFTOVERS, type Properties, type Schema } from './schema/schema';

/** Something about the shape of a document, and the rule that says it. */
export interface ShapeProblem extends Span {
  readonly code: 'policy-structure' | 'policy-value' | 'policy-unknown-field' | 'policy-field-version';
  readonly message: Message;
  readonly fixes?: readonly Fix[];
}

/** What the walk over a document has met. */
export interface Shape {
  readonly problems: readonly ShapeProblem[];
  /** Keys that the Console's web interface has left. */
  readonly leftovers: readonly NodeId[];
  /** Keys of what the Console sets itself. */
  readonly readOnly: readonly NodeId[];
  /** Keys of what current Consoles no longer know, where the Console's release is not known. */
  readonly gone: readonly NodeId[];
}

/** Holds a document against its schema; `release` is the Console's, where it is known. */
export function shapeOf({ tree, schema, isPolicy, items }: PolicyDocument, release?: string): Shape {
  const walk = new Walk(tree, release);
  if (schema && isPolicy) walk.value(0, schema);
  else if (schema) for (const item of items) walk.value(item.node, schema);
  return walk;
}

class Walk implements Shape {
  readonly problems: ShapeProblem[] = [];
  readonly leftovers: NodeId[] = [];
  readonly readOnly: NodeId[] = [];
  readonly gone: NodeId[] = [];

  constructor(
    private readonly tree: Tree,
    private readonly release: string | undefined,
  ) {}

  value(node: NodeId, schema: Schema, name = ''): void {
    const { tree } = this;
    const kind = tree.kind(node);
    // What a template fills in, or nobody has typed yet, is never wrong.
    if (kind === Kind.Opaque || kind === Kind.Missing || kind === Kind.Invalid) return;
    // The Console's own language writes null for what is not set; only required objects cannot be.
    if (kind === Kind.Null && !schema.isRequired) return;
    if (kind === Kind.Null && schema.type === 'list' && schema.least === 0) return;
    if (!isOf(tree, node, schema)) {
      const wanted = wantedOf(schema).flatMap((type, place) => [
        ...(place > 0 ? [message('policy.or')] : []),
        message(`policy.type.${type}`),
      ]);
      this.say('policy-structure', node, message('policy.wrongType', { name, wanted }));
      return;
    }
    switch (schema.type) {
      case 'object':
        return this.members(node, schema.properties);
      case 'list':
        if (tree.children(node).length < schema.least)
          this.say('policy-structure', node, message('policy.emptyList', { name }));
        for (const item of tree.children(node)) this.value(item, schema.items, name);
        return;
      case 'text':
        if (schema.isFilled && tree.string(node) === '')
          this.say('policy-structure', node, message('policy.emptyText', { name }));
        return;
      case 'oneOf': {
        const value = tree.string(node);
        if (schema.values.includes(value) || schema.elsewhere?.includes(value)) return;
        const values = schema.values.filter(Boolean);
        const text = message('policy.wrongValue', { name, value, values: values.join(', ') });
        this.say(
          'policy-value',
          node,
          withReason(text, value),
          values.map((one) => replaceBy(node, one)),
        );
        return;
      }
      case 'integer': {
        const value = Number(tree.source(node));
        const { least, most } = schema;
        if (value >= least && value <= most) return;
        const text = Number.isFinite(most)
          ? message('policy.range', { name, least, most })
          : message('policy.least', { name, least });
        this.say('policy-value', node, text);
      }
    }
  }

  private members(object: NodeId, properties: Properties): void {
    const { tree } = this;
    const seen = new Set<string>();
    const members = tree.children(object);
    const hasDirective = members.some((node) => tree.kind(node) === Kind.Directive);
    const names = members.map((node, place) =>
      place % 2 === 0 && tree.kind(node) === Kind.String ? nameIn(properties, tree.string(node)) : undefined,
    );
    const taken = new Set(names);
    for (let place = 0; place < members.length; place += 2) {
      const [key, value] = [members[place], members[place + 1]];
      if (tree.kind(key) !== Kind.String) continue;
      const written = tree.string(key);
      if (LEFTOVERS.includes(written) || (object === 0 && EXPORT_MARKS.includes(written))) {
        this.leftovers.push(key);
        continue;
      }
      const name = names[place];
      if (name === undefined) {
        const isFree = (one: string): boolean => !taken.has(one);
        this.unknown(key, written, Object.keys(properties).filter(isFree));
        continue;
      }
      seen.add(name);
      const schema = properties[name];
      if (schema.isReadOnly) this.readOnly.push(key);
      this.version(key, name, schema);
      this.value(value, schema, name);
    }
    // A template may bring what is missing.
    if (hasDirective) return;
    const missing = Object.keys(properties).filter((name) => properties[name].isRequired && !seen.has(name));
    for (const name of missing) {
      const start = tree.start(object);
      const end = start + 1;
      this.problems.push({
        code: 'policy-structure',
        start,
        end,
        message: message('policy.missing', { name }),
      });
    }
  }

  /** @param free the names that the object could still have */
  private unknown(key: NodeId, written: string, free: readonly string[]): void {
    const maybe = closest(written, free);
    const text = maybe
      ? message('policy.unknownFieldMaybe', { name: written, maybe })
      : message('policy.unknownField', { name: written });
    const fixes: Fix[] = maybe
      ? [
          {
            title: message('fix.renameKey', { expected: maybe }),
            changes: () => [{ op: 'rename', key, name: maybe }],
          },
        ]
      : [];
    this.say('policy-unknown-field', key, text, fixes);
  }

  private version(key: NodeId, name: string, { since, removedIn }: Schema): void {
    const { release } = this;
    if (since && release && isBefore(release, since))
      this.say('policy-field-version', key, message('policy.notYet', { name, since, release }));
    if (!removedIn || (release && isBefore(release, removedIn))) return;
    if (!release) {
      this.gone.push(key);
      return;
    }
    const fix: Fix = {
      title: message('fix.removeProperty', { name }),
      changes: () => [{ op: 'remove', node: key }],
    };
    this.say('policy-field-version', key, message('policy.noLonger', { name, removedIn, release }), [fix]);
  }

  private say(code: ShapeProblem['code'], node: NodeId, text: Message, fixes: readonly Fix[] = []): void {
    const { tree } = this;
    this.problems.push({
      code,
      start: tree.start(node),
      end: tree.end(node),
      message: text,
      fixes,
    });
  }
}

const replaceBy = (node: NodeId, value: string): Fix => ({
  title: message('fix.setValue', { value }),
  changes: () => [{ op: 'replace', node, value }],
  isChoice: true,
});

/** Effects of other parts of the product, which people expect here. */
const ELSEWHERE: Readonly<Record<string, Message>> = {
  ignore: message('policy.effect.ignore'),
  allow: message('policy.effect.allow'),
  ban: message('policy.effect.ban'),
  disable: message('policy.effect.disable'),
};

function withReason(text: Message, value: string): Message {
  const reason = Object.hasOwn(ELSEWHERE, value) ? ELSEWHERE[value] : undefined;
  return reason ? message('sentences', { parts: [text, reason] }) : text;
}

function isOf(tree: Tree, node: NodeId, schema: Schema): boolean {
  return schema.type === 'anything' || wantedOf(schema).some((type) => isType(tree, node, type));
}

function wantedOf(schema: Schema): readonly (JsonType | 'number')[] {
  switch (schema.type) {
    case 'object':
      return ['object'];
    case 'list':
      return ['array'];
    case 'text':
    case 'oneOf':
      return ['string'];
    case 'flag':
      return ['boolean'];
    case 'either':
      return schema.types;
    case 'anything':
      return [];
    default:
      return [schema.type];
  }
}

function isType(tree: Tree, node: NodeId, type: JsonType | 'number'): boolean {
  switch (tree.kind(node)) {
    case Kind.Object:
      return type === 'object';
    case Kind.Array:
      return type === 'array';
    case Kind.String:
      return type === 'string';
    case Kind.True:
    case Kind.False:
      return type === 'boolean';
    case Kind.Number:
      return type === 'number' || (type === 'integer' && Number.isInteger(Number(tree.source(node))));
    default:
      return false;
  }
}

/** The property's name as the product spells it; its reader takes any case. */
function nameIn(properties: Properties, written: string): string | undefined {
  if (Object.hasOwn(properties, written)) return written;
  const lower = written.toLowerCase();
  return Object.keys(properties).find((name) => name.toLowerCase() === lower);
}
