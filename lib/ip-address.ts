import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** IP addresses and networks in one form each. ipaddr.js alone would also take `010.1`, `0x7f.1` and `1`. */

export type IpAddress = ipaddr.IPv4 | ipaddr.IPv6;

export interface IpNetwork {
  readonly address: IpAddress;
  /** Prefix length in bits. */
  readonly bits: number;
}

/** Undefined if the text is no IP address. A zone (`%eth0`) is dropped; `::ffff:192.0.2.7` is 192.0.2.7. */
export function parseIpAddress(text: string): IpAddress | undefined {
  const [bare = ''] = text.split('%', 1);
  return isIP(bare) === 0 ? undefined : ipaddr.process(bare);
}

/** The canonical text (RFC 5952 for IPv6). */
export function formatIpAddress(address: IpAddress): string {
  return address instanceof ipaddr.IPv6 ? address.toRFC5952String() : address.toString();
}

/** As `192.0.2.7:80`, `[2001:db8::1]:80`, or the address alone if the port is not known. */
export function formatEndpoint(address: string, port: number | undefined): string {
  if (port === undefined) return address;
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

/** An address or a network such as `10.0.0.0/8`. Undefined if it is neither, or has bits set behind its prefix. */
export function parseIpNetwork(text: string): IpNetwork | undefined {
  const [, base = '', prefix] = /^([^/%]*)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  if (isIP(base) === 0) return undefined;
  const written = ipaddr.parse(base);
  const size = written.kind() === 'ipv4' ? 32 : 128;
  const length = prefix === undefined ? size : Number(prefix);
  if (length > size) return undefined;
  const address = ipaddr.process(base);
  // ::ffff:10.0.0.0/104 is 10.0.0.0/8.
  const bits = address.kind() === written.kind() ? length : length - 96;
  return bits >= 0 && isNetworkAddress(address, bits) ? { address, bits } : undefined;
}

/** As `10.0.0.0/8`; a single address without its prefix length. */
export function formatIpNetwork({ address, bits }: IpNetwork): string {
  const text = formatIpAddress(address);
  return bits === address.toByteArray().length * 8 ? text : `${text}/${bits}`;
}

export function isInNetwork(address: IpAddress, network: IpNetwork): boolean {
  return address.kind() === network.address.kind() && address.match(network.address, network.bits);
}

function isNetworkAddress(address: IpAddress, bits: number): boolean {
  return address.toByteArray().every((byte, index) => {
    const kept = Math.min(Math.max(bits - index * 8, 0), 8);
    return (byte & (0xff >> kept)) === 0;
  });
}
