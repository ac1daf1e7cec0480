import { expect, it, vi } from 'vitest';
import { FakeClock } from '../../../lib/testing/fake-clock.ts';
import { recordedLog } from '../../control/testing/controlled.ts';
import { ProxyReport } from './proxy-report.ts';

function world() {
  const clock = new FakeClock();
  const log = recordedLog();
  return { clock, log, report: new ProxyReport(log, clock) };
}

it('says once of a proxy that it is not trusted, and what to do', () => {
  const { clock, log, report } = world();
  for (let times = 0; times < 3; times += 1) {
    report.onUntrusted('10.0.0.5', ['X-Forwarded-For']);
    clock.advance(3_600_000);
  }
  expect(log.lines).toEqual([
    'warn a proxy names clients and is not trusted: all its clients count as one address. If it is yours, add it to TRUSTED_PROXIES {"proxy":"10.0.0.5","sent":"X-Forwarded-For"}',
  ]);
  report.onUntrusted('10.0.0.5', ['PROXY protocol']);
  expect(report.untrusted).toEqual([
    { address: '10.0.0.5', sent: ['X-Forwarded-For', 'PROXY protocol'], requests: 4, lastAt: clock.now() },
  ]);
});

it('writes a line a minute at most, and keeps a proxy before many passing addresses', () => {
  const { clock, log, report } = world();
  for (let times = 0; times < 200; times += 1) report.onUntrusted('10.0.0.5', ['Forwarded']);
  for (let number = 0; number < 1_000; number += 1) report.onUntrusted(`192.0.2.${number}`, ['Forwarded']);
  expect(log.lines).toHaveLength(1);
  expect(report.untrusted).toHaveLength(8);
  expect(report.untrusted.map(({ address }) => address)).toContain('10.0.0.5');
  clock.advance(60_000);
  report.onUntrusted('192.0.2.999', ['Forwarded']);
  report.onUntrusted('192.0.2.998', ['Forwarded']);
  expect(log.lines).toHaveLength(2);
});

it('sums up what trusted proxies do wrong', () => {
  vi.useFakeTimers();
  try {
    const { log, report } = world();
    report.onMalformed({ reason: 'malformed Forwarded', value: 'for=' }, '10.0.0.5:1');
    report.onMalformed({ reason: 'malformed Forwarded', value: 'for' }, '10.0.0.5:1');
    vi.advanceTimersByTime(1_000);
    expect(log.lines).toEqual([
      'warn request of a trusted proxy refused: malformed Forwarded {"count":2,"value":"for","proxy":"10.0.0.5:1","of_these":2}',
    ]);
    report.onMalformed({ reason: 'malformed Forwarded', value: 'x' }, '10.0.0.5:2');
    expect([log.lines.length, report.malformed]).toEqual([1, 3]);
    report.close();
    expect(log.lines).toHaveLength(2);
  } finally {
    vi.useRealTimers();
  }
});
