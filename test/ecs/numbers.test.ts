import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sizeIn } from '../../server/src/ecs/numbers';
import { closest } from '../../server/src/findings/closest';

const SIZES: ['cpu' | 'memory', string, number | undefined][] = [
  ['cpu', '256', 256],
  ['cpu', '.25 vCPU', 256],
  ['cpu', '0.25vcpu', 256],
  ['cpu', '1 vCPU', 1024],
  ['cpu', '16 vCPU', 16384],
  ['cpu', '1 GB', undefined],
  ['cpu', '1.5', undefined],
  ['memory', '512', 512],
  ['memory', '0.5 GB', 512],
  ['memory', '30GB', 30720],
  ['memory', '2 gb', 2048],
  ['memory', '512 MB', undefined],
  ['memory', '', undefined],
  ['memory', '-1', undefined],
];
for (const [property, text, wanted] of SIZES)
  test(`${property} "${text}"`, () => assert.equal(sizeIn(property, text), wanted));

const NAMES = ['name', 'image', 'privileged', 'portMappings', 'cpu', 'essential', 'environment'];
const MEANT: [string, string | undefined][] = [
  ['privilege', 'privileged'],
  ['portMapings', 'portMappings'],
  ['Image', 'image'],
  ['iamge', 'image'],
  ['enviroment', 'environment'],
  ['esential', 'essential'],
  ['cpus', 'cpu'],
  ['expanded', undefined],
  ['x', undefined],
];
for (const [written, wanted] of MEANT)
  test(`who writes "${written}" means ${wanted ?? 'nobody knows what'}`, () =>
    assert.equal(closest(written, NAMES), wanted));
