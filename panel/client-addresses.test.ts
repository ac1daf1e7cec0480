import type { NetworkInterfaceInfo } from 'node:os';
import { expect, it } from 'vitest';
import { clientAddresses } from './client-addresses.ts';

function info(address: string, internal = false): NetworkInterfaceInfo {
  const base = { address, netmask: '', mac: '', internal, cidr: null };
  return address.includes(':') ? { ...base, family: 'IPv6', scopeid: 0 } : { ...base, family: 'IPv4' };
}

const NETWORK = {
  interfaces: {
    lo: [info('127.0.0.1', true), info('::1', true)],
    eth0: [info('192.0.2.7'), info('2001:db8::7'), info('fe80::1')],
    wlan0: [info('198.51.100.4')],
    gone: undefined,
  },
  machine: 'qmserver',
};
const bound = (...hosts: string[]) => hosts.map((host) => ({ host, port: 8_768 }));
const urls = (...hosts: string[]) =>
  clientAddresses({ listening: bound(...hosts), tls: false }, NETWORK).map(({ url }) => url);

it('names every network of a listener that is bound to all, the most useful first', () => {
  expect(clientAddresses({ listening: bound('0.0.0.0', '::'), tls: true }, NETWORK)).toEqual([
    { url: 'wss://192.0.2.7:8768', reach: 'network', via: 'eth0' },
    { url: 'wss://198.51.100.4:8768', reach: 'network', via: 'wlan0' },
    { url: 'wss://qmserver:8768', reach: 'network', via: 'name of this machine' },
    { url: 'wss://[2001:db8::7]:8768', reach: 'network', via: 'eth0' },
    { url: 'wss://localhost:8768', reach: 'machine', via: 'this machine only' },
  ]);
});

it('names only what a listener is bound to', () => {
  expect(urls('0.0.0.0')).not.toContain('ws://[2001:db8::7]:8768');
  expect(urls('127.0.0.1', '::1')).toEqual(['ws://127.0.0.1:8768', 'ws://[::1]:8768']);
  expect(clientAddresses({ listening: bound('127.0.0.1'), tls: undefined }, NETWORK)).toEqual([
    { url: 'ws://127.0.0.1:8768', reach: 'machine', via: 'this machine only' },
  ]);
  expect(clientAddresses({ listening: bound('198.51.100.4'), tls: false }, NETWORK)[0]).toMatchObject({
    via: 'wlan0',
  });
  expect(clientAddresses({ listening: bound('203.0.113.1'), tls: false }, NETWORK)[0]).toMatchObject({
    via: 'set by WEBSOCKET_HOST',
  });
  expect(urls('fe80::1%eth0')).toEqual([]);
});

it('names each port once', () => {
  const listening = [...bound('0.0.0.0'), { host: '0.0.0.0', port: 8_765 }];
  const found = clientAddresses({ listening, tls: false }, { interfaces: {}, machine: 'qmserver' });
  expect(found.map(({ url }) => url)).toEqual([
    'ws://qmserver:8768',
    'ws://qmserver:8765',
    'ws://localhost:8768',
    'ws://localhost:8765',
  ]);
});
