import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseReference } from '../../server/src/images/reference';

const HUB = 'registry-1.docker.io';
const SHA = `sha256:${'0123456789abcdef'.repeat(4)}`;
const SHA512 = `sha512:${'0123456789abcdef'.repeat(8)}`;

describe('an image is read as Docker reads it', () => {
  const NAMES: [image: string, registry: string, repository: string, tag?: string, digest?: string][] = [
    ['nginx', HUB, 'library/nginx', 'latest'],
    ['nginx:1.27-alpine', HUB, 'library/nginx', '1.27-alpine'],
    ['bitnami/nginx', HUB, 'bitnami/nginx', 'latest'],
    ['docker.io/nginx', HUB, 'library/nginx', 'latest'],
    ['docker.io/library/nginx:1', HUB, 'library/nginx', '1'],
    ['index.docker.io/bitnami/nginx', HUB, 'bitnami/nginx', 'latest'],
    [`nginx@${SHA}`, HUB, 'library/nginx', undefined, SHA],
    [`nginx:1.27@${SHA}`, HUB, 'library/nginx', '1.27', SHA],
    [`nginx@${SHA512}`, HUB, 'library/nginx', undefined, SHA512],
    ['localhost/web', 'localhost', 'web', 'latest'],
    ['localhost:5000/web', 'localhost:5000', 'web', 'latest'],
    ['registry:5000/a/b/c:x@' + SHA, 'registry:5000', 'a/b/c', 'x', SHA],
    ['ghcr.io/owner/name:main', 'ghcr.io', 'owner/name', 'main'],
    ['Upper/web', 'Upper', 'web', 'latest'],
    ['[::1]:5000/web', '[::1]:5000', 'web', 'latest'],
    ['a-b__c/e.f_g-h--i', HUB, 'a-b__c/e.f_g-h--i', 'latest'],
    // A dot makes a host of the first part.
    ['a.b/c', 'a.b', 'c', 'latest'],
    [
      '123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/shop/web:7',
      '123456789012.dkr.ecr.ap-northeast-1.amazonaws.com',
      'shop/web',
      '7',
    ],
    ['public.ecr.aws/nginx/nginx', 'public.ecr.aws', 'nginx/nginx', 'latest'],
  ];
  for (const [image, registry, repository, tag, digest] of NAMES) {
    test(image, () => {
      assert.deepEqual(parseReference(image), { registry, repository, tag, digest });
    });
  }
});

describe('what is no image, or not one yet', () => {
  const NOT: string[] = [
    '',
    ' ',
    'nginx ',
    'Nginx',
    'a//b',
    '/nginx',
    'nginx/',
    'nginx:',
    'nginx:a b',
    'nginx:.x',
    `nginx:${'x'.repeat(129)}`,
    'nginx@sha256:123',
    `nginx@${SHA}@${SHA}`,
    `nginx@md5:${'0'.repeat(32)}`,
    '0123456789abcdef'.repeat(4),
    'a'.repeat(256),
    'https://registry.example.com/web',
    'registry.example.com:port/web',
    'registry.example.com:99999/web',
    'xn--a.example.com/web',
    '1.2.3.4.5/web',
    'registry.example.com/../web',
    'registry.example.com@evil.example.com/web',
    'user:password@registry.example.com/web',
    'registry.example.com/web?x=1',
    'registry.example.com/web#x',
    'web\n',
    '-registry.example.com/web',
    '${IMAGE}',
    'registry.example.com/web:${TAG}',
    '<IMAGE1_NAME>',
    '{{ image }}',
    '__IMAGE__',
    '$IMAGE',
    '%IMAGE%',
  ];
  for (const image of NOT) {
    test(JSON.stringify(image.slice(0, 60)), () => assert.equal(parseReference(image), undefined));
  }
});
