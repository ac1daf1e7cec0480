import type { ConnectionOptions } from 'node:tls';
import { createClient, RESP_TYPES } from '@redis/client';
import type { StoreAddress } from '../config/store-address.ts';

/**
 * The only user of the client library. The build makes a file of its own of it, `store-client.cjs`, so that a listener without
 * a session store has none of the library in memory.
 */

export interface LibraryOptions {
  readonly address: StoreAddress;
  readonly username: string | undefined;
  readonly password: string | undefined;
  /** Certificate authorities, PEM; undefined for those that Node trusts. */
  readonly ca: string | undefined;
}

/** Longest time for one attempt to reach the server; the caller limits the whole attempt. */
const SOCKET_TIMEOUT_MS = 5_000;
const KEEPALIVE_MS = 10_000;
/** Far beyond what the caller lets wait. */
const MAX_QUEUE_LENGTH = 10_000;

/** A client for one connection: it does not reconnect, queues nothing while it is not connected, and has no timeouts. */
export function createLibraryClient({ address, username, password, ca }: LibraryOptions) {
  return createClient({
    RESP: 2,
    socket: socketOptions(address, ca),
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    database: address.database,
    commandsQueueMaxLength: MAX_QUEUE_LENGTH,
    disableOfflineQueue: true,
    disableClientInfo: true,
    maintNotifications: 'disabled',
    // StoreClient limits the time of each command and of the whole connection.
    commandOptions: { timeout: 0, typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer } },
  });
}

function socketOptions({ host, port, tls }: StoreAddress, ca: string | undefined) {
  const tcp = {
    host,
    port,
    connectTimeout: SOCKET_TIMEOUT_MS,
    keepAliveInitialDelay: KEEPALIVE_MS,
    // StoreClient reconnects.
    reconnectStrategy: false as const,
  };
  if (!tls) return tcp;
  const secure: ConnectionOptions = ca === undefined ? {} : { ca };
  return { ...tcp, ...secure, tls: true as const };
}
