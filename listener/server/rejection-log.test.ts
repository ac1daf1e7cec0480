import type { Socket } from 'node:net';
import { expect, it, vi } from 'vitest';
import { FakeClock } from '../../lib/testing/fake-clock.ts';
import { recordedLog } from '../control/testing/controlled.ts';
import { RejectionLog, type UpgradeRejection } from './upgrade.ts';

const FULL: UpgradeRejection = { kind: 'capacity', status: 503, reason: 'full', headers: {} };

it('counts every refusal and writes one line a second about them', () => {
  const clock = new FakeClock();
  const log = recordedLog();
  const onRefused = vi.fn();
  const refusals = new RejectionLog(log, clock, onRefused);
  // All that a refusal does with a socket.
  const socket = { on: vi.fn(), end: vi.fn(), destroy: vi.fn(), resume: vi.fn() };
  const client = { address: '192.0.2.7:50124', proxy: '10.0.0.5' };
  const refuse = () => refusals.reject(FULL, socket as unknown as Socket, client);
  for (let times = 0; times < 5; times += 1) refuse();
  // A clock that is set back is no reason to say nothing for so long.
  clock.setWall(0);
  clock.advance(1_000);
  refuse();
  expect(refusals.count).toBe(6);
  expect(onRefused).toHaveBeenCalledTimes(6);
  expect(socket.end).toHaveBeenCalledTimes(6);
  expect(log.lines).toEqual([
    'warn client refused {"reason":"capacity","status":503,"client":"192.0.2.7:50124","proxy":"10.0.0.5","since_last_line":1}',
    'warn client refused {"reason":"capacity","status":503,"client":"192.0.2.7:50124","proxy":"10.0.0.5","since_last_line":5}',
  ]);
});
