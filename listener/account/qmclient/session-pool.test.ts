import { describe, expect, it } from 'vitest';
import { settle } from './testing/fake-timers.ts';
import { createPool, run } from './testing/scripted-pool.ts';

describe('opening and closing sessions', () => {
  it('keeps one session open before the first query', async () => {
    const { pool, timers, lines } = createPool();
    expect(pool.status()).toEqual({ state: 'connecting', seats: { used: 1, limit: 2, waiting: 0 } });
    await timers.advance(0);
    expect(pool.status()).toEqual({ state: 'ready', seats: { used: 1, limit: 2, waiting: 0 } });
    await timers.advance(3_600_000);
    expect(lines).toHaveLength(1);
    expect(pool.sessions()).toEqual([{ serial: 1, state: 'idle', userNo: 1, keeper: true }]);
  });

  it('opens sessions on demand up to the limit, and queues further queries', async () => {
    const { pool, timers, lines } = createPool();
    await timers.advance(0);
    const outcomes = ['A', 'B', 'C'].map((statement) => run(pool, statement));
    await timers.advance(0);
    expect(lines.map(({ received }) => received)).toEqual([['A'], ['B']]);
    expect(pool.status().seats).toEqual({ used: 2, limit: 2, waiting: 1 });
    await lines[1]!.answer();
    expect(lines[1]!.received).toEqual(['B', 'C']);
    await lines[0]!.answer();
    await lines[1]!.answer();
    expect(outcomes.map(({ value }) => value)).toEqual(['answer of 1', 'answer of 2', 'answer of 2']);
  });

  it('closes idle sessions after a minute, except the primary one', async () => {
    const { pool, timers, lines } = createPool();
    await timers.advance(0);
    run(pool, 'A');
    run(pool, 'B');
    await timers.advance(0);
    for (const line of lines) await line.answer();
    await timers.advance(59_999);
    expect(pool.status().seats?.used).toBe(2);
    await timers.advance(1);
    expect(pool.sessions()).toEqual([{ serial: 1, state: 'idle', userNo: 1, keeper: true }]);
    expect(lines[1]!.received).toEqual(['B', 'quit']);
  });

  it('replaces its sessions on request without interrupting queries', async () => {
    const { pool, timers, lines } = createPool();
    await timers.advance(0);
    const [first, second] = [run(pool, 'A'), run(pool, 'B')];
    await timers.advance(0);
    await lines[1]!.answer();
    // One is busy, one is idle.
    pool.recycle();
    await timers.advance(0);
    expect(lines[1]!.received).toEqual(['B', 'quit']);
    const third = run(pool, 'C');
    await timers.advance(0);
    expect(lines[2]!.received).toEqual(['C']);
    await lines[0]!.answer();
    await lines[2]!.answer();
    expect([first.value, second.value, third.value]).toEqual(['answer of 1', 'answer of 2', 'answer of 3']);
    expect(lines[0]!.received).toEqual(['A', 'quit']);
    await timers.advance(0);
    expect(pool.sessions()).toEqual([{ serial: 3, state: 'idle', userNo: 3, keeper: true }]);
  });

  it('reopens its only session when that is replaced while idle', async () => {
    const { pool, timers, lines } = createPool({ limit: 1 });
    await timers.advance(0);
    pool.recycle();
    await timers.advance(0);
    expect([lines[0]!.received, pool.status().state]).toEqual([['quit'], 'ready']);
    expect(pool.sessions()).toEqual([{ serial: 2, state: 'idle', userNo: 2, keeper: true }]);
    await pool.close();
    pool.recycle();
    await timers.advance(0);
    expect(lines).toHaveLength(2);
  });

  it('closes: rejects queued queries, lets running ones finish, quits every session', async () => {
    const { pool, timers, lines } = createPool({ limit: 1 });
    await timers.advance(0);
    const [running, waiting] = [run(pool, 'A'), run(pool, 'B')];
    let closed = false;
    pool.close().then(() => {
      closed = true;
    });
    await settle();
    expect([waiting.code, closed]).toEqual(['UNAVAILABLE', false]);
    await lines[0]!.answer();
    expect([running.value, closed]).toEqual(['answer of 1', true]);
    expect(lines[0]!.received).toEqual(['A', 'quit']);
    expect(run(pool, 'C')).toEqual({});
    expect(timers.pending).toBe(0);
    expect(pool.status()).toMatchObject({ state: 'down', seats: { used: 0 } });
  });

  it('closes even if a query keeps running', async () => {
    const { pool, timers, lines } = createPool();
    await timers.advance(0);
    const running = run(pool, 'A');
    let closed = false;
    pool.close().then(() => {
      closed = true;
    });
    await timers.advance(5_999);
    expect([running.code, closed]).toEqual(['UNAVAILABLE', false]);
    await timers.advance(1);
    expect(closed).toBe(true);
    expect(lines[0]!.received).toEqual(['A', 'endCommand', 'quit']);
  });
});

describe('queueing', () => {
  it('serves owners in turn', async () => {
    const { pool, timers, lines } = createPool({ limit: 1 });
    await timers.advance(0);
    for (const statement of ['A1', 'A2', 'A3']) run(pool, statement, { owner: 'a' });
    for (const statement of ['B1', 'B2']) run(pool, statement, { owner: 'b' });
    run(pool, 'C1', { owner: 'c' });
    for (let count = 0; count < 6; count += 1) await lines[0]!.answer();
    expect(lines[0]!.received).toEqual(['A1', 'A2', 'B1', 'C1', 'A3', 'B2']);
  });

  it('uses every open session for one owner, but opens none for what waits for a query of the same owner', async () => {
    const { pool, timers, lines } = createPool();
    await timers.advance(0);
    for (const statement of ['A1', 'A2']) run(pool, statement, { owner: 'a' });
    await timers.advance(0);
    expect([lines.length, pool.status().seats?.waiting]).toEqual([1, 1]);
    run(pool, 'B1', { owner: 'b' });
    await timers.advance(0);
    expect(lines.map(({ received }) => received)).toEqual([['A1'], ['A2']]);
    await lines[1]!.answer();
    await lines[0]!.answer();
    await lines[1]!.answer();
    for (const statement of ['A3', 'A4']) run(pool, statement, { owner: 'a' });
    await settle();
    expect(lines.map(({ received }) => received)).toEqual([
      ['A1', 'A3'],
      ['A2', 'B1', 'A4'],
    ]);
  });

  it('opens a session for an owner whose query that still runs was given up', async () => {
    const { pool, timers, lines } = createPool();
    await timers.advance(0);
    const giveUp = new AbortController();
    run(pool, 'A1', { owner: 'a', signal: giveUp.signal });
    run(pool, 'A2', { owner: 'a' });
    await timers.advance(0);
    expect(lines).toHaveLength(1);
    giveUp.abort();
    run(pool, 'A3', { owner: 'a' });
    await timers.advance(0);
    expect(lines.map(({ received }) => received)).toEqual([['A1'], ['A2']]);
  });

  it('opens a session for an owner whose query ran again on another session', async () => {
    const { pool, timers, lines } = createPool();
    await timers.advance(0);
    const first = run(pool, 'A1', { owner: 'a', repeatable: true });
    await settle();
    await lines[0]!.die();
    await timers.advance(0);
    await lines[1]!.answer();
    expect(first.value).toBe('answer of 2');
    run(pool, 'B1', { owner: 'b' });
    run(pool, 'A2', { owner: 'a' });
    await timers.advance(0);
    expect(lines.map(({ received }) => received)).toEqual([['A1'], ['A1', 'B1'], ['A2']]);
  });

  it('opens a session for what nobody in particular asks, whatever else runs', async () => {
    const { pool, timers, lines } = createPool();
    await timers.advance(0);
    for (const statement of ['A', 'B']) run(pool, statement);
    await timers.advance(0);
    expect(lines).toHaveLength(2);
  });

  it('rejects queries when too many are waiting', async () => {
    const { pool, timers } = createPool({ limit: 1, waiting: 2 });
    await timers.advance(0);
    const outcomes = ['A', 'B', 'C', 'D'].map((statement) => run(pool, statement));
    await settle();
    expect(outcomes.map(({ code }) => code)).toEqual([undefined, undefined, undefined, 'BUSY']);
  });

  it("limits waiting to the query's deadline", async () => {
    const { pool, timers, lines } = createPool({ limit: 1 });
    await timers.advance(0);
    const first = run(pool, 'A');
    const second = run(pool, 'B', { timeoutMs: 500 });
    await timers.advance(500);
    expect([first.code, second.code, pool.status().seats?.waiting]).toEqual([undefined, 'TIMEOUT', 0]);
    await lines[0]!.answer();
    expect(lines[0]!.received).toEqual(['A']);
  });

  it('removes a cancelled query from the queue, and ignores the answer of a running one', async () => {
    const { pool, timers, lines } = createPool({ limit: 1 });
    await timers.advance(0);
    const giveUp = new AbortController();
    const outcomes = ['A', 'B'].map((statement) => run(pool, statement, { signal: giveUp.signal }));
    const third = run(pool, 'C');
    giveUp.abort();
    await settle();
    expect(outcomes.map(({ code }) => code)).toEqual(['CANCELLED', 'CANCELLED']);
    await lines[0]!.answer('late');
    await lines[0]!.answer('in time');
    expect(third.value).toBe('in time');
    expect(lines[0]!.received).toEqual(['A', 'C']);
    const never = run(pool, 'D', { signal: giveUp.signal });
    await settle();
    expect([never.code, lines[0]!.received.length]).toEqual(['CANCELLED', 2]);
  });
});
