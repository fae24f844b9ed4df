/** What the suite needs of `node:assert/strict`, for the worker of a browser, which has no modules of Node. */

class AssertionError extends Error {}

function fail(detail: string, message: string | undefined): never {
  throw new AssertionError(message ? `${message}: ${detail}` : detail);
}

function ok(value: unknown, message?: string): asserts value {
  if (!value) fail('it does not hold', message);
}

function equal(actual: unknown, expected: unknown, message?: string): void {
  if (!Object.is(actual, expected)) fail(`${show(actual)} is not ${show(expected)}`, message);
}

function notEqual(actual: unknown, expected: unknown, message?: string): void {
  if (Object.is(actual, expected)) fail(`it is ${show(actual)}`, message);
}

function deepEqual(actual: unknown, expected: unknown, message?: string): void {
  if (!isSame(actual, expected)) fail(`${show(actual)} is not ${show(expected)}`, message);
}

function match(text: string, pattern: RegExp, message?: string): void {
  if (!pattern.test(text)) fail(`${show(text)} does not match ${pattern}`, message);
}

async function rejects(promise: PromiseLike<unknown>, pattern: RegExp): Promise<void> {
  const fault = await Promise.resolve(promise).then(
    () => fail('nothing was refused', undefined),
    (error: unknown) => error,
  );
  match(fault instanceof Error ? fault.message : String(fault), pattern);
}

function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return Object.is(one, other);
  const [names, others] = [Object.keys(one), Object.keys(other)];
  return (
    Array.isArray(one) === Array.isArray(other) &&
    names.length === others.length &&
    names.every(
      (name) => Object.hasOwn(other, name) && isSame(one[name as keyof object], other[name as keyof object]),
    )
  );
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}

export default { ok, equal, notEqual, deepEqual, match, rejects };
