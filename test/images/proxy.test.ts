import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isLoopback, proxyFor } from '../../server/src/registry/hosts';

const PROXY = 'http://proxy.example.com:3128';

describe('the proxy for a registry, by the rules that Docker follows', () => {
  const CASES: [url: string, noProxy: string, isProxied: boolean][] = [
    ['https://registry.example.com/', '', true],
    ['https://registry.example.com/', 'other.example.com', true],
    ['https://registry.example.com/', '*', false],
    ['https://registry.example.com/', 'registry.example.com', false],
    ['https://registry.example.com/', 'Example.COM', false],
    ['https://registry.example.com/', ' .example.com, x', false],
    ['https://registry.example.com/', '*.example.com', false],
    ['https://example.com/', '.example.com', true],
    ['https://registry.example.com/', 'ample.com', true],
    ['https://registry.example.com/', 'example.com:443', false],
    ['https://registry.example.com:5000/', 'example.com:443', true],
    ['https://registry.example.com:5000/', 'example.com:5000', false],
    ['https://10.1.2.3/', '10.0.0.0/8', false],
    ['https://11.1.2.3/', '10.0.0.0/8', true],
    ['https://10.1.2.3/', '10.1.2.3', false],
    ['https://10.1.2.3/', '10.0.0.0/99', true],
    ['https://[fd00::1]/', 'fd00::/8', false],
    ['https://[fd00::1]/', '10.0.0.0/8', true],
    ['https://[fd00::1]/', 'fd00::1', false],
    ['https://localhost:5000/', '', false],
    ['https://127.0.0.9:5000/', '', false],
    ['https://[::1]:5000/', '', false],
  ];
  for (const [url, noProxy, isProxied] of CASES) {
    test(`${url} with NO_PROXY=${noProxy}`, () => {
      const expected = isProxied ? PROXY : undefined;
      assert.equal(proxyFor(new URL(url), { HTTPS_PROXY: PROXY, NO_PROXY: noProxy }), expected);
      assert.equal(proxyFor(new URL(url), { https_proxy: PROXY, no_proxy: noProxy }), expected);
      assert.equal(proxyFor(new URL(url), { NO_PROXY: noProxy }), undefined);
    });
  }
  test('a proxy without a scheme speaks http', () => {
    const found = proxyFor(new URL('https://registry.example.com/'), { ALL_PROXY: 'proxy:3128' });
    assert.equal(found, 'http://proxy:3128');
  });
});

test('only this machine is this machine', () => {
  const local = ['localhost', '127.0.0.1', '127.9.9.9', '[::1]'];
  const others = ['localhost.example.com', '128.0.0.1', '0.0.0.0', '10.0.0.1', '[::2]'];
  for (const host of local) assert.ok(isLoopback(new URL(`http://${host}:5000/`)), host);
  for (const host of others) assert.ok(!isLoopback(new URL(`http://${host}:5000/`)), host);
});
