import { isThisMachine } from '../../lib/remote-address.ts';
import type { Config } from '../config/config.ts';

/** How the sockets and files a process may have are shared out between clients, pending sockets and everything else. */

/** Pending sockets beside the clients: a crowd that comes back after a restart is refused with words, not closed. */
const SPARE_SOCKETS = 2_000;
/** Pending sockets there may always be: operators and monitors come through these. */
const MIN_PENDING = 16;

type LimitedConfig = Pick<Config, 'maxConnections' | 'maxConnectionsPerAddress' | 'maxPendingPerAddress'>;

export interface SocketLimits {
  /** Clients at once: what is configured, less where the system does not let this process open as many files. */
  readonly maxClients: number;
  /** Clients of one address. @param address as `addressGroup` gives it */
  maxClientsOf(address: string): number;
  /** Sockets that may be pending beside so many clients. */
  maxPending(clients: number): number;
  /** Pending sockets of one address. */
  maxPendingOf(address: string): number;
}

/**
 * @param openFiles how many files and sockets the process may have open
 * @param isExempt addresses that speak for many clients, and have no limits of their own
 */
export function socketLimits(
  config: LimitedConfig,
  openFiles: number,
  isExempt: (address: string) => boolean = isThisMachine,
): SocketLimits {
  const sockets = openFiles - reservedFiles(openFiles);
  const maxClients = Math.max(Math.min(config.maxConnections, sockets - MIN_PENDING), 1);
  return {
    maxClients,
    maxClientsOf: (address) => (isExempt(address) ? maxClients : config.maxConnectionsPerAddress),
    maxPending: (clients) =>
      Math.max(Math.min(SPARE_SOCKETS + maxClients - clients, sockets - clients), MIN_PENDING),
    maxPendingOf: (address) => (isExempt(address) ? Number.POSITIVE_INFINITY : config.maxPendingPerAddress),
  };
}

/** For logs, the control channel, QM sessions and Node itself. */
function reservedFiles(openFiles: number): number {
  return openFiles === Number.POSITIVE_INFINITY ? 0 : Math.min(32 + Math.floor(openFiles / 8), 160);
}
