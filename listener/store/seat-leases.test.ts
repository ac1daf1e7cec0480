import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AccountError } from '../account/errors.ts';
import type { QmSeat } from '../account/qm-seats.ts';
import { recordedLog } from '../control/testing/controlled.ts';
import { SEAT_TIMES, SeatLeases } from './seat-leases.ts';
import type { StoreReply } from './store-connection.ts';
import { StoreError } from './store-error.ts';
import type { StoreScript } from './store-script.ts';
import { SeatModel } from './testing/seat-model.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A store that listeners reach or not, one by one. */
class ModelledStore {
  readonly model = new SeatModel();
  isDown = false;
  readonly cutOff = new Set<string>();
  readonly #ready = new Map<string, () => void>();

  clientOf(id: string) {
    const reaches = () => !this.isDown && !this.cutOff.has(id);
    return {
      get status() {
        return { state: reaches() ? ('ready' as const) : ('down' as const) };
      },
      onReady: (handler: () => void) => {
        this.#ready.set(id, handler);
        return () => this.#ready.delete(id);
      },
      runScript: async (script: StoreScript, _: readonly string[], args: readonly (string | Buffer)[]) => {
        if (!reaches()) throw new StoreError('unavailable', 'nothing listens there');
        return this.model.run(script, args.map(String)) as StoreReply;
      },
    };
  }

  /** The client of a listener reconnects. */
  ready(id: string): void {
    if (!this.isDown && !this.cutOff.has(id)) this.#ready.get(id)?.();
  }
}

/** A listener with the seats that it holds; each stands for an open QM session. */
class ModelledListener {
  readonly leases: SeatLeases;
  readonly seats = new Set<QmSeat>();
  readonly log = recordedLog();
  waiting = 0;
  readonly #closing = new AbortController();

  constructor(store: ModelledStore, id: string, total: number, random = () => 0.5) {
    this.leases = new SeatLeases({ store: store.clientOf(id), id, total, log: this.log, random });
  }

  async take(): Promise<string> {
    this.waiting += 1;
    try {
      const seat = await this.leases.take(this.#closing.signal);
      this.seats.add(seat);
      seat.onLost(() => this.seats.delete(seat));
      return 'taken';
    } catch (error) {
      return (error as AccountError).message;
    } finally {
      this.waiting -= 1;
    }
  }

  release(): void {
    const [seat] = this.seats;
    if (seat === undefined) return;
    this.seats.delete(seat);
    seat.release();
  }

  /** Its process dies: its QM sessions end with their sockets, and it gives nothing back. */
  crash(store: ModelledStore, id: string): void {
    this.seats.clear();
    this.#closing.abort();
    store.cutOff.add(id);
  }
}

async function pass(store: ModelledStore, ms: number, stepMs = 100): Promise<void> {
  for (let left = ms; left > 0; left -= stepMs) {
    const step = Math.min(stepMs, left);
    store.model.now += step;
    await vi.advanceTimersByTimeAsync(step);
  }
}

/** Listeners with a store whose count has settled. */
async function settledFleet(count: number, total: number) {
  const store = new ModelledStore();
  const listeners = Array.from(
    { length: count },
    (_, index) => new ModelledListener(store, `l${index}`, total),
  );
  await pass(store, SEAT_TIMES.settleMs + 6_500);
  return { store, listeners };
}

describe('SeatLeases', () => {
  it('waits until the count of a new store can be relied on, and says so once', async () => {
    const store = new ModelledStore();
    const listener = new ModelledListener(store, 'a', 2);
    const taking = listener.take();
    await pass(store, SEAT_TIMES.settleMs - 1_000);
    expect(listener.seats.size).toBe(0);
    await pass(store, 3_000);
    expect([await taking, listener.leases.status]).toEqual(['taken', { held: 1, inUse: 1, total: 2 }]);
    expect(listener.log.lines.filter((line) => line.includes('waiting'))).toHaveLength(1);
  });

  it('never lets three listeners have more than the licence, and keeps one for each that has none', async () => {
    const { listeners } = await settledFleet(3, 4);
    const [one, other, third] = listeners as [ModelledListener, ModelledListener, ModelledListener];
    expect([await one.take(), await one.take()]).toEqual(['taken', 'taken']);
    expect(await one.take()).toContain('no QM seat: the listeners use 2 of 4');
    expect([await other.take(), await third.take(), await third.take()]).toEqual([
      'taken',
      'taken',
      expect.stringContaining('no QM seat: the listeners use 4 of 4'),
    ]);
    one.release();
    await vi.advanceTimersByTimeAsync(1);
    expect(await third.take()).toBe('taken');
  });

  it('frees the seats of a dead listener by itself', async () => {
    const { store, listeners } = await settledFleet(2, 2);
    const [one, other] = listeners as [ModelledListener, ModelledListener];
    await one.take();
    await other.take();
    one.crash(store, 'l0');
    expect(await other.take()).toContain('2 of 2');
    await pass(store, SEAT_TIMES.ttlMs + 1_000);
    expect(await other.take()).toBe('taken');
  });

  it('has the seats of an earlier process of its own home at once', async () => {
    const { store, listeners } = await settledFleet(2, 2);
    const [one, other] = listeners as [ModelledListener, ModelledListener];
    await one.take();
    await other.take();
    one.crash(store, 'l0');
    const log = recordedLog();
    const isEndedPredecessor = (id: string) => id === 'l0';
    const again = new SeatLeases({
      store: store.clientOf('l9'),
      id: 'l9',
      total: 2,
      log,
      isEndedPredecessor,
    });
    await again.take(new AbortController().signal);
    expect([store.model.alive, log.lines.length]).toEqual([['l1:1', 'l9:1'], 1]);
    await again.close();
  });

  it('keeps what it holds without the store, takes none, and renews when it is back', async () => {
    const { store, listeners } = await settledFleet(2, 3);
    const [one, other] = listeners as [ModelledListener, ModelledListener];
    await one.take();
    await other.take();
    store.isDown = true;
    await pass(store, 120_000);
    expect([one.seats.size, other.seats.size]).toEqual([1, 1]);
    expect(await one.take()).toContain(
      'the session store, which counts the seats of all listeners, cannot be used',
    );
    store.isDown = false;
    store.ready('l0');
    const taking = one.take();
    await pass(store, 1_000);
    // The other one has not renewed yet: its seat must not be given away.
    expect(one.seats.size).toBe(1);
    store.ready('l1');
    await pass(store, 6_000);
    expect([await taking, store.model.alive.length]).toEqual(['taken', 3]);
  });

  it('gives a seat up that another listener got while it was cut off', async () => {
    const { store, listeners } = await settledFleet(2, 1);
    const [one, other] = listeners as [ModelledListener, ModelledListener];
    await one.take();
    store.cutOff.add('l0');
    await pass(store, SEAT_TIMES.ttlMs + 1_000);
    expect(await other.take()).toBe('taken');
    expect(one.seats.size).toBe(1);
    store.cutOff.delete('l0');
    store.ready('l0');
    await pass(store, 100);
    expect([one.seats.size, other.seats.size, store.model.alive.length]).toEqual([0, 1, 1]);
    expect(one.log.lines.at(-1)).toContain('QM seat lost');
  });

  it('gives everything back when it closes, also what was granted meanwhile', async () => {
    const { store, listeners } = await settledFleet(1, 3);
    const [one] = listeners as [ModelledListener];
    await one.take();
    await one.take();
    await one.leases.close();
    expect(store.model.alive).toEqual([]);
    expect(await one.take()).toContain('closing');
    expect(store.model.alive).toEqual([]);
  });

  it('refuses a store that replies with something else', async () => {
    const store = new ModelledStore();
    const garbage = { ...store.clientOf('a'), runScript: async () => ['x', 'y'] as StoreReply };
    const leases = new SeatLeases({ store: garbage, id: 'a', total: 1, log: recordedLog() });
    await expect(leases.take(new AbortController().signal)).rejects.toMatchObject({ code: 'LICENCE_LIMIT' });
    await leases.renew();
    await leases.close();
  });
});

const ACTION_NAMES = [
  'take',
  'take-all',
  'release',
  'crash',
  'join',
  'close',
  'pass',
  'outage',
  'wipe',
] as const;

const ACTIONS = fc.array(fc.tuple(fc.constantFrom(...ACTION_NAMES), fc.nat(45_000)), {
  minLength: 10,
  maxLength: 40,
});

describe('whatever the order of takes, returns, crashes, outages, lost data and reconnects', () => {
  it('there are never more leases, and never more QM sessions, than seats', async () => {
    await fc.assert(
      fc.asyncProperty(ACTIONS, fc.integer({ min: 1, max: 5 }), async (actions, total) => {
        const store = new ModelledStore();
        const listeners = new Map<string, ModelledListener>();
        let serial = 0;
        const join = () => {
          serial += 1;
          listeners.set(
            `l${serial}`,
            new ModelledListener(store, `l${serial}`, total, () => (serial % 5) / 5),
          );
        };
        const check = () => {
          const sessions = [...listeners.values()].reduce((sum, { seats }) => sum + seats.size, 0);
          expect(store.model.alive.length).toBeLessThanOrEqual(total);
          expect(sessions).toBeLessThanOrEqual(total);
        };
        for (let count = 0; count < 3; count += 1) join();
        await pass(store, 30_000, 1_000);
        for (const [action, number] of actions) {
          const ids = [...listeners.keys()];
          const id = ids[number % Math.max(1, ids.length)] ?? '';
          const listener = listeners.get(id);
          if (action === 'join') join();
          if (action === 'take' && (listener?.waiting ?? 0) < 2) void listener?.take();
          if (action === 'release') listener?.release();
          if (action === 'crash') listener?.crash(store, id);
          if (action === 'close') {
            for (const seat of listener?.seats ?? []) seat.release();
            listener?.seats.clear();
            void listener?.leases.close();
          }
          if (action === 'crash' || action === 'close') listeners.delete(id);
          if (action === 'take-all') {
            for (const one of listeners.values()) if (one.waiting < 2) void one.take();
          }
          // A store loses its data by a restart, so its clients reconnect as after an outage.
          if (action === 'wipe') store.model.wipe();
          if (action === 'outage' || action === 'wipe') {
            store.isDown = true;
            await pass(store, action === 'outage' ? number : 100, 1_000);
            store.isDown = false;
            // Each reconnects after a delay of its own, 15 s at most.
            for (const [index, one] of ids.entries()) {
              if (!listeners.has(one)) continue;
              store.cutOff.add(one);
              const reconnect = () => {
                if (!listeners.has(one)) return;
                store.cutOff.delete(one);
                store.ready(one);
              };
              setTimeout(reconnect, (number * (7 * index + 1)) % 15_000);
            }
          }
          for (let left = action === 'pass' ? number : 1; left > 0; left -= 1_000) {
            await pass(store, Math.min(left, 1_000), 500);
            check();
          }
        }
        for (const { leases } of listeners.values()) await leases.close();
      }),
      { numRuns: 60, endOnFailure: true },
    );
  }, 120_000);
});
