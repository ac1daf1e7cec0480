import { isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginsWithProxyHeader, parseProxyHeader } from './proxy-protocol.ts';
import { proxyV1, proxyV2 } from './testing/proxy-headers.ts';

const SIGNATURE = '0d0a0d0a000d0a515549540a';
const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
const v1 = (line: string) => parseProxyHeader(Buffer.from(`PROXY ${line}\r\nGET / HTTP/1.1\r\n`));

describe('version 1', () => {
  it.each([
    ['TCP4 203.0.113.9 192.0.2.1 56324 443', { address: '203.0.113.9', port: 56_324 }],
    ['TCP4 255.255.255.255 255.255.255.255 65535 0', { address: '255.255.255.255', port: 65_535 }],
    ['TCP6 2001:DB8:0::9 ::1 1 443', { address: '2001:db8::9', port: 1 }],
    ['TCP6 ::ffff:203.0.113.9 ::1 1 443', { address: '203.0.113.9', port: 1 }],
    ['UNKNOWN', undefined],
    ['UNKNOWN ffff::ffff ffff::ffff 65535 65535', undefined],
    ['UNKNOWN whatever it is', undefined],
  ])('reads %s', (line, peer) => {
    const length = `PROXY ${line}\r\n`.length;
    expect(v1(line)).toEqual({ kind: 'header', version: 1, length, peer, tls: undefined });
  });

  it.each([
    '',
    'TCP4',
    'TCP5 203.0.113.9 192.0.2.1 1 2',
    'TCP4 203.0.113.9 192.0.2.1 1',
    'TCP4 203.0.113.9 192.0.2.1 1 2 3',
    'TCP4  203.0.113.9 192.0.2.1 1 2',
    'TCP4 203.0.113.9 192.0.2.1 01 2',
    'TCP4 203.0.113.9 192.0.2.1 65536 2',
    'TCP4 203.0.113.9 192.0.2.1 1 99999',
    'TCP4 203.0.113.09 192.0.2.1 1 2',
    'TCP4 203.0.113 192.0.2.1 1 2',
    'TCP4 ::1 ::1 1 2',
    'TCP6 203.0.113.9 192.0.2.1 1 2',
    'TCP6 fe80::1%eth0 ::1 1 2',
    'tcp4 203.0.113.9 192.0.2.1 1 2\n',
    'UNKNOWNX',
    `UNKNOWN ${'x'.repeat(200)}`,
  ])('refuses %j', (line) => {
    expect(v1(line).kind).toBe('malformed');
  });

  it('reads no more than 107 bytes', () => {
    expect(parseProxyHeader(Buffer.from(`PROXY UNKNOWN ${'x'.repeat(92)}`)).kind).toBe('incomplete');
    expect(parseProxyHeader(Buffer.from(`PROXY UNKNOWN ${'x'.repeat(93)}`)).kind).toBe('malformed');
    expect(parseProxyHeader(Buffer.from(`PROXY UNKNOWN ${'x'.repeat(91)}\r\n`)).kind).toBe('header');
  });
});

describe('version 2', () => {
  const IPV4 = `${SIGNATURE} 21 11 000c cb007109 c0000201 dc04 01bb`;

  it.each([
    ['an IPv4 connection', IPV4, { address: '203.0.113.9', port: 56_324 }],
    [
      'an IPv6 connection',
      `${SIGNATURE} 21 21 0024 20010db8000000000000000000000009 00000000000000000000000000000001 0001 01bb`,
      { address: '2001:db8::9', port: 1 },
    ],
    ['a health check of the proxy', `${SIGNATURE} 20 00 0000`, undefined],
    ['a health check with addresses', `${SIGNATURE} 20 11 000c cb007109 c0000201 dc04 01bb`, undefined],
    ['a connection over a Unix socket', `${SIGNATURE} 21 31 00d8 ${'61'.repeat(216)}`, undefined],
    ['an unspecified connection with extensions', `${SIGNATURE} 21 00 0004 04 0001 00`, undefined],
  ])('reads %s', (_what, text, peer) => {
    const bytes = hex(text);
    expect(parseProxyHeader(Buffer.concat([bytes, Buffer.from('GET /')]))).toEqual({
      kind: 'header',
      version: 2,
      length: bytes.length,
      peer,
      tls: undefined,
    });
  });

  it.each([
    [[{ type: 0x20, value: hex('01 00000000 21 0003 312e33') }], true],
    [
      [
        { type: 0x04, value: Buffer.alloc(9) },
        { type: 0x20, value: hex('00 00000000') },
      ],
      false,
    ],
    [[{ type: 0x02, value: Buffer.from('hal.example') }], undefined],
  ])('says whether the client uses TLS', (extensions, tls) => {
    const bytes = proxyV2('203.0.113.9', 1, extensions);
    expect(parseProxyHeader(bytes)).toMatchObject({ kind: 'header', length: bytes.length, tls });
  });

  it.each([
    ['version 1', `${SIGNATURE} 11 11 000c cb007109 c0000201 dc04 01bb`],
    ['an unknown command', `${SIGNATURE} 22 11 000c cb007109 c0000201 dc04 01bb`],
    ['an unknown address family', `${SIGNATURE} 21 41 000c cb007109 c0000201 dc04 01bb`],
    ['an unknown transport', `${SIGNATURE} 21 13 000c cb007109 c0000201 dc04 01bb`],
    ['addresses that are cut off', `${SIGNATURE} 21 11 000b cb007109 c0000201 dc04 01`],
    ['an extension that is cut off', `${SIGNATURE} 21 11 0010 cb007109 c0000201 dc04 01bb 04 0002 00`],
    ['half an extension', `${SIGNATURE} 21 11 000e cb007109 c0000201 dc04 01bb 04 00`],
    ['an empty extension about TLS', `${SIGNATURE} 21 11 000f cb007109 c0000201 dc04 01bb 20 0000`],
    ['more than is bearable', `${SIGNATURE} 21 11 1001`],
  ])('refuses %s', (_what, text) => {
    expect(parseProxyHeader(hex(text)).kind).toBe('malformed');
  });
});

describe('any bytes', () => {
  it.each([
    'GET / HTTP/1.1\r\n',
    'PROPFIND / HTTP/1.1\r\n',
    'PUT',
    '\r\nGET /',
    '\x16\x03\x01',
    'PROXYX',
    '\r\n\r\n\r\n',
  ])('takes %j for no header', (text) => {
    expect(parseProxyHeader(Buffer.from(text, 'latin1')).kind).toBe('absent');
  });

  it('waits for the rest of a header, byte by byte, and never says something else of a part', () => {
    const headers = [
      proxyV1('203.0.113.9', 1),
      proxyV1('2001:db8::9', 1),
      proxyV2('203.0.113.9', 1),
      proxyV2('2001:db8::9', 1),
    ];
    for (const header of headers) {
      for (let length = 0; length < header.length; length += 1) {
        expect(parseProxyHeader(header.subarray(0, length)).kind).toBe('incomplete');
      }
      expect(parseProxyHeader(header)).toMatchObject({ kind: 'header', length: header.length });
    }
  });

  it('reads back any address and port', () => {
    // The protocol has room for 39 characters; a form that ends as an IPv4 address may have 45.
    const address = fc.oneof(
      fc.ipV4(),
      fc.ipV6().filter((text) => isIP(text) === 6 && text.length <= 39),
    );
    fc.assert(
      fc.property(address, fc.nat(65_535), fc.uint8Array({ maxLength: 30 }), (from, port, rest) => {
        for (const header of [proxyV1(from, port), proxyV2(from, port)]) {
          const parsed = parseProxyHeader(Buffer.concat([header, rest]));
          expect(parsed).toMatchObject({ kind: 'header', length: header.length, peer: { port } });
        }
      }),
    );
  });

  it('never throws, never waits past its bound, and takes no bytes that are not there', () => {
    const start = fc.constantFrom(
      '',
      '50524f585920',
      SIGNATURE,
      `${SIGNATURE}21`,
      `${SIGNATURE}2111`,
      `${SIGNATURE}21110020`,
    );
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 6_000, size: 'max' }), (prefix, noise) => {
        const bytes = Buffer.concat([hex(prefix), noise]);
        const parsed = parseProxyHeader(bytes);
        if (parsed.kind === 'incomplete') expect(bytes.length).toBeLessThan(4_096 + 16);
        if (parsed.kind !== 'header') return;
        expect(parsed.length).toBeLessThanOrEqual(bytes.length);
        if (parsed.peer !== undefined) expect(isIP(parsed.peer.address)).not.toBe(0);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is known by its first bytes where it was not expected', () => {
    expect([proxyV1('192.0.2.1', 1), proxyV2('192.0.2.1', 1)].every(beginsWithProxyHeader)).toBe(true);
    expect([undefined, Buffer.from('PRO'), Buffer.from('GET /')].some(beginsWithProxyHeader)).toBe(false);
  });
});
