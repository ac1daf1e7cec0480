import type { Socket } from 'node:net';
import { beforeEach, describe, expect, it } from 'vitest';
import { FakeClock } from '../../../lib/testing/fake-clock.ts';
import { recordedLog } from '../../control/testing/controlled.ts';
import { ClientAddresses, isExempt } from './client-addresses.ts';
import { ProxyReport } from './proxy-report.ts';

const socketOf = (remoteAddress: string | undefined) => ({ remoteAddress, remotePort: 50_124 }) as Socket;
const header = (address: string | undefined, tls?: boolean) =>
  ({
    kind: 'header',
    version: 2,
    length: 28,
    peer: address === undefined ? undefined : { address, port: 4711 },
    tls,
  }) as const;

let report: ProxyReport;
let addresses: ClientAddresses;

beforeEach(() => {
  report = new ProxyReport(recordedLog(), new FakeClock());
  addresses = new ClientAddresses(['10.0.0.5', '127.0.0.1', '2001:db8:1::/48'], report);
});

/** The client of a request from an address with these headers. */
function request(from: string | undefined, headers: Record<string, string> = {}, socket = socketOf(from)) {
  const client = addresses.ofRequest({ headers }, socket);
  if ('reason' in client) throw new Error(client.reason);
  return client;
}

describe('a direct client', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7:50124', '192.0.2.7'],
    ['2001:db8::9', '[2001:db8::9]:50124', '2001:db8:0:0::/64'],
    ['127.0.0.1', '127.0.0.1:50124', '127.0.0.1'],
    [undefined, 'unknown:50124', 'unknown'],
  ])('%s', (from, address, group) => {
    expect(request(from)).toEqual({ address, group, proxy: undefined, outer: undefined });
  });

  it('changes nothing by its headers, which are noted', () => {
    const headers = {
      forwarded: 'for=1.1.1.1',
      'x-forwarded-for': '<nonsense>',
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'evil.example',
      host: 'evil.example',
    };
    expect(request('10.0.0.6', headers)).toEqual(request('10.0.0.6'));
    expect(report.untrusted).toMatchObject([
      {
        address: '10.0.0.6',
        sent: ['Forwarded', 'X-Forwarded-For', 'X-Forwarded-Proto', 'X-Forwarded-Host'],
        requests: 1,
      },
    ]);
  });
});

describe('a client behind a trusted proxy', () => {
  it.each([
    ['10.0.0.5', '203.0.113.9', '203.0.113.9', '203.0.113.9'],
    ['::ffff:10.0.0.5', '203.0.113.9', '203.0.113.9', '203.0.113.9'],
    ['2001:db8:1::5', '2001:db8:9::1', '2001:db8:9::1', '2001:db8:9:0::/64'],
    ['127.0.0.1', '203.0.113.9, 10.0.0.5', '203.0.113.9', '203.0.113.9'],
    // Nobody becomes this machine, or a proxy without limits, by being named.
    ['127.0.0.1', '127.0.0.1', '127.0.0.1', '127.0.0.1 via 127.0.0.1'],
    ['10.0.0.5', '::1', '::1', '::1 via 10.0.0.5'],
    ['10.0.0.5', '10.0.0.5', '10.0.0.5', '10.0.0.5'],
    ['10.0.0.5', 'unknown', 'unknown', 'unknown via 10.0.0.5'],
    ['10.0.0.5', '_hidden', '_hidden', '_hidden via 10.0.0.5'],
  ])('%s: %s', (from, named, address, group) => {
    const client = request(from, { 'x-forwarded-for': named });
    expect(client).toMatchObject({ address, group, proxy: from.replace('::ffff:', '') });
    expect(isExempt(client.group)).toBe(false);
  });

  it('is the proxy itself if that names nobody, and then has no limit of its own', () => {
    const client = request('10.0.0.5', { 'x-forwarded-proto': 'https', host: 'HAL.example:443' });
    expect(client).toEqual({
      address: '10.0.0.5:50124',
      group: 'proxy 10.0.0.5',
      proxy: undefined,
      outer: { scheme: 'https', host: 'hal.example' },
    });
    expect(isExempt(client.group)).toBe(true);
    // Neighbours in its /64 network are not trusted.
    expect(isExempt(request('2001:db8:1::5').group)).toBe(true);
    addresses.setTrusted(['2001:db8:1::5']);
    expect(isExempt(request('2001:db8:1::6').group)).toBe(false);
  });

  it('is not told by headers that cannot be right', () => {
    expect(addresses.ofRequest({ headers: { 'x-forwarded-for': 'nobody' } }, socketOf('10.0.0.5'))).toEqual({
      reason: 'malformed X-Forwarded-For',
      value: 'nobody',
    });
  });

  it('counts from the moment the proxy is trusted', () => {
    const socket = socketOf('192.0.2.99');
    const named = () => request(undefined, { 'x-forwarded-for': '203.0.113.9' }, socket).address;
    expect(named()).toBe('192.0.2.99:50124');
    expect(report.untrusted).toMatchObject([{ address: '192.0.2.99' }]);
    addresses.setTrusted(['192.0.2.0/24']);
    expect(report.untrusted).toEqual([]);
    expect([named(), addresses.trusted]).toEqual(['203.0.113.9', ['192.0.2.0/24']]);
    addresses.setTrusted([]);
    expect(named()).toBe('192.0.2.99:50124');
  });
});

describe('after a PROXY protocol header', () => {
  it('is whom it names, and headers are the own ones of that client', () => {
    const socket = socketOf('10.0.0.5');
    addresses.onProxyHeader(socket, header('203.0.113.9'));
    const client = { address: '203.0.113.9:4711', group: '203.0.113.9', proxy: '10.0.0.5', outer: undefined };
    expect(addresses.ofSocket(socket)).toEqual(client);
    expect(
      request(undefined, { 'x-forwarded-for': '1.1.1.1', 'x-forwarded-proto': 'https' }, socket),
    ).toEqual(client);
    expect(report.untrusted).toEqual([]);
  });

  it('believes headers if that client is a trusted proxy too', () => {
    const socket = socketOf('127.0.0.1');
    addresses.onProxyHeader(socket, header('10.0.0.5'));
    expect(request(undefined, { 'x-forwarded-for': '203.0.113.9' }, socket)).toMatchObject({
      address: '203.0.113.9',
      proxy: '127.0.0.1',
    });
  });

  it('is the proxy itself for a health check, whose headers do not count', () => {
    const socket = socketOf('10.0.0.5');
    addresses.onProxyHeader(socket, header(undefined));
    expect(request(undefined, { 'x-forwarded-for': '203.0.113.9' }, socket)).toMatchObject({
      address: '10.0.0.5:50124',
      proxy: undefined,
    });
  });

  it.each([
    [true, { scheme: 'https', host: 'hal.example' }],
    [false, { scheme: 'http', host: 'hal.example:443' }],
    [undefined, undefined],
  ])('knows the scheme if it says so: %s', (tls, outer) => {
    const socket = socketOf('10.0.0.5');
    addresses.onProxyHeader(socket, header('203.0.113.9', tls));
    expect(request(undefined, { host: 'hal.example:443' }, socket).outer).toEqual(outer);
  });

  it('is noted if the peer may not use it', () => {
    addresses.onUnexpectedHeader(socketOf('10.0.0.6'));
    addresses.onUnexpectedHeader(socketOf('10.0.0.5'));
    expect(report.untrusted).toMatchObject([{ address: '10.0.0.6', sent: ['PROXY protocol'] }]);
  });
});
