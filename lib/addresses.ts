import { isIPv4 } from 'node:net';

/**
 * The address under which limits count a peer: the address itself for IPv4, its /64 network for IPv6, because the owner of
 * one address in such a network may use all of them. `::ffff:192.0.2.7` is 192.0.2.7. Link-local addresses are not grouped,
 * since all machines of a network share fe80::/64.
 *
 * @param address as Node's `remoteAddress`; undefined counts as one more address
 */
export function addressGroup(address: string | undefined): string {
  if (address === undefined) return 'unknown';
  const [withoutZone = ''] = address.split('%', 1);
  const bare = withoutZone.toLowerCase();
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(bare)?.[1];
  if (mapped !== undefined) return mapped;
  if (isIPv4(bare) || bare === '::1' || bare.startsWith('fe80:')) return bare;
  return `${network(bare)}::/64`;
}

/** The first four groups of an IPv6 address, without `::`. */
function network(address: string): string {
  const [head = '', tail] = address.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(8 - before.length - after.length, 0);
  return [...before, ...Array<string>(zeros).fill('0'), ...after].slice(0, 4).join(':');
}

/**
 * Whether peers at an address are programs on this machine, possibly a reverse proxy with many clients. The other
 * addresses of 127.0.0.0/8 are not used by default and are treated like any other.
 *
 * @param group a result of `addressGroup`
 */
export function isThisMachine(group: string): boolean {
  return group === '127.0.0.1' || group === '::1';
}
