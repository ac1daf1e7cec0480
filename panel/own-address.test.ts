import { expect, it } from 'vitest';
import { ownAddress } from './own-address.ts';

const at = (...hosts: string[]) => hosts.map((host) => ({ host, port: 8_768 }));

it.each([
  ['every address', at('::', '0.0.0.0'), undefined, 'ws://127.0.0.1:8768'],
  ['IPv6 only, with TLS', at('::'), true, 'wss://[::1]:8768'],
  ['one address of the network', at('192.0.2.7'), false, 'ws://192.0.2.7:8768'],
  ['loopback before others', at('192.0.2.7', '::1', '127.0.0.1'), false, 'ws://127.0.0.1:8768'],
  ['a link-local address only', at('fe80::1%eth0'), false, undefined],
  ['nothing', [], false, undefined],
] as const)('of a listener bound to %s', (_, listening, tls, address) => {
  expect(ownAddress({ listening: [...listening], tls })).toBe(address);
});
