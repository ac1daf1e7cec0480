import type { Command } from 'commander';
import { loadConfig } from '../listener/config/load.ts';
import { loadInputs, orBadConfiguration } from './setting-flags.ts';
import type { Terminal } from './terminal.ts';

/** Where this machine's listener is reached, by its configuration. */
export interface ListenerAddress {
  /** As `ws://localhost:8768`. */
  readonly socket: string;
  /** As `http://localhost:8768`. */
  readonly http: string;
  readonly port: number;
}

export function listenerAddress(command: Command, terminal: Terminal): ListenerAddress {
  const { config } = orBadConfiguration(() => loadConfig(loadInputs(command, terminal)));
  const secure = config.tlsKey !== undefined;
  const { host } = config;
  const named = host === undefined || host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  const authority = `${named.includes(':') ? `[${named}]` : named}:${config.port}`;
  return {
    socket: `${secure ? 'wss' : 'ws'}://${authority}`,
    http: `${secure ? 'https' : 'http'}://${authority}`,
    port: config.port,
  };
}
