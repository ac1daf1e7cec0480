import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ForwardingFault, forwardingHeadersOf, readForwarding } from './forwarding-headers.ts';
import { TrustedProxies } from './trusted-proxies.ts';

const trusted = new TrustedProxies(['10.0.0.0/8', '2001:db8:1::/48']);
const read = (headers: Record<string, string>) => readForwarding(headers, (address) => trusted.has(address));

/** `address:port` of the client, or why there is none. */
function clientOf(headers: Record<string, string>): string {
  const result = read(headers);
  if ('reason' in result) return `${result.reason}: ${result.value}`;
  const { client } = result;
  return client === undefined
    ? 'none'
    : `${client.address}${client.port === undefined ? '' : ` ${client.port}`}`;
}

describe('the client in X-Forwarded-For', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['203.0.113.9:4711', '203.0.113.9 4711'],
    ['[2001:db8::9]:4711', '2001:db8::9 4711'],
    ['2001:DB8::9', '2001:db8::9'],
    // What a client wrote stands left of what the proxies wrote.
    ['1.1.1.1, 203.0.113.9', '203.0.113.9'],
    ['127.0.0.1, 203.0.113.9, 10.0.0.7, 2001:db8:1::7', '203.0.113.9'],
    ['<script>, "", 203.0.113.9, 10.0.0.7:80', '203.0.113.9'],
    ['203.0.113.9,,10.0.0.7, ', '203.0.113.9'],
    // Nobody but trusted proxies: the one that is furthest away.
    ['10.0.0.9, 10.0.0.8, 10.0.0.7', '10.0.0.9'],
    ['203.0.113.9, unknown', 'unknown'],
    ['203.0.113.9, _hidden, 10.0.0.7', '_hidden'],
    ['', 'none'],
    [' , ', 'none'],
    ['203.0.113.9, hal.example', 'malformed X-Forwarded-For: hal.example'],
    ['hal.example, 10.0.0.7', 'malformed X-Forwarded-For: hal.example'],
    ['203.0.113.9 10.0.0.7', 'malformed X-Forwarded-For: 203.0.113.9 10.0.0.7'],
    ['203.0.113.999', 'malformed X-Forwarded-For: 203.0.113.999'],
  ])('%s is %s', (header, client) => {
    expect(clientOf({ 'x-forwarded-for': header })).toBe(client);
  });
});

describe('the client in Forwarded', () => {
  it.each([
    ['for=203.0.113.9', '203.0.113.9'],
    ['for="[2001:db8::9]:4711";proto=https', '2001:db8::9 4711'],
    ['for=1.1.1.1, for=203.0.113.9, for=10.0.0.7', '203.0.113.9'],
    ['for=_secret, for=10.0.0.7', '_secret'],
    ['for=1.1.1.1, for=unknown', 'unknown'],
    ['for=10.0.0.9, for="10.0.0.8:_x"', '10.0.0.9'],
    // A proxy that does not say for whom it asks is itself the client of the next one.
    ['for=1.1.1.1, proto=https, for=10.0.0.7', '10.0.0.7'],
    ['proto=https', 'none'],
    ['for="2001:db8::9"', 'malformed Forwarded: 2001:db8::9'],
    ['for=hal.example', 'malformed Forwarded: hal.example'],
    ['for="203.0.113.9', 'malformed Forwarded: for="203.0.113.9'],
  ])('%s is %s', (header, client) => {
    expect(clientOf({ forwarded: header })).toBe(client);
  });

  it('must be the same where both are there, since a client may have written one of them', () => {
    const both = { forwarded: 'for=203.0.113.9', 'x-forwarded-for': '203.0.113.9' };
    expect(clientOf(both)).toBe('203.0.113.9');
    expect(clientOf({ ...both, forwarded: 'for=1.1.1.1' })).toBe(
      'Forwarded and X-Forwarded-For name different clients: 1.1.1.1, 203.0.113.9',
    );
    expect(clientOf({ ...both, forwarded: 'proto=https' })).toBe('203.0.113.9');
  });
});

describe('scheme and host', () => {
  const outer = (headers: Record<string, string>) => {
    const result = read(headers);
    return 'reason' in result ? result.reason : `${result.scheme}://${result.host}`;
  };

  it.each([
    [{ 'x-forwarded-proto': 'HTTPS', 'x-forwarded-host': 'HAL.example' }, 'https://hal.example'],
    [{ 'x-forwarded-proto': 'wss', 'x-forwarded-host': 'hal.example:8443' }, 'https://hal.example:8443'],
    [{ 'x-forwarded-proto': 'https', 'x-forwarded-host': 'hal.example:443' }, 'https://hal.example'],
    [{ 'x-forwarded-proto': 'ws', 'x-forwarded-host': '[2001:db8::1]:80' }, 'http://[2001:db8::1]'],
    [{ forwarded: 'for=203.0.113.9;proto=https;host="hal.example:8443"' }, 'https://hal.example:8443'],
    [{ 'x-forwarded-host': 'hal.example' }, 'undefined://hal.example'],
    // Of two proxies the outer one counts, and a client's own entry does not.
    [
      {
        'x-forwarded-for': '1.1.1.1, 203.0.113.9, 10.0.0.7',
        'x-forwarded-proto': 'gopher, https, http',
        'x-forwarded-host': 'evil.example, hal.example, inner',
      },
      'https://hal.example',
    ],
    [
      {
        forwarded:
          'for=1.1.1.1;host=evil.example;proto=http, for=203.0.113.9;host=hal.example, for=10.0.0.7;proto=https',
      },
      'https://hal.example',
    ],
    [{ 'x-forwarded-proto': 'gopher' }, 'malformed X-Forwarded-Proto'],
    [{ 'x-forwarded-host': 'hal.example/path' }, 'malformed X-Forwarded-Host'],
    [{ 'x-forwarded-host': `${'a'.repeat(262)}` }, 'malformed X-Forwarded-Host'],
    [{ forwarded: 'for=203.0.113.9;host="evil example"' }, 'malformed X-Forwarded-Host'],
  ])('%j', (headers, expected) => {
    expect(outer(headers as Record<string, string>)).toBe(expected);
  });
});

it('never takes a client from the left of an address that is not trusted', () => {
  const hop = fc.oneof(
    fc.ipV4(),
    fc.constant('10.0.0.7'),
    fc.string({ maxLength: 12 }).filter((text) => !text.includes(',')),
  );
  fc.assert(
    fc.property(fc.array(hop), fc.nat(3), (left, proxies) => {
      const chain = [...left, '203.0.113.9', ...Array<string>(proxies).fill('10.0.0.7')].join(', ');
      expect(clientOf({ 'x-forwarded-for': chain })).toBe('203.0.113.9');
    }),
  );
});

it('answers every header with a client or a fault of bounded length', () => {
  const text = fc.string({ unit: 'binary-ascii', maxLength: 300 });
  fc.assert(
    fc.property(text, text, text, text, (one, two, three, four) => {
      const result = read({
        forwarded: one,
        'x-forwarded-for': two,
        'x-forwarded-proto': three,
        'x-forwarded-host': four,
      });
      if ('reason' in result) expect((result as ForwardingFault).value.length).toBeLessThanOrEqual(100);
    }),
  );
});

it('lists the headers by which a proxy is known', () => {
  expect(forwardingHeadersOf({ host: 'a', 'x-forwarded-for': '1.1.1.1', forwarded: '' })).toEqual([
    'Forwarded',
    'X-Forwarded-For',
  ]);
});
