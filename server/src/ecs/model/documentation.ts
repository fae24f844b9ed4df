import type { Member, Shape } from './shapes';

/** AWS's own documentation of its model: English, as Markdown, by `Shape` and `Shape.member`. */
export type Documentation = Readonly<Record<string, string>>;

/** Gives the text of `ecs-documentation.json`; where it lies is the door's business. */
export type DocumentationSource = () => Promise<string>;

const loaded = new WeakMap<DocumentationSource, Promise<Documentation>>();

/** The documentation, read when it is asked for the first time. One that cannot be read is empty, and tried again. */
export function documentation(read: DocumentationSource): Promise<Documentation> {
  let own = loaded.get(read);
  if (!own) {
    own = read().then(
      (text) => JSON.parse(text) as Documentation,
      () => {
        loaded.delete(read);
        return {};
      },
    );
    loaded.set(read, own);
  }
  return own;
}

/** What AWS says of a member, or of a shape. */
export function docOf(all: Documentation, of: Member | Shape): string | undefined {
  return all['id' in of ? of.id : of.name];
}
