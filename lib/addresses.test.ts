import { expect, it } from 'vitest';
import { addressGroup, isThisMachine } from './addresses.ts';

it.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['::FFFF:127.0.0.1', '127.0.0.1'],
  ['::1', '::1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:db8::9', '2001:db8:0:0::/64'],
  ['2001:DB8::', '2001:db8:0:0::/64'],
  ['::9', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80::1'],
  ['fe80::2%eth0', 'fe80::2'],
  [undefined, 'unknown'],
])('%s counts under %s', (address, group) => {
  expect(addressGroup(address)).toBe(group);
});

it('knows where programs of this machine come from', () => {
  expect(['127.0.0.1', '::1'].every(isThisMachine)).toBe(true);
  expect(['127.0.0.2', '192.0.2.7', 'unknown'].some(isThisMachine)).toBe(false);
});
