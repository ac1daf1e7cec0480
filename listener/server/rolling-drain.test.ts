import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeClock } from '../../lib/testing/fake-clock.ts';
import { recordedLog } from '../control/testing/controlled.ts';
import { type DrainableConnection, RollingDrain } from './rolling-drain.ts';

const ORDER = { by: 'cli (anna)', noticeMs: 7_000, spreadMs: 10_000 };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

interface Client extends DrainableConnection {
  isWaiting: boolean;
  askedAt: number;
  refusesQuestions: boolean;
  answer(): void;
}

/** A drain with its clock and so many clients; `closed` has the seconds at which each was closed. */
function drainOf(count: number, random = Math.random) {
  const clock = new FakeClock();
  const connections = new Set<Client>();
  const closed: number[] = [];
  const log = recordedLog();
  const flushed = { promise: Promise.resolve() };
  const join = (): Client => {
    let onIdle = (): void => undefined;
    const client: Client = {
      isWaiting: false,
      askedAt: Number.NEGATIVE_INFINITY,
      closeAfterAnswer: undefined,
      refusesQuestions: false,
      answer() {
        client.isWaiting = false;
        client.closeAfterAnswer?.();
        onIdle();
      },
      flush: () => flushed.promise,
      drain() {
        client.refusesQuestions = true;
        return new Promise((resolve) => {
          onIdle = resolve;
          if (!client.isWaiting) resolve();
        });
      },
      close(code, by, reason) {
        expect([code, by, reason, client.isWaiting]).toEqual([1012, 'drain', 'restarting', false]);
        closed.push(clock.monotonic() / 1_000);
        connections.delete(client);
      },
    };
    connections.add(client);
    return client;
  };
  const clients = Array.from({ length: count }, join);
  const drain = new RollingDrain({ connections, clock, log, random });
  const pass = async (ms: number, each: () => void = () => undefined) => {
    for (let passed = 0; passed < ms; passed += 50) {
      clock.advance(50);
      each();
      await vi.advanceTimersByTimeAsync(50);
    }
  };
  return { drain, clients, closed, clock, log, pass, flushed };
}

describe('RollingDrain', () => {
  it('is in service until it is ordered, and accepts clients during the notice', async () => {
    const { drain, closed, pass, clock } = drainOf(3);
    expect([drain.state, drain.refuses]).toEqual([undefined, false]);
    const since = clock.now();
    drain.start(ORDER);
    expect(drain.state).toEqual({ phase: 'notice', by: 'cli (anna)', since, left: 3, waiting: 0 });
    await pass(6_900);
    expect([drain.refuses, closed]).toEqual([false, []]);
    await pass(200);
    expect([drain.refuses, drain.state?.phase]).toEqual([true, 'closing']);
  });

  it('closes idle clients in small groups over the whole time, and none after it', async () => {
    const { drain, closed, pass } = drainOf(200);
    drain.start(ORDER);
    await pass(17_500);
    expect([closed.length, drain.state]).toMatchObject([200, { phase: 'drained', left: 0 }]);
    const perTick = new Map<number, number>();
    for (const at of closed) perTick.set(at, (perTick.get(at) ?? 0) + 1);
    expect(Math.max(...perTick.values())).toBeLessThanOrEqual(6);
    expect(closed.filter((at) => at < 12).length).toBeGreaterThan(60);
    expect(closed.filter((at) => at > 12).length).toBeGreaterThan(60);
  });

  it('also drains a single client, and one without any at once after the notice', async () => {
    for (const count of [0, 1]) {
      const { drain, pass } = drainOf(count);
      drain.start({ ...ORDER, noticeMs: 0, spreadMs: 0 });
      await pass(300);
      expect(drain.state).toMatchObject({ phase: 'drained', left: 0 });
    }
  });

  it('never closes a client that waits for an answer, but right after the answer', async () => {
    const { drain, clients, closed, clock, pass } = drainOf(1);
    const [client] = clients as [Client];
    client.isWaiting = true;
    client.askedAt = clock.monotonic();
    drain.start({ ...ORDER, noticeMs: 0, spreadMs: 1_000 });
    await pass(1_500);
    expect([closed, drain.state]).toMatchObject([[], { phase: 'closing', left: 1, waiting: 1 }]);
    client.answer();
    await vi.advanceTimersByTimeAsync(0);
    expect(closed).toEqual([1.5]);
  });

  it('closes a client that asks all the time right after an answer, not in its pause', async () => {
    const { drain, clients, closed, clock, pass } = drainOf(1);
    const [client] = clients as [Client];
    client.askedAt = 0;
    drain.start({ ...ORDER, noticeMs: 0, spreadMs: 1_000 });
    await pass(1_800);
    expect(closed).toEqual([]);
    client.isWaiting = true;
    client.askedAt = clock.monotonic();
    await pass(100);
    client.answer();
    await vi.advanceTimersByTimeAsync(0);
    expect(closed).toEqual([1.9]);
  });

  it('closes a client only when other listeners can find its session, and not if it asks meanwhile', async () => {
    const { drain, clients, closed, clock, pass, flushed } = drainOf(1);
    const [client] = clients as [Client];
    let written = (): void => undefined;
    const write = () => {
      flushed.promise = new Promise((resolve) => {
        written = resolve;
      });
    };
    write();
    drain.start({ ...ORDER, noticeMs: 0, spreadMs: 100 });
    await pass(1_000);
    client.isWaiting = true;
    client.askedAt = clock.monotonic();
    written();
    await pass(200);
    expect(closed).toEqual([]);
    write();
    client.answer();
    await pass(300);
    expect(closed).toEqual([]);
    written();
    await vi.advanceTimersByTimeAsync(0);
    expect(closed).toEqual([1.5]);
  });

  it('closes a client that stopped asking', async () => {
    const { drain, closed, clients, pass } = drainOf(1);
    (clients[0] as Client).askedAt = 0;
    drain.start({ ...ORDER, noticeMs: 0, spreadMs: 100 });
    await pass(2_200);
    expect(closed[0]).toBeCloseTo(2, 0);
  });

  it('ends in bounded time with clients that always have a question open: refuses further ones', async () => {
    const { drain, clients, closed, clock, pass } = drainOf(2);
    drain.start({ ...ORDER, noticeMs: 1_000, spreadMs: 1_000 });
    await pass(8_000, () => {
      for (const client of clients) {
        if (client.refusesQuestions) continue;
        client.isWaiting = true;
        client.askedAt = clock.monotonic();
      }
    });
    expect(clients.map((client) => client.refusesQuestions)).toEqual([true, true]);
    for (const client of clients) client.answer();
    await pass(200);
    expect([closed.length, drain.state?.phase]).toEqual([2, 'drained']);
  });

  it('is undone: clients that were told to leave stay', async () => {
    const { drain, clients, closed, clock, pass } = drainOf(2);
    for (const client of clients) client.isWaiting = true;
    drain.start({ ...ORDER, noticeMs: 0, spreadMs: 100 });
    await pass(1_000);
    expect([drain.undo('cli (bert)'), drain.undo('cli (bert)')]).toEqual([true, false]);
    expect([drain.state, drain.refuses]).toEqual([undefined, false]);
    for (const client of clients) client.answer();
    clock.advance(60_000);
    await pass(10_000);
    expect(closed).toEqual([]);
  });

  it('takes a second order for the same drain', async () => {
    const { drain, log } = drainOf(1);
    drain.start(ORDER);
    drain.start({ ...ORDER, by: 'cli (bert)' });
    expect([drain.state?.by, log.lines.length]).toEqual(['cli (anna)', 1]);
  });
});
