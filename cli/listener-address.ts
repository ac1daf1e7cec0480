import type { Command } from 'commander';
import type { Config } from '../listener/config/config.ts';
import { loadConfig } from '../listener/config/load.ts';
import { loadInputs, orBadConfiguration } from './setting-flags.ts';
import { withLastStart } from './start-flags.ts';
import type { Terminal } from './terminal.ts';

/** Where a listener is reached from this machine. */
export interface ListenerAddress {
  /** As `ws://localhost:8768`. */
  readonly socket: string;
  /** As `http://localhost:8768`. */
  readonly http: string;
}

type Bound = Pick<Config, 'host' | 'port' | 'tlsKey'>;

/** @param local names this machine where the listener is bound to every address */
export function addressOf({ host, port, tlsKey }: Bound, local = 'localhost'): ListenerAddress {
  const named = host === undefined || host === '0.0.0.0' || host === '::' ? local : host;
  const authority = `${named.includes(':') ? `[${named}]` : named}:${port}`;
  const secure = tlsKey === undefined ? '' : 's';
  return { socket: `ws${secure}://${authority}`, http: `http${secure}://${authority}` };
}

/** Of this machine's listener, as it was started last. */
export function listenerAddress(command: Command, terminal: Terminal): ListenerAddress {
  return addressOf(orBadConfiguration(() => loadConfig(withLastStart(loadInputs(command, terminal)))).config);
}
