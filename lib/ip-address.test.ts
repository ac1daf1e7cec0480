import { describe, expect, it } from 'vitest';
import {
  formatEndpoint,
  formatIpAddress,
  formatIpNetwork,
  isInNetwork,
  parseIpAddress,
  parseIpNetwork,
} from './ip-address.ts';

const canonical = (text: string) => {
  const address = parseIpAddress(text);
  return address && formatIpAddress(address);
};

describe('parseIpAddress', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::FFFF:192.0.2.7', '192.0.2.7'],
    ['2001:DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['::', '::'],
  ])('%s is %s', (text, address) => {
    expect(canonical(text)).toBe(address);
  });

  it.each(['', '1', '127.1', '0x7f.0.0.1', '010.0.0.1', '192.0.2.7 ', '192.0.2.7:80', '[::1]', 'localhost'])(
    '%j is none',
    (text) => {
      expect(parseIpAddress(text)).toBeUndefined();
    },
  );
});

describe('parseIpNetwork', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['192.0.2.7/32', '192.0.2.7'],
    ['10.0.0.0/8', '10.0.0.0/8'],
    ['10.64.0.0/10', '10.64.0.0/10'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['2001:DB8::/32', '2001:db8::/32'],
    ['::1/128', '::1'],
    ['::/0', '::/0'],
    ['::ffff:10.0.0.0/104', '10.0.0.0/8'],
    ['::ffff:10.1.2.3', '10.1.2.3'],
  ])('%s is %s', (text, network) => {
    const parsed = parseIpNetwork(text);
    expect(parsed && formatIpNetwork(parsed)).toBe(network);
  });

  it.each([
    '',
    '10.0.0.0/',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0.0/8/8',
    '10.0.0.1/8',
    '10.192.0.0/9',
    '10/8',
    '2001:db8::/129',
    '2001:db8::1/64',
    '::ffff:10.0.0.0/8',
    'fe80::1%eth0',
    'proxy.example',
    '10.0.0.0/255.0.0.0',
  ])('%j is none', (text) => {
    expect(parseIpNetwork(text)).toBeUndefined();
  });
});

it.each([
  ['10.255.255.255', '10.0.0.0/8', true],
  ['11.0.0.0', '10.0.0.0/8', false],
  ['::ffff:10.1.2.3', '10.0.0.0/8', true],
  ['2001:db8:ffff::1', '2001:db8::/32', true],
  ['2001:db9::1', '2001:db8::/32', false],
  ['192.0.2.7', '::/0', false],
  ['::1', '0.0.0.0/0', false],
])('%s in %s: %s', (text, entry, isIn) => {
  const [address, network] = [parseIpAddress(text), parseIpNetwork(entry)];
  expect(address && network && isInNetwork(address, network)).toBe(isIn);
});

it('writes an endpoint so that the port can be told from an IPv6 address', () => {
  expect([
    formatEndpoint('192.0.2.7', 80),
    formatEndpoint('2001:db8::1', 80),
    formatEndpoint('2001:db8::1', undefined),
  ]).toEqual(['192.0.2.7:80', '[2001:db8::1]:80', '2001:db8::1']);
});
