import { BlockList, isIP } from 'node:net';
import { isHostName, trimText } from './setting-types.ts';

/** Addresses that the listener sends something to, and whether they are in a private network. */

const PRIVATE_NETWORKS = [
  ['127.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['::1', 128, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
] as const;
/** Created on first use, since most homes have no model. */
let cachedNetworks: BlockList | undefined;

function privateNetworks(): BlockList {
  if (cachedNetworks !== undefined) return cachedNetworks;
  cachedNetworks = new BlockList();
  for (const [network, prefix, version] of PRIVATE_NETWORKS)
    cachedNetworks.addSubnet(network, prefix, version);
  return cachedNetworks;
}

/** Names that no public server has: RFC 6761, 6762, 8375, and names without a domain. */
const PRIVATE_NAME = /^(?:[^.]+|.+\.(?:localhost|local|home\.arpa|internal|lan))$/;

/** Whether an address is on this machine or in a private network. @param address an IP address without brackets */
export function isPrivateAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  const version = isIP(mapped ?? address);
  return version !== 0 && privateNetworks().check(mapped ?? address, version === 4 ? 'ipv4' : 'ipv6');
}

/** Whether an endpoint is on this machine or in a private network, judged by its name alone. */
export function isPrivateEndpoint(url: string): boolean {
  const host = hostOf(new URL(url));
  return isIP(host) === 0 ? PRIVATE_NAME.test(host) : isPrivateAddress(host);
}

function hostOf({ hostname }: URL): string {
  return hostname
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '')
    .toLowerCase();
}

/**
 * Parses the address of a server that something is sent to. Plain http is allowed in private networks only, because anybody on
 * the way could read it.
 *
 * @returns undefined for an address that is not allowed
 */
export function parseOutgoingUrl(raw: unknown, { query }: { readonly query: boolean }): URL | undefined {
  const text = trimText(raw);
  if (text.length > 500 || !/^https?:\/\/[^\s\p{Cc}]+$/iu.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '' || text.includes('#')) return undefined;
  if (!query && text.includes('?')) return undefined;
  const host = hostOf(url);
  if (isIP(host) === 0 && !isHostName(host)) return undefined;
  return url.protocol === 'http:' && !isPrivateEndpoint(url.href) ? undefined : url;
}
