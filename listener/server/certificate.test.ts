import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { recordedLog } from '../control/testing/controlled.ts';
import { selfSigned } from '../testing/self-signed.ts';
import { CertificateWatch } from './certificate.ts';

const DAY_MS = 86_400_000;

beforeEach(() => void vi.useFakeTimers({ now: Date.now() }));
afterEach(() => void vi.useRealTimers());

function pairOf(days: number) {
  const { key, cert } = selfSigned({ to: days });
  return { key: Buffer.from(key), cert: Buffer.from(cert) };
}

it('warns once a day from three weeks before the end on, until it is renewed', () => {
  const log = recordedLog();
  const watch = new CertificateWatch(pairOf(23.5), log, { now: () => Date.now() });
  expect(watch.state.warning).toBeUndefined();
  vi.advanceTimersByTime(2 * DAY_MS);
  expect(log.lines).toEqual([]);
  vi.advanceTimersByTime(2 * DAY_MS);
  expect(log.lines).toEqual([
    expect.stringMatching(/^warn the TLS certificate expires on .*, in 20 days: /),
    expect.stringMatching(/in 19 days: /),
  ]);
  expect(watch.state).toMatchObject({ warning: expect.stringContaining('in 19 days') });
  watch.replace(pairOf(100));
  vi.advanceTimersByTime(2 * DAY_MS);
  expect([log.lines.length, watch.state.warning]).toEqual([2, undefined]);
  watch.close();
  vi.advanceTimersByTime(200 * DAY_MS);
  expect(log.lines).toHaveLength(2);
});
