import { randomBytes } from 'node:crypto';
import type { Clock } from '../../lib/clock.ts';
import type { Config } from '../config/config.ts';
import { describeStore, parseStoreAddress } from '../config/store-address.ts';
import type { Log } from '../log/log-line.ts';
import { StoreClient } from './store-client.ts';
import { storeOpener } from './store-connection.ts';

/** Every key in the store begins with this; a login can be limited to such keys. */
export const STORE_PREFIX = 'hal:';

/** Opens the configured session store, which connects in the background; undefined if none is configured. */
export function openStore(config: Config, log: Log, clock: Clock): StoreClient | undefined {
  const { sessionStore } = config;
  const address = sessionStore === undefined ? undefined : parseStoreAddress(sessionStore);
  if (sessionStore === undefined || address === undefined) return undefined;
  return new StoreClient({
    open: storeOpener({
      address: sessionStore,
      username: config.sessionStoreUsername,
      passwordFile: config.sessionStorePasswordFile,
      caFile: config.sessionStoreCaFile,
    }),
    name: describeStore(address),
    probeKey: `${STORE_PREFIX}probe:${randomBytes(6).toString('hex')}`,
    log,
    clock,
  });
}
