import * as z from 'zod/mini';
import type { Credentials } from './credentials';
import { RegistryFailure } from './failure';
import type { Network } from './network';

const answer = z.object({ token: z.optional(z.string()), access_token: z.optional(z.string()) });
/** A token that could be more than one header is none. */
const TOKEN = /^[\x21-\x7e]+$/;

interface Challenge {
  readonly scheme: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** What to send as Authorization after a registry has asked for it; without credentials, what anyone may have. */
export async function authorization(
  header: string | undefined,
  repository: string,
  credentials: Credentials | undefined,
  network: Network,
): Promise<string> {
  const challenges = challengesIn(header ?? '');
  const bearer = challenges.find(({ scheme, parameters }) => scheme === 'bearer' && parameters.realm);
  if (bearer) return `Bearer ${await fetchToken(bearer, repository, credentials, network)}`;
  const basic = challenges.some(({ scheme }) => scheme === 'basic');
  if (basic && credentials && 'user' in credentials) return basicOf(credentials);
  throw new RegistryFailure('unauthorised');
}

async function fetchToken(
  { parameters }: Challenge,
  repository: string,
  credentials: Credentials | undefined,
  network: Network,
): Promise<string> {
  const { realm, service, scope = `repository:${repository}:pull` } = parameters;
  if (!URL.canParse(realm)) throw new RegistryFailure('unauthorised');
  const url = new URL(realm);
  const wanted = { ...(service && { service }), scope };
  const isExchange = credentials !== undefined && 'refreshToken' in credentials;
  if (!isExchange) for (const [name, value] of Object.entries(wanted)) url.searchParams.set(name, value);
  const { status, body } = await network.ask(
    url,
    isExchange
      ? { form: exchangeOf(credentials.refreshToken, wanted) }
      : { authorization: credentials && basicOf(credentials) },
  );
  if (status === 429) throw new RegistryFailure('rateLimited');
  if (status >= 500) throw new RegistryFailure('server', { status });
  if (status !== 200) throw new RegistryFailure('unauthorised');
  const token = tokenIn(body.toString());
  if (token === undefined) throw new RegistryFailure('damaged');
  return token;
}

function exchangeOf(refreshToken: string, wanted: Record<string, string>): URLSearchParams {
  return new URLSearchParams({
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
    client_id: 'ecs-defender',
    ...wanted,
  });
}

function tokenIn(text: string): string | undefined {
  try {
    const { token, access_token } = answer.parse(JSON.parse(text));
    return [token, access_token].find((one) => one !== undefined && TOKEN.test(one));
  } catch {
    return undefined;
  }
}

function basicOf({ user, password }: { user: string; password: string }): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

/** `Bearer realm="...",service="...", Basic realm="..."`: words that stand alone begin a challenge. */
function challengesIn(header: string): Challenge[] {
  const challenges: { scheme: string; parameters: Record<string, string> }[] = [];
  for (const [, name, quoted, plain, scheme] of header.matchAll(
    /([\w-]+)\s*=\s*(?:"([^"]*)"|([^\s,"]+))|([\w-]+)/g,
  )) {
    if (scheme) challenges.push({ scheme: scheme.toLowerCase(), parameters: Object.create(null) });
    else if (challenges.length > 0) challenges.at(-1)!.parameters[name.toLowerCase()] = quoted ?? plain;
  }
  return challenges;
}
