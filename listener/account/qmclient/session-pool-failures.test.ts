import { describe, expect, it } from 'vitest';
import { settle } from './testing/fake-timers.ts';
import { createPool, loginError, run } from './testing/scripted-pool.ts';

describe('failing sessions', () => {
  it('fails the query of a lost session, and repeats it once if it only reads', async () => {
    const { pool, timers, lines } = createPool();
    await timers.advance(0);
    const changing = run(pool, 'CHANGE');
    const reading = run(pool, 'LIST', { repeatable: true });
    const waiting = run(pool, 'WAITS');
    await timers.advance(0);
    await lines[1]!.die();
    expect(lines[2]!.received).toEqual(['LIST']);
    await lines[0]!.die();
    expect([changing.code, reading.code, waiting.code]).toEqual(['UNAVAILABLE', undefined, undefined]);
    await lines[2]!.die();
    expect(reading.code).toBe('UNAVAILABLE');
    await timers.advance(0);
    expect(lines[3]!.received).toEqual(['WAITS']);
    await lines[3]!.answer();
    expect(waiting.value).toBe('answer of 4');
  });

  it('logs out the session of a timed-out query through another one, and counts its seat until it has ended', async () => {
    const { pool, timers, lines } = createPool();
    await timers.advance(0);
    const slow = run(pool, 'SLOW', { timeoutMs: 1_000 });
    run(pool, 'B');
    await timers.advance(999);
    expect(slow.code).toBeUndefined();
    await timers.advance(1);
    expect(slow.code).toBe('TIMEOUT');
    expect(pool.sessions()[0]).toEqual({ serial: 1, state: 'leaving', userNo: 1, keeper: false });
    expect(pool.status().seats?.used).toBe(2);
    await lines[1]!.answer();
    expect(lines[1]!.received).toEqual(['B', 'LOGOUT 1']);
    expect(pool.sessions()).toEqual([{ serial: 2, state: 'idle', userNo: 2, keeper: true }]);
  });

  it('frees the seat of a session that cannot be logged out a second after its connection closed', async () => {
    const { pool, timers, lines } = createPool({ limit: 1 });
    await timers.advance(0);
    run(pool, 'SLOW', { timeoutMs: 1_000 });
    await timers.advance(1_000);
    const next = run(pool, 'NEXT');
    await timers.advance(5_999);
    expect([lines.length, pool.status().seats?.used, pool.status().state]).toEqual([1, 1, 'connecting']);
    await timers.advance(1);
    await lines[1]!.answer();
    expect(next.value).toBe('answer of 2');
    expect(lines[1]!.received).toEqual(['NEXT']);
  });

  it('does not reuse a session after an unexpected reply', async () => {
    const { pool, timers, lines } = createPool();
    await timers.advance(0);
    const odd = run(pool, 'A');
    await settle();
    lines[0]!.server.send(Buffer.alloc(10, 7));
    await timers.advance(0);
    expect(odd.code).toBe('PROTOCOL');
    expect(pool.sessions()).toEqual([]);
    await timers.advance(1_000);
    expect(pool.sessions()).toEqual([expect.objectContaining({ serial: 2, state: 'idle' })]);
  });

  it('makes another session the primary one, which takes the lock again', async () => {
    const greeted: number[] = [];
    const { pool, timers, lines } = createPool({
      warmUp: async () => {
        greeted.push(lines.length);
        return true;
      },
    });
    await timers.advance(0);
    run(pool, 'A');
    run(pool, 'B');
    await timers.advance(0);
    for (const line of lines) await line.answer();
    await lines[0]!.die();
    expect(greeted).toEqual([1, 2]);
    expect(pool.sessions()).toEqual([{ serial: 2, state: 'idle', userNo: 2, keeper: true }]);
  });

  it('requests a lock that another user holds once a minute, not on every query', async () => {
    let received = 0;
    const { pool, timers, lines } = createPool({
      warmUp: async () => {
        received += 1;
        return received > 2;
      },
    });
    await timers.advance(0);
    for (let count = 0; count < 5; count += 1) {
      run(pool, 'A');
      await settle();
      await lines[0]!.answer();
    }
    expect(received).toBe(1);
    await timers.advance(600_000);
    expect(received).toBe(3);
  });
});

describe('while QM is down', () => {
  it('rejects queries immediately and retries after 1, 2, 4, 8, 16, 30, 30 s', async () => {
    const { pool, timers, lines, qm } = createPool();
    run(pool, 'SERVED');
    await timers.advance(0);
    await lines[0]!.answer();
    qm.loginFailure = loginError('UNAVAILABLE');
    const carried = run(pool, 'A');
    const waiting = [run(pool, 'B'), run(pool, 'C')];
    await timers.advance(0);
    await lines[0]!.die();
    expect([carried.code, ...waiting.map(({ code }) => code)]).toEqual(Array(3).fill('UNAVAILABLE'));
    expect(pool.status()).toMatchObject({ state: 'down', reason: 'refused: UNAVAILABLE' });
    const before = qm.attempts;
    const pauses: number[] = [];
    for (let attempt = before, at = timers.now(); pauses.length < 7; ) {
      await timers.advance(100);
      if (qm.attempts === attempt) continue;
      attempt = qm.attempts;
      pauses.push(Math.round((timers.now() - at) / 100) / 10);
      at = timers.now();
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 30, 30]);
    expect(run(pool, 'D')).toEqual({});
    qm.loginFailure = undefined;
    await timers.advance(30_000);
    expect(pool.status()).toEqual({ state: 'ready', seats: { used: 1, limit: 2, waiting: 0 } });
    const recovered = run(pool, 'E');
    await settle();
    await lines.at(-1)!.answer();
    expect(recovered.value).toBe(`answer of ${lines.length}`);
  });

  it('limits login attempts while QM has no free seat, whatever the number of queries', async () => {
    const { pool, timers, qm } = createPool({}, loginError('LICENCE_LIMIT'));
    const outcomes: { code?: string }[] = [];
    for (let second = 0; second < 60; second += 1) {
      for (let count = 0; count < 20; count += 1) outcomes.push(run(pool, 'A'));
      await timers.advance(1_000);
    }
    expect(new Set(outcomes.map(({ code }) => code))).toEqual(new Set(['LICENCE_LIMIT']));
    expect(qm.attempts).toBeLessThanOrEqual(8);
  });

  it('continues with its current sessions when QM accepts no more, and reports the reason', async () => {
    const { pool, timers, lines, qm } = createPool();
    await timers.advance(0);
    qm.loginFailure = loginError('LICENCE_LIMIT');
    const outcomes = ['A', 'B', 'C'].map((statement) => run(pool, statement));
    for (let count = 0; count < 3; count += 1) {
      await settle();
      await lines[0]!.answer();
    }
    expect(outcomes.map(({ value }) => value)).toEqual(Array(3).fill('answer of 1'));
    expect(pool.status()).toMatchObject({
      state: 'ready',
      reason: 'refused: LICENCE_LIMIT',
      seats: { used: 1 },
    });
    expect(qm.attempts).toBe(2);

    let changes = 0;
    pool.onChange(() => {
      changes += 1;
    });
    await timers.advance(1_000);
    // Nobody wants another session: what was refused before is no news.
    expect(pool.status()).toEqual({ state: 'ready', seats: { used: 1, limit: 2, waiting: 0 } });
    expect(changes).toBe(1);
    expect(qm.attempts).toBe(2);
  });

  it('retries a rejected login every 30 s', async () => {
    const { timers, qm, pool } = createPool({}, loginError('LOGIN_REFUSED'));
    await timers.advance(29_999);
    const before = qm.attempts;
    await timers.advance(60_000);
    expect([before, qm.attempts - before]).toEqual([1, 2]);
    expect(pool.status().state).toBe('down');
  });

  it('waits a moment after its last session ended unexpectedly, since QM may be stopping; queries wait too', async () => {
    const { pool, timers, lines, qm } = createPool();
    await timers.advance(0);
    run(pool, 'SERVED');
    await timers.advance(0);
    await lines[0]!.answer();
    await lines[0]!.die();
    const early = run(pool, 'EARLY');
    await timers.advance(1_999);
    expect([qm.attempts, pool.status().state]).toEqual([1, 'connecting']);
    await timers.advance(1);
    await lines[1]!.answer();
    expect(early.value).toBe('answer of 2');
    await lines[1]!.die();
    qm.loginFailure = loginError('UNAVAILABLE');
    const rejected = run(pool, 'REFUSED');
    await timers.advance(2_000);
    expect(rejected.code).toBe('UNAVAILABLE');
  });

  it('backs off when sessions end immediately after they open', async () => {
    const { timers, lines, qm } = createPool();
    for (let second = 0; second < 30; second += 1) {
      await lines.at(-1)?.die();
      await timers.advance(1_000);
    }
    expect(qm.attempts).toBeLessThanOrEqual(6);
  });
});
