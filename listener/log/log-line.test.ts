import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatEvent, formatGatewayLine, isAtLeast, parseEvent, parseGatewayLine } from './log-line.ts';

const time = new Date(2026, 10, 23, 5, 6, 7, 123);

describe('an event line', () => {
  it('is made of time, level, component, message and details', () => {
    const message = 'port 8768 is in use';
    const details = { pid: 12, name: 'node', quiet: false, none: undefined };
    expect(formatEvent({ time, level: 'error', component: 'server', message, details })).toBe(
      '2026-11-23 05:06:07.123 ERROR server  port 8768 is in use pid=12 name=node quiet=false',
    );
    expect(formatEvent({ time, level: 'info', component: 'qm', message: 'ready' })).toBe(
      '2026-11-23 05:06:07.123 INFO  qm      ready',
    );
  });

  it('quotes values that are not plain, and stays one line without control characters', () => {
    const details = {
      a: 'C:\\qmsys',
      b: 'two words',
      c: 'say "hi"',
      d: '',
      e: 'x\n\u001b[31m',
      f: '\u202e\u2028',
    };
    expect(formatEvent({ time, level: 'warn', component: 'server', message: 'a\r\nb\u0007', details })).toBe(
      '2026-11-23 05:06:07.123 WARN  server  a\\u000d\\u000ab\\u0007 a=C:\\qmsys b="two words" c="say \\"hi\\"" d="" e="x\\n\\u001b[31m" f="\\u202e\\u2028"',
    );
  });

  it('is taken apart again', () => {
    const line = formatEvent({
      time,
      level: 'warn',
      component: 'protocol',
      message: 'odd  thing',
      details: { a: 1 },
    });
    expect(parseEvent(line)).toEqual({ time, level: 'warn', component: 'protocol', text: 'odd  thing a=1' });
    for (const other of ['', 'hello', '2026-11-23 05:06:07.123 query  client=1', '    at x.ts:1']) {
      expect(parseEvent(other)).toBeUndefined();
    }
  });
});

describe('a gateway line', () => {
  it('is made of time, event and details', () => {
    const details = { client: '127.0.0.1:50124', intent: 'MEDICATION', ms: 3 };
    expect(formatGatewayLine(time, 'query', details)).toBe(
      '2026-11-23 05:06:07.123 query  client=127.0.0.1:50124 intent=MEDICATION ms=3',
    );
  });

  it('can be parsed back, on one line, for any value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer(), (reason, ms) => {
        const line = formatGatewayLine(time, 'closed', { reason, ms });
        expect(line).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
        expect(parseGatewayLine(line)).toEqual({
          time,
          event: 'closed',
          details: { reason, ms: String(ms) },
        });
      }),
    );
  });

  it('is not every line', () => {
    expect(parseGatewayLine('hello')).toBeUndefined();
    expect(parseGatewayLine('2026-11-23 05:06:07.123 query  a="broken')?.details).toEqual({ a: '"broken' });
  });
});

it('orders levels by how bad they are', () => {
  expect([isAtLeast('error', 'warn'), isAtLeast('warn', 'warn'), isAtLeast('info', 'warn')]).toEqual([
    true,
    true,
    false,
  ]);
});
