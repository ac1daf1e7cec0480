import type { Registration } from '../contract/registration.ts';
import type { Config } from '../listener/config/config.ts';

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

type Place = Pick<Registration, 'ports' | 'listening' | 'profile'>;

/**
 * Where a registered listener is reached from this machine: at the addresses that it says it has bound, on its first
 * port. An IPv4 address comes first, since `localhost` is ::1 first on Windows.
 *
 * @param config of a listener whose registration says nothing of addresses, from an older version
 */
export function registeredAddresses(
  { ports: [port = 0], listening, profile }: Place,
  config: Pick<Config, 'host' | 'port' | 'tlsKey'>,
): readonly ListenerAddress[] {
  const tlsKey = (profile?.tls ?? config.tlsKey !== undefined) ? 'set' : undefined;
  const bound = listening?.filter((one) => one.port === port).map(({ host }) => host) ?? [];
  if (bound.length === 0) return [addressOf({ ...config, port, tlsKey }, '127.0.0.1')];
  return bound
    .filter((host) => !host.includes('%'))
    .map((host) => (host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host))
    .sort((one, other) => Number(one.includes(':')) - Number(other.includes(':')))
    .map((host) => addressOf({ host, port, tlsKey }));
}
