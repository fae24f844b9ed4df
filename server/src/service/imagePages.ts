import { repositoryPage } from '../ecs/console';
import { DOCKER_HUB, parseReference } from '../images/reference';

/** The page for people of an image's repository; undefined where its registry has none that we know. */
export function imagePage(image: string): string | undefined {
  const reference = parseReference(image);
  return reference && PAGES.map((page) => page(reference.registry, reference.repository)).find(Boolean);
}

type Page = (registry: string, repository: string) => string | undefined;

const PAGES: readonly Page[] = [
  (registry, repository) => {
    if (registry !== DOCKER_HUB) return undefined;
    const [, official] = /^library\/([^/]+)$/.exec(repository) ?? [];
    if (official) return `https://hub.docker.com/_/${official}`;
    return /^[^/]+\/[^/]+$/.test(repository) ? `https://hub.docker.com/r/${repository}` : undefined;
  },
  (registry, repository) => {
    const [, account, region] = PRIVATE_ECR.exec(registry) ?? DUAL_STACK_ECR.exec(registry) ?? [];
    return account && region ? repositoryPage(account, region, repository) : undefined;
  },
  at(/^public\.ecr\.aws$/, (_, repository) => `https://gallery.ecr.aws/${repository}`),
  at(/^quay\.io$/, (_, repository) => `https://quay.io/repository/${repository}`),
  at(/^mcr\.microsoft\.com$/, (_, repository) => `https://mcr.microsoft.com/artifact/mar/${repository}`),
  // These lead a browser to the page of what is kept there.
  at(/^(?:ghcr\.io|(?:[a-z]+\.)?gcr\.io|[a-z0-9-]+-docker\.pkg\.dev)$/, (registry, repository) => {
    return `https://${registry}/${repository}`;
  }),
];

/** Private registries (Amazon ECR private registries in the ECR user guide): IPv4, FIPS, dual stack. */
const PRIVATE_ECR = /^(\d{12})\.dkr\.ecr(?:-fips)?\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/;
const DUAL_STACK_ECR = /^(\d{12})\.dkr-ecr(?:-fips)?\.([a-z0-9-]+)\.on\.(?:aws|amazonwebservices\.com\.cn)$/;

function at(host: RegExp, page: Page): Page {
  return (registry, repository) => (host.test(registry) ? page(registry, repository) : undefined);
}
