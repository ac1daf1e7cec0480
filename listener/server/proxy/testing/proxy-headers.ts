import { isIPv4 } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Headers of the PROXY protocol, as a proxy would send them. */

const SIGNATURE = Buffer.from('\r\n\r\n\0\r\nQUIT\n', 'latin1');
const TARGET_PORT = 443;

export function proxyV1(from: string, port: number): Buffer {
  const [family, target] = isIPv4(from) ? ['TCP4', '192.0.2.1'] : ['TCP6', '2001:db8::1'];
  return Buffer.from(`PROXY ${family} ${from} ${target} ${port} ${TARGET_PORT}\r\n`);
}

export interface Extension {
  readonly type: number;
  readonly value: Buffer;
}

export function proxyV2(from: string, port: number, extensions: readonly Extension[] = []): Buffer {
  const source = Buffer.from(ipaddr.parse(from).toByteArray());
  const ports = Buffer.alloc(4);
  ports.writeUInt16BE(port, 0);
  ports.writeUInt16BE(TARGET_PORT, 2);
  const body = Buffer.concat([source, Buffer.alloc(source.length), ports, ...extensions.map(extensionBytes)]);
  const head = Buffer.from([0x21, source.length === 4 ? 0x11 : 0x21, 0, 0]);
  head.writeUInt16BE(body.length, 2);
  return Buffer.concat([SIGNATURE, head, body]);
}

function extensionBytes({ type, value }: Extension): Buffer {
  const head = Buffer.from([type, 0, 0]);
  head.writeUInt16BE(value.length, 1);
  return Buffer.concat([head, value]);
}
