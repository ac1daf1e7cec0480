import { formatIpAddress, parseIpAddress } from '../../../lib/ip-address.ts';

/** Who made a request, as a proxy names it (RFC 7239, 6). */
export interface NodeIdentifier {
  /** An IP address in canonical form, `unknown`, or a name beginning with `_` that hides an address. */
  readonly address: string;
  /** Undefined if it is not known or hidden. */
  readonly port: number | undefined;
  readonly isIp: boolean;
}

/** RFC 7239 sets no limit. */
const MAX_LENGTH = 100;
const HIDDEN = /^_[a-z0-9._-]+$/i;

/**
 * @param text `192.0.2.7`, `192.0.2.7:4711`, `[2001:db8::1]:4711`, `unknown`, `_hidden`
 * @param bareIpv6 whether an IPv6 address may stand without brackets, as in X-Forwarded-For
 * @returns undefined if it is malformed
 */
export function parseNodeIdentifier(text: string, bareIpv6: boolean): NodeIdentifier | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const bare = parseIpAddress(text);
  if (bare !== undefined && (bareIpv6 || !text.includes(':'))) {
    return { address: formatIpAddress(bare), port: undefined, isIp: true };
  }
  const [, bracketed, name = bracketed ?? '', port] =
    /^(?:\[([0-9a-f:.]+(?:%[^\]]*)?)\]|([^:[\]]+))(?::([^:]*))?$/i.exec(text) ?? [];
  if (port !== undefined && !HIDDEN.test(port) && !isPort(port)) return undefined;
  const number = port === undefined || port.startsWith('_') ? undefined : Number(port);
  const address = parseIpAddress(name);
  if (address !== undefined && (bracketed !== undefined) === name.includes(':')) {
    return { address: formatIpAddress(address), port: number, isIp: true };
  }
  if (bracketed !== undefined) return undefined;
  if (name.toLowerCase() === 'unknown') return { address: 'unknown', port: undefined, isIp: false };
  return HIDDEN.test(name) ? { address: name, port: undefined, isIp: false } : undefined;
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535;
}
