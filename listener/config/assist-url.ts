import { BlockList, isIP } from 'node:net';
import { isHostName, type SettingType, trimText } from './setting-types.ts';

/** The address of a language model, and whether it is in a private network: questions are personal. */

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
 * The address of an OpenAI-compatible server: its root, or its `/v1`. The value is the address that questions are posted
 * to. Plain http is allowed in private networks only, because anybody on the way could read the family's questions.
 */
export const assistUrl: SettingType<string> = {
  noun: 'an address that questions may be sent to',
  allowed:
    'http://127.0.0.1:11434 or the like: http on this machine or in a private network, https elsewhere, without a user name, a query or a fragment',
  placeholder: 'url',
  parse: (raw) => {
    const text = trimText(raw);
    if (text.length > 500 || !/^https?:\/\/[^\s\p{Cc}]+$/iu.test(text) || !URL.canParse(text))
      return undefined;
    const url = new URL(text);
    if (url.username !== '' || url.password !== '' || /[?#]/.test(text)) return undefined;
    const host = hostOf(url);
    if (isIP(host) === 0 && !isHostName(host)) return undefined;
    if (url.protocol === 'http:' && !isPrivateEndpoint(url.href)) return undefined;
    const path = url.pathname
      .replace(/\/$/, '')
      .replace(/\/chat\/completions$/, '')
      .replace(/\/v1$/, '');
    return { value: `${url.origin}${path}/v1/chat/completions` };
  },
  format: String,
};
