import { isIPv4 } from 'node:net';

/**
 * The address that limits count a peer under: itself for IPv4, its /64 network for IPv6, since whoever has one address
 * of such a network may use all of them. `::ffff:192.0.2.7` is 192.0.2.7. Link-local addresses stand for themselves:
 * every machine of a network shares fe80::/64.
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

/** The first four groups of an IPv6 address, written out. */
function network(address: string): string {
  const [head = '', tail] = address.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(8 - before.length - after.length, 0);
  return [...before, ...Array<string>(zeros).fill('0'), ...after].slice(0, 4).join(':');
}

/**
 * Whether programs of this machine come from there, a reverse proxy among them, which speaks for many clients. The
 * further addresses of 127.0.0.0/8 are nobody's by default, and count as any other.
 *
 * @param group as `addressGroup` gives it
 */
export function isThisMachine(group: string): boolean {
  return group === '127.0.0.1' || group === '::1';
}
