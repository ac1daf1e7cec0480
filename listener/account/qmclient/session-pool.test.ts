import { describe, expect, it } from 'vitest';
import { AccountError } from '../errors.ts';
import { Exchange } from './exchange.ts';
import { textOf } from './replies.ts';
import type { Request } from './requests.ts';
import { QmSession } from './session.ts';
import { type PoolOptions, SessionPool, type Work } from './session-pool.ts';
import { FakeTimers, settle } from './testing/fake-timers.ts';
import { encodeReply, reply } from './testing/reply-encoder.ts';
import { ScriptedTransport, type ServerEnd } from './testing/scripted-transport.ts';

/** One session as its server sees it: what it was asked and has not answered yet. */
interface Line {
  readonly userNo: number;
  readonly server: ServerEnd;
  readonly received: string[];
  answer(text?: string): Promise<void>;
  die(): Promise<void>;
}

const loginError = (code: 'UNAVAILABLE' | 'LICENCE_LIMIT' | 'LOGIN_REFUSED') =>
  new AccountError(code, `refused: ${code}`);
const nameOf = (request: Request) => ('statement' in request ? request.statement : request.function);

/** A pool in fake time whose sessions the test answers. `refusal` set: QM gives no session. */
function poolWith(options: Partial<PoolOptions> = {}, loginFailure?: AccountError) {
  const timers = new FakeTimers();
  const lines: Line[] = [];
  const qm: { loginFailure: AccountError | undefined; attempts: number } = { loginFailure, attempts: 0 };
  const open = async () => {
    qm.attempts += 1;
    if (qm.loginFailure) throw qm.loginFailure;
    const received: string[] = [];
    const transport: ScriptedTransport<'tcp'> = new ScriptedTransport('tcp', (request) => {
      if (request.function === 'account') {
        transport.send(encodeReply(reply()));
        return;
      }
      received.push(nameOf(request));
      const loggedOut = /^LOGOUT (\d+)$/.exec(nameOf(request))?.[1];
      if (request.function === 'quit' || loggedOut) transport.send(encodeReply(reply()));
      if (loggedOut) lines.find((line) => line.userNo === Number(loggedOut))?.server.end();
    });
    const userNo = lines.length + 1;
    const session = new QmSession(new Exchange(transport, timers), timers);
    await session.request({ function: 'account', name: 'HAL' }, 1_000);
    Object.defineProperty(session, 'userNo', { value: userNo });
    const answer = (text = `answer of ${userNo}`) => {
      transport.send(encodeReply(reply(text)));
      return settle();
    };
    const die = () => {
      transport.end();
      return settle();
    };
    lines.push({ userNo, server: transport, received, answer, die });
    return session;
  };
  const defaults = { limit: 2, waiting: 200, timeoutMs: 30_000, idleMs: 60_000, graceMs: 5_000 };
  const pool = new SessionPool({ open, timers, ...defaults, ...options });
  return { pool, timers, lines, qm };
}

const executing =
  (statement: string): Work<string> =>
  async (send) =>
    textOf((await send({ function: 'execute', statement })).body);

function run(pool: SessionPool, statement: string, options: object = {}) {
  const outcome: { value?: string; code?: string } = {};
  pool.run(executing(statement), { repeatable: false, ...options }).then(
    (value) => {
      outcome.value = value;
    },
    (error: AccountError) => {
      outcome.code = error.code;
    },
  );
  return outcome;
}

describe('the pool opens and closes', () => {
  it('keeps one session warm before anybody asks', async () => {
    const { pool, timers, lines } = poolWith();
    expect(pool.status()).toEqual({ state: 'connecting', seats: { used: 1, limit: 2, waiting: 0 } });
    await timers.advance(0);
    expect(pool.status()).toEqual({ state: 'ready', seats: { used: 1, limit: 2, waiting: 0 } });
    await timers.advance(3_600_000);
    expect(lines).toHaveLength(1);
    expect(pool.sessions()).toEqual([{ serial: 1, state: 'idle', userNo: 1, keeper: true }]);
  });

  it('opens on demand up to the limit and lets the rest wait', async () => {
    const { pool, timers, lines } = poolWith();
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

  it('gives idle seats back after a minute, but for the keeper', async () => {
    const { pool, timers, lines } = poolWith();
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

  it('opens new sessions for old on request, and cuts nothing short', async () => {
    const { pool, timers, lines } = poolWith();
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

  it('is ready again by itself when its only session was idle and is exchanged', async () => {
    const { pool, timers, lines } = poolWith({ limit: 1 });
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

  it('closes: what waits is refused, what runs may finish, every session quits', async () => {
    const { pool, timers, lines } = poolWith({ limit: 1 });
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

  it('closes although a query runs on', async () => {
    const { pool, timers, lines } = poolWith();
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

describe('the pool is fair and bounded', () => {
  it('serves owners in turn', async () => {
    const { pool, timers, lines } = poolWith({ limit: 1 });
    await timers.advance(0);
    for (const statement of ['A1', 'A2', 'A3']) run(pool, statement, { owner: 'a' });
    for (const statement of ['B1', 'B2']) run(pool, statement, { owner: 'b' });
    run(pool, 'C1', { owner: 'c' });
    for (let count = 0; count < 6; count += 1) await lines[0]!.answer();
    expect(lines[0]!.received).toEqual(['A1', 'A2', 'B1', 'C1', 'A3', 'B2']);
  });

  it('is busy past so many waiting', async () => {
    const { pool, timers } = poolWith({ limit: 1, waiting: 2 });
    await timers.advance(0);
    const outcomes = ['A', 'B', 'C', 'D'].map((statement) => run(pool, statement));
    await settle();
    expect(outcomes.map(({ code }) => code)).toEqual([undefined, undefined, undefined, 'BUSY']);
  });

  it('lets a query wait no longer than its deadline', async () => {
    const { pool, timers, lines } = poolWith({ limit: 1 });
    await timers.advance(0);
    const first = run(pool, 'A');
    const second = run(pool, 'B', { timeoutMs: 500 });
    await timers.advance(500);
    expect([first.code, second.code, pool.status().seats?.waiting]).toEqual([undefined, 'TIMEOUT', 0]);
    await lines[0]!.answer();
    expect(lines[0]!.received).toEqual(['A']);
  });

  it('forgets a cancelled query that waits, drops the answer of one that runs', async () => {
    const { pool, timers, lines } = poolWith({ limit: 1 });
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

describe('the pool survives its sessions', () => {
  it('a death fails the one query it carried, and asks again once what only reads', async () => {
    const { pool, timers, lines } = poolWith();
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

  it('a query out of time has its session logged out by another, and its seat counts until it is gone', async () => {
    const { pool, timers, lines } = poolWith();
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

  it('a seat nobody can log out is free when its connection was closed and a second passed', async () => {
    const { pool, timers, lines } = poolWith({ limit: 1 });
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

  it('does not use a session again that it did not understand', async () => {
    const { pool, timers, lines } = poolWith();
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

  it('passes the keeper’s part on, and has the lock taken again', async () => {
    const greeted: number[] = [];
    const { pool, timers, lines } = poolWith({
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

  it('a lock somebody else holds is asked for once a minute, not at every query', async () => {
    let received = 0;
    const { pool, timers, lines } = poolWith({
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

describe('the pool while QM is down', () => {
  it('refuses at once and tries again after 1, 2, 4, 8, 16, 30, 30 s', async () => {
    const { pool, timers, lines, qm } = poolWith();
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

  it('does not storm a QM that has no seat, however many ask', async () => {
    const { pool, timers, qm } = poolWith({}, loginError('LICENCE_LIMIT'));
    const outcomes: { code?: string }[] = [];
    for (let second = 0; second < 60; second += 1) {
      for (let count = 0; count < 20; count += 1) outcomes.push(run(pool, 'A'));
      await timers.advance(1_000);
    }
    expect(new Set(outcomes.map(({ code }) => code))).toEqual(new Set(['LICENCE_LIMIT']));
    expect(qm.attempts).toBeLessThanOrEqual(8);
  });

  it('makes do with the sessions it has when QM gives no more, and says why', async () => {
    const { pool, timers, lines, qm } = poolWith();
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

  it('tries a refused login every half minute', async () => {
    const { timers, qm, pool } = poolWith({}, loginError('LOGIN_REFUSED'));
    await timers.advance(29_999);
    const before = qm.attempts;
    await timers.advance(60_000);
    expect([before, qm.attempts - before]).toEqual([1, 2]);
    expect(pool.status().state).toBe('down');
  });

  it('waits a moment when its last session ends unasked, for QM may be stopping; queries wait too', async () => {
    const { pool, timers, lines, qm } = poolWith();
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

  it('pauses when sessions end as soon as they begin', async () => {
    const { timers, lines, qm } = poolWith();
    for (let second = 0; second < 30; second += 1) {
      await lines.at(-1)?.die();
      await timers.advance(1_000);
    }
    expect(qm.attempts).toBeLessThanOrEqual(6);
  });
});
