import { expect, it } from 'vitest';
import { parseNodeIdentifier } from './node-identifier.ts';

const ip = (address: string, port?: number) => ({ address, port, isIp: true });
const name = (address: string) => ({ address, port: undefined, isIp: false });

it.each([
  ['192.0.2.43', ip('192.0.2.43')],
  ['192.0.2.43:47011', ip('192.0.2.43', 47_011)],
  ['192.0.2.43:_port', ip('192.0.2.43')],
  ['[2001:DB8:cafe::17]', ip('2001:db8:cafe::17')],
  ['[2001:db8:cafe:0:0::17]:47011', ip('2001:db8:cafe::17', 47_011)],
  ['[fe80::1%eth0]', ip('fe80::1')],
  ['[::ffff:192.0.2.43]:1', ip('192.0.2.43', 1)],
  ['Unknown', name('unknown')],
  ['unknown:_x', name('unknown')],
  ['unknown:80', name('unknown')],
  ['_gazonk', name('_gazonk')],
  ['_SEVKISEK:47', name('_SEVKISEK')],
])('reads %s', (text, node) => {
  expect(parseNodeIdentifier(text, false)).toEqual(node);
  expect(parseNodeIdentifier(text, true)).toEqual(node);
});

it('reads IPv6 without brackets where that is usual', () => {
  expect(parseNodeIdentifier('2001:db8::1', true)).toEqual(ip('2001:db8::1'));
  expect(parseNodeIdentifier('::ffff:192.0.2.43', true)).toEqual(ip('192.0.2.43'));
  expect(parseNodeIdentifier('2001:db8::1', false)).toBeUndefined();
});

it.each([
  '',
  'client.example',
  '192.0.2',
  '192.0.2.256',
  '192.0.2.043',
  '0x7f.0.0.1',
  '3232235777',
  '192.0.2.43:',
  '192.0.2.43:65536',
  '192.0.2.43:-1',
  '192.0.2.43:80:80',
  '[192.0.2.43]',
  '[192.0.2.43]:80',
  '[2001:db8::1',
  '2001:db8::1]',
  '[2001:db8::1]80',
  '[2001:db8::1]:',
  '[]',
  '[unknown]',
  '_',
  '_a b',
  `_${'a'.repeat(100)}`,
  'unknown2',
  '"192.0.2.43"',
  ' 192.0.2.43',
])('refuses %j', (text) => {
  expect(parseNodeIdentifier(text, false)).toBeUndefined();
  expect(parseNodeIdentifier(text, true)).toBeUndefined();
});
