import type { Registration } from '../contract/registration.ts';
import type { Config } from '../listener/config/config.ts';

/** The addresses at which a listener is reached from this machine. */
export interface ListenerAddress {
  /** For example `ws://localhost:8768`. */
  readonly socket: string;
  /** For example `http://localhost:8768`. */
  readonly http: string;
}

type Bound = Pick<Config, 'host' | 'port' | 'tlsKey'>;

/** The addresses of a configured listener. @param local the host to use if the listener is bound to every address */
export function addressOf({ host, port, tlsKey }: Bound, local = 'localhost'): ListenerAddress {
  const named = host === undefined || host === '0.0.0.0' || host === '::' ? local : host;
  const authority = `${named.includes(':') ? `[${named}]` : named}:${port}`;
  const secure = tlsKey === undefined ? '' : 's';
  return { socket: `ws${secure}://${authority}`, http: `http${secure}://${authority}` };
}

type Place = Pick<Registration, 'ports' | 'listening' | 'profile'>;

/**
 * The addresses at which a registered listener is reached from this machine: those that it has bound, with its first
 * port. IPv4 addresses come first, because `localhost` resolves to ::1 first on Windows.
 *
 * @param config used if the registration, from an older version, has no addresses
 */
export function registeredAddresses(
  { ports: [port = 0], listening, profile }: Place,
  config: Pick<Config, 'host' | 'port' | 'tlsKey'>,
): readonly ListenerAddress[] {
  const tlsKey = (profile?.tls ?? config.tlsKey !== undefined) ? 'set' : undefined;
  const bound = listening?.filter((address) => address.port === port).map(({ host }) => host) ?? [];
  if (bound.length === 0) return [addressOf({ ...config, port, tlsKey }, '127.0.0.1')];
  return bound
    .filter((host) => !host.includes('%'))
    .map((host) => (host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host))
    .sort((left, right) => Number(left.includes(':')) - Number(right.includes(':')))
    .map((host) => addressOf({ host, port, tlsKey }));
}
