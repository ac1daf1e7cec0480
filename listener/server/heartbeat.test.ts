import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Connection } from './connection.ts';
import { Heartbeat } from './heartbeat.ts';

function peer(number: number, paced = false) {
  const log: string[] = [];
  const connection = {
    number,
    paced,
    missedPongs: 0,
    log,
    ping() {
      this.missedPongs += 1;
      log.push('ping');
    },
    terminate(by: string) {
      log.push(`cut ${by}`);
    },
  };
  return connection;
}

describe('Heartbeat', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('pings each peer every 20 s and terminates it after two missed pongs', () => {
    const dead = peer(1);
    const alive = peer(22);
    const heartbeat = new Heartbeat(new Set([dead, alive] as unknown as Connection[]));
    for (let second = 0; second < 60; second += 1) {
      vi.advanceTimersByTime(1_000);
      alive.missedPongs = 0;
    }
    heartbeat.stop();
    expect(dead.log).toEqual(['ping', 'ping', 'cut heartbeat']);
    expect(alive.log).toEqual(['ping', 'ping', 'ping']);
    vi.advanceTimersByTime(60_000);
    expect(alive.log).toHaveLength(3);
  });

  it('ignores clients whose event loop may be blocked', () => {
    const paced = peer(3, true);
    const heartbeat = new Heartbeat(new Set([paced] as unknown as Connection[]));
    vi.advanceTimersByTime(600_000);
    heartbeat.stop();
    expect(paced.log).toEqual([]);
  });
});
