// Reads the declarations of AWS's SDK, which are generated and so of one form: what is not of that form stops the build.

/** The documentation that stands before a declaration, as the HTML that it is. */
const COMMENT = /\/\*\*\n((?: *\*.*\n)*?) *\*\/\n/;

/** All interfaces and unions: members with their types as TypeScript writes them, whether they are required, and their
 * documentation. `text` is that of the `models_*.d.ts`. */
export function shapesIn(text) {
  const shapes = new Map();
  const blocks = new RegExp(
    `${COMMENT.source}export (interface|declare namespace) (\\w+)(?: extends \\w+)? \\{\\n([\\s\\S]*?)^\\}`,
    'gm',
  );
  for (const [, documentation, form, name, body] of text.matchAll(blocks))
    shapes.set(name, {
      documentation,
      // Only what is asked for is read: the rest of the SDK is of no concern here.
      members: () => (form === 'interface' ? membersIn(body, name) : choicesIn(body, name)),
    });
  return shapes;
}

/** The values of all enumerations, from the text of `enums.d.ts`. */
export function valuesIn(text) {
  const values = new Map();
  for (const [, name, body] of text.matchAll(/^export declare const (\w+): \{\n([\s\S]*?)^\};/gm))
    values.set(
      name,
      [...body.matchAll(/^ {4}readonly \w+: "([^"]*)";/gm)].map(([, value]) => value),
    );
  return values;
}

function membersIn(body, shape) {
  const members = new Map();
  const pattern = new RegExp(`\\s*${COMMENT.source}\\s*(\\w+)(\\??): (.+) \\| undefined;\\n`, 'y');
  while (pattern.lastIndex < body.length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(body);
    if (!match) throw new Error(`${shape}: not a member as the SDK writes them: ${body.slice(at, at + 200)}`);
    const [, documentation, name, optional, type] = match;
    members.set(name, { type, isRequired: optional === '', documentation });
  }
  return members;
}

/** A union is an interface for each of its members, all others of which are never there. */
function choicesIn(body, shape) {
  const members = new Map();
  const pattern = new RegExp(`${COMMENT.source} *interface (\\w+)Member \\{\\n([\\s\\S]*?)^ {4}\\}`, 'gm');
  for (const [, documentation, , own] of body.matchAll(pattern)) {
    const choice = /^ *(\w+): (.+);$/m.exec(own);
    if (choice) members.set(choice[1], { type: choice[2], isRequired: false, documentation });
  }
  if (members.size === 0) throw new Error(`${shape}: a union without members`);
  return members;
}
