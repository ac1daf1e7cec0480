import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../lib/testing/fake-clock.ts';
import { createOwnHosts, isOriginAllowed } from './origin.ts';
import { checkUpgrade, type UpgradeRules, writeRejection } from './upgrade.ts';

const ownHosts = new Set(['qmserver', '192.0.2.7', '[2001:db8::1]']);
const rules: UpgradeRules = { token: undefined, origins: [], ownHosts, maxConnections: 2 };
const calm = { open: 0, draining: false, fromAddress: 0, maxPerAddress: 2 };
const check = (headers: Record<string, string>, change: Partial<UpgradeRules> = {}, now = calm, url = '/') =>
  checkUpgrade({ headers, url }, { ...rules, ...change }, now)?.kind ?? 'in';

describe('isOriginAllowed', () => {
  it.each([
    [undefined, true],
    ['http://localhost', true],
    ['https://localhost:3000', true],
    ['http://app.localhost:3000', true],
    ['http://127.0.0.1:5173', true],
    ['http://[::1]:5173', true],
    ['http://QMSERVER:8080', true],
    ['http://192.0.2.7', true],
    ['http://[2001:db8::1]:9', true],
    ['https://hal.example:8443', true],
    ['https://hal.example', false],
    ['http://panel.example', true],
    ['http://panel.example:81', true],
    ['https://evil.example', false],
    ['http://localhost.evil.example', false],
    ['null', false],
    ['', false],
    ['not an origin', false],
  ])('%s: %s', (origin, allowed) => {
    expect(isOriginAllowed(origin, ['https://hal.example:8443', 'panel.example'], ownHosts)).toBe(allowed);
  });

  it.each([
    ['https://proxy.example', 'https', 'proxy.example', true],
    ['https://proxy.example:8443', 'https', 'proxy.example:8443', true],
    ['HTTPS://Proxy.example', 'https', 'proxy.example', true],
    ['https://proxy.example:8443', 'https', 'proxy.example', false],
    ['http://proxy.example', 'https', 'proxy.example', false],
    ['https://other.example', 'https', 'proxy.example', false],
    // Without TLS a rebound name looks the same.
    ['http://proxy.example', 'http', 'proxy.example', false],
    ['https://proxy.example', undefined, 'proxy.example', false],
    ['https://undefined', 'https', undefined, false],
  ] as const)('%s at a proxy called by %s://%s: %s', (origin, scheme, host, allowed) => {
    expect(isOriginAllowed(origin, [], ownHosts, { scheme, host })).toBe(allowed);
  });

  it('recognizes this machine, and checks again after a while', () => {
    const clock = new FakeClock();
    const machine = createOwnHosts(clock);
    expect(machine.has('127.0.0.1')).toBe(true);
    expect(machine.has('evil.example')).toBe(false);
    clock.advance(60_000);
    expect(machine.has('127.0.0.1')).toBe(true);
  });

  it('keeps the last known addresses if the system provides none', () => {
    const clock = new FakeClock();
    let fails = false;
    const machine = createOwnHosts(clock, () => {
      if (fails) throw new Error('EMFILE: uv_interface_addresses');
      return new Set(['qmserver']);
    });
    expect(machine.has('qmserver')).toBe(true);
    fails = true;
    clock.advance(60_000);
    expect(machine.has('qmserver')).toBe(true);
  });
});

describe('checkUpgrade', () => {
  it('checks in order: draining, origin, token, capacity, address', () => {
    expect(check({})).toBe('in');
    expect(check({}, {}, { ...calm, open: 2, draining: true })).toBe('draining');
    expect(check({ origin: 'http://evil.example' }, { token: 't' }, { ...calm, open: 2 })).toBe('origin');
    expect(check({}, { token: 't' }, { ...calm, open: 2 })).toBe('token');
    expect(check({}, {}, { ...calm, open: 2 })).toBe('capacity');
    expect(check({}, {}, { ...calm, open: 1, fromAddress: 1, maxPerAddress: 1 })).toBe('address');
    expect(check({}, { token: 't' }, { ...calm, fromAddress: 2 })).toBe('token');
  });

  it('reads the token from the header or the address', () => {
    expect(check({ authorization: 'bearer t' }, { token: 't' })).toBe('in');
    expect(check({ authorization: 'Basic t' }, { token: 't' })).toBe('token');
    expect(check({}, { token: 'a b' }, calm, '/state?x=1&token=a+b')).toBe('in');
    expect(check({}, { token: 't' }, calm, '/?token=')).toBe('token');
  });
});

describe('writeRejection', () => {
  it('is one whole HTTP answer, and survives a peer that is gone', () => {
    const socket = Object.assign(new EventEmitter(), {
      written: '',
      destroyed: false,
      end(text: string) {
        this.written = text;
      },
      destroy() {
        this.destroyed = true;
      },
      resume() {},
    });
    writeRejection(socket as never, {
      kind: 'capacity',
      status: 503,
      reason: 'Full.',
      headers: { 'Retry-After': '5' },
    });
    expect(socket.written).toBe(
      'HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 6\r\nConnection: close\r\nRetry-After: 5\r\n\r\nFull.\n',
    );
    socket.emit('error', new Error('EPIPE'));
    expect(socket.destroyed).toBe(true);
  });
});
