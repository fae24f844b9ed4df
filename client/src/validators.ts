/** Who else of the editor holds task definitions against a schema: documents of a dialect, by their names. */
export interface SchemaValidator {
  readonly pattern: string;
  readonly dialect: 'api' | 'cloudformation';
}

/** An installed extension, as far as it matters here. */
export interface Installed {
  readonly id: string;
  readonly contributes?: {
    readonly jsonValidation?: readonly {
      readonly fileMatch?: string | readonly string[];
      readonly url?: string;
    }[];
  };
}

/** The user's own associations: `json.schemas`, and `yaml.schemas` of Red Hat's extension. */
export interface Associations {
  readonly json: readonly { readonly fileMatch?: readonly string[] }[];
  readonly yaml: Readonly<Record<string, string | readonly string[]>>;
}

/** Runs cfn-lint over every template. */
const CFN_LINT = 'kddejong.vscode-cfn-lint';
const YAML = 'redhat.vscode-yaml';
/** Schemas of task definitions, such as the AWS Toolkit's. */
const OF_ECS = /ecs-intellisense|task-?def/i;

/** Everybody who is known to validate task definitions here. */
export function validatorsAmong(
  installed: readonly Installed[],
  { json, yaml }: Associations,
): SchemaValidator[] {
  const has = (id: string): boolean => installed.some((one) => one.id.toLowerCase() === id);
  const contributed = installed.flatMap(({ contributes }) =>
    (contributes?.jsonValidation ?? [])
      .filter(({ fileMatch, url }) => OF_ECS.test(`${url} ${fileMatch}`))
      .flatMap(({ fileMatch }) => fileMatch ?? []),
  );
  const ofJson = [...contributed, ...json.flatMap(({ fileMatch }) => fileMatch ?? [])];
  const ofYaml = has(YAML) ? Object.values(yaml).flat() : [];
  return [
    ...patterns(ofJson, 'api'),
    // A schema that is given to a template is one of templates, in whatever syntax.
    ...patterns([...ofJson, ...ofYaml], 'cloudformation'),
    ...patterns(has(CFN_LINT) ? ['*'] : [], 'cloudformation'),
  ];
}

/** Associations that take files out again are nothing to go by. */
function patterns(globs: readonly string[], dialect: SchemaValidator['dialect']): SchemaValidator[] {
  return globs
    .filter((glob) => !glob.startsWith('!'))
    .map((glob) => ({ pattern: /^[^/*].*\//.test(glob) ? `**/${glob}` : glob, dialect }));
}
