import { expect, it } from 'vitest';
import { isOpenToNetwork } from './status.ts';

const local = [
  { host: '127.0.0.1', port: 8768 },
  { host: '::1', port: 8768 },
];
const everywhere = [...local, { host: '0.0.0.0', port: 8768 }];
const proxies = { trusted: [], named: 0, unnamed: 0, malformed: 0, untrusted: [] };
const seen = { address: '127.0.0.1', sent: ['Forwarded'], requests: 1, lastAt: 0 };

it.each([
  ['on every address', { listening: everywhere, token: false }, true],
  [
    'with a token',
    { listening: everywhere, token: true, proxies: { ...proxies, trusted: ['127.0.0.1'] } },
    false,
  ],
  ['of an older version that does not say', { listening: everywhere }, false],
  ['on this machine alone', { listening: local, token: false, proxies }, false],
  [
    'behind a trusted proxy',
    { listening: local, token: false, proxies: { ...proxies, trusted: ['::1'] } },
    true,
  ],
  [
    'behind another proxy',
    { listening: local, token: false, proxies: { ...proxies, untrusted: [seen] } },
    true,
  ],
])('a listener %s is open to the network: %s', (_which, status, open) => {
  expect(isOpenToNetwork(status)).toBe(open);
});
