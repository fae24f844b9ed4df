/** What the build makes of AWS's SDK (scripts/build/model). */

declare module 'ecs-model:shapes' {
  const model: {
    /** Each member's type as TypeScript writes it: `string[]`, `Record<string, string>`, the name of a shape or of an
     * enumeration; `!` at the end where the member is required. */
    readonly shapes: Readonly<Record<string, Readonly<Record<string, string>>>>;
    readonly values: Readonly<Record<string, readonly string[]>>;
  };
  export default model;
}

declare module 'ecs-model:documentation' {
  /** Markdown by `Shape` and `Shape.member`. */
  const documentation: Readonly<Record<string, string>>;
  export default documentation;
}
