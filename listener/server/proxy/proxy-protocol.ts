import { isIPv4, isIPv6 } from 'node:net';
import { formatIpAddress, parseIpAddress } from '../../../lib/ip-address.ts';

/**
 * The PROXY protocol, versions 1 and 2 (https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt): a header before the
 * first byte of a connection that says whose connection it is. The parsers on npm take a whole header only, and do not
 * say how many bytes it has or that some are missing.
 */

/** Of a connection: who made it. */
interface ProxiedPeer {
  readonly address: string;
  readonly port: number;
}

export type ProxyHeader =
  /** So far it may become a header. */
  | { readonly kind: 'incomplete' }
  /** The connection begins otherwise. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'malformed'; readonly reason: string }
  | {
      readonly kind: 'header';
      /** Bytes it takes. */
      readonly length: number;
      readonly version: 1 | 2;
      /** Undefined if the proxy speaks for itself (health checks) or does not know. */
      readonly peer: ProxiedPeer | undefined;
      /** Whether the client's connection to the proxy uses TLS; undefined if it does not say. */
      readonly tls: boolean | undefined;
    };

const V1_SIGNATURE = Buffer.from('PROXY ');
const V2_SIGNATURE = Buffer.from('\r\n\r\n\0\r\nQUIT\n', 'latin1');
/** Given by the protocol: the longest line with its end. */
const MAX_V1_BYTES = 107;
const V2_FIXED_BYTES = 16;
/** Of the addresses and what follows them. The protocol allows 64 KiB; HAProxy sends a few hundred bytes at most. */
const MAX_V2_BYTES = 4_096;

/** @param bytes the first bytes of a connection */
export function parseProxyHeader(bytes: Buffer): ProxyHeader {
  if (startsLike(bytes, V1_SIGNATURE)) return parseV1(bytes);
  if (startsLike(bytes, V2_SIGNATURE)) return parseV2(bytes);
  return { kind: 'absent' };
}

/** Whether the bytes that HTTP could not read are those of a PROXY protocol header. */
export function beginsWithProxyHeader(bytes: Buffer | undefined): boolean {
  return [V1_SIGNATURE, V2_SIGNATURE].some((signature) =>
    bytes?.subarray(0, signature.length).equals(signature),
  );
}

/** Whether the bytes begin with the signature, or with a part of it and nothing else. */
function startsLike(bytes: Buffer, signature: Buffer): boolean {
  const length = Math.min(bytes.length, signature.length);
  return bytes.subarray(0, length).equals(signature.subarray(0, length));
}

function parseV1(bytes: Buffer): ProxyHeader {
  const end = bytes.subarray(0, MAX_V1_BYTES).indexOf('\r\n');
  if (end === -1) return bytes.length < MAX_V1_BYTES ? { kind: 'incomplete' } : malformed('line too long');
  const line = bytes.toString('latin1', V1_SIGNATURE.length, end);
  const header = { kind: 'header', length: end + 2, version: 1, tls: undefined } as const;
  // Whatever follows UNKNOWN is to be ignored.
  if (/^UNKNOWN(?: |$)/.test(line)) return { ...header, peer: undefined };
  const [, family, source = '', target = '', port, targetPort] =
    /^TCP([46]) ([0-9a-f:.]{2,39}) ([0-9a-f:.]{2,39}) (0|[1-9]\d{0,4}) (0|[1-9]\d{0,4})$/i.exec(line) ?? [];
  const isAddress = family === '4' ? isIPv4 : isIPv6;
  if (family === undefined || !isAddress(source) || !isAddress(target)) return malformed('bad addresses');
  if (Number(port) > 65_535 || Number(targetPort) > 65_535) return malformed('bad ports');
  return { ...header, peer: peerOf(source, Number(port)) };
}

/** Bytes of two addresses and two ports, by address family and transport. Others are not connections of ours. */
const TCP_FAMILIES: ReadonlyMap<number, { readonly addressBytes: number }> = new Map([
  [0x11, { addressBytes: 4 }],
  [0x21, { addressBytes: 16 }],
]);

function parseV2(bytes: Buffer): ProxyHeader {
  if (bytes.length < V2_FIXED_BYTES) return { kind: 'incomplete' };
  const command = bytes.readUInt8(12);
  if (command !== 0x20 && command !== 0x21) return malformed('bad version or command');
  const family = bytes.readUInt8(13);
  if (family >> 4 > 3 || (family & 0xf) > 2) return malformed('bad address family');
  const size = bytes.readUInt16BE(14);
  if (size > MAX_V2_BYTES) return malformed(`more than ${MAX_V2_BYTES} bytes`);
  const length = V2_FIXED_BYTES + size;
  if (bytes.length < length) return { kind: 'incomplete' };
  const header = { kind: 'header', length, version: 2 } as const;
  const known = TCP_FAMILIES.get(family);
  // LOCAL, or a family without addresses for us: the rest is to be ignored.
  if (command === 0x20 || known === undefined) return { ...header, peer: undefined, tls: undefined };
  const { addressBytes } = known;
  const body = bytes.subarray(V2_FIXED_BYTES, length);
  const addressesBytes = addressBytes * 2 + 4;
  if (body.length < addressesBytes) return malformed('addresses are cut off');
  const tls = readTls(body.subarray(addressesBytes));
  if (tls === 'malformed') return malformed('bad extensions');
  const source = body.subarray(0, addressBytes);
  return {
    ...header,
    peer: peerOf(
      addressBytes === 4 ? source.join('.') : ipv6Text(source),
      body.readUInt16BE(addressBytes * 2),
    ),
    tls,
  };
}

/** Type-length-value extensions; of these only the one about TLS is read. */
const TYPE_SSL = 0x20;
const CLIENT_SSL = 0x01;

function readTls(extensions: Buffer): boolean | undefined | 'malformed' {
  let tls: boolean | undefined;
  for (let at = 0; at < extensions.length; ) {
    if (at + 3 > extensions.length) return 'malformed';
    const next = at + 3 + extensions.readUInt16BE(at + 1);
    if (next > extensions.length) return 'malformed';
    if (extensions.readUInt8(at) === TYPE_SSL) {
      if (next < at + 4) return 'malformed';
      tls = (extensions.readUInt8(at + 3) & CLIENT_SSL) !== 0;
    }
    at = next;
  }
  return tls;
}

function ipv6Text(bytes: Buffer): string {
  const groups = Array.from({ length: 8 }, (_, index) => bytes.readUInt16BE(index * 2).toString(16));
  return groups.join(':');
}

function peerOf(address: string, port: number): ProxiedPeer {
  const parsed = parseIpAddress(address);
  return { address: parsed === undefined ? address : formatIpAddress(parsed), port };
}

function malformed(reason: string): ProxyHeader {
  return { kind: 'malformed', reason };
}
