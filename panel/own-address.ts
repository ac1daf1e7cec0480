import { isLoopback, type Status } from '../contract/status.ts';

/**
 * The address at which a listener of this machine is reached from this machine, for example `ws://127.0.0.1:8768`.
 * Loopback addresses come first, then IPv4: `localhost` resolves to ::1 first on Windows.
 *
 * @returns undefined if it is bound to no address that can be connected to
 */
export function ownAddress({ listening, tls }: Pick<Status, 'listening' | 'tls'>): string | undefined {
  const [first] = listening
    // A link-local address needs the number of an interface.
    .filter(({ host }) => !host.includes('%'))
    .map(({ host, port }) => ({
      host: host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host,
      port,
    }))
    .sort((left, right) => rank(left.host) - rank(right.host));
  if (first === undefined) return undefined;
  const authority = first.host.includes(':') ? `[${first.host}]` : first.host;
  return `${tls === true ? 'wss' : 'ws'}://${authority}:${first.port}`;
}

function rank(host: string): number {
  return (isLoopback(host) ? 0 : 2) + (host.includes(':') ? 1 : 0);
}
