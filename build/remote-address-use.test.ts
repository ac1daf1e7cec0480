import { expect, it } from 'vitest';
import { NODE_ROOMS, readSource, sourceFiles } from './rooms.ts';

/** Behind a proxy the peer of a socket is not the client: only these may ask who the peer is. */
const READERS: Readonly<Record<string, string>> = {
  'lib/pending-http-sockets.ts':
    'tells sockets apart by their two ends; its groups are handed in by the listener',
  'listener/server/proxy/client-addresses.ts': 'says who the client is',
};

it('reads the address of a peer in one place, which knows of proxies', () => {
  const found = sourceFiles(NODE_ROOMS).filter((file) =>
    /\bremote(?:Address|Port|Family)\b/.test(readSource(file)),
  );
  expect(found).toEqual(Object.keys(READERS));
});
