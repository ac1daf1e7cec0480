import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sealSession } from './sealed-session.ts';
import { CLAIM_TIMEOUT_MS, WRITE_INTERVAL_MS } from './shared-sessions.ts';
import { MemoryStore } from './testing/memory-sessions.ts';
import { createListener, ModelledConnection, testKeys } from './testing/modelled-client.ts';

let store: MemoryStore;

beforeEach(() => {
  vi.useFakeTimers();
  store = new MemoryStore();
});

afterEach(() => {
  vi.useRealTimers();
});

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const MINUTE_MS = 60_000;

async function resumed(sessions: Parameters<typeof connect>[0], id = 's') {
  const connection = connect(sessions, 'new');
  const found = connection.resume(id);
  await pass(CLAIM_TIMEOUT_MS + 1);
  return (await found) ? connection : undefined;
}

function connect(sessions: ReturnType<typeof createListener>['sessions'], id = 's'): ModelledConnection {
  return new ModelledConnection(sessions, id);
}

describe('a client that comes back to another listener', () => {
  it('finds its ten turns and its last response', async () => {
    const [a, b] = [createListener(store), createListener(store)];
    const first = connect(a.sessions);
    for (let n = 1; n <= 12; n += 1) first.ask(`q${n}`);
    await pass(WRITE_INTERVAL_MS);
    const second = await resumed(b.sessions);
    expect(second?.questions).toEqual(['q3', 'q4', 'q5', 'q6', 'q7', 'q8', 'q9', 'q10', 'q11', 'q12']);
    expect(second?.state.lastResponse?.text).toBe('re q12');
    expect(second?.state).not.toHaveProperty('keys');
  });

  it('keeps turns that were written after it had gone on, in the order asked', async () => {
    const [a, b] = [createListener(store), createListener(store)];
    const first = connect(a.sessions);
    first.ask('q1');
    await pass(20);
    first.ask('q2');
    // q2 waits for its second, and the client is faster.
    const second = await resumed(b.sessions);
    expect(second?.questions).toEqual(['q1']);
    second?.ask('q3');
    await pass(5 * WRITE_INTERVAL_MS);
    expect((await resumed(createListener(store).sessions))?.questions).toEqual(['q1', 'q2', 'q3']);
    expect((await resumed(a.sessions))?.questions).toEqual(['q1', 'q2', 'q3']);
  });

  it.each([-1, 1])('does not mind clocks that differ by %i minute', async (minutes) => {
    const [a, b] = [createListener(store), createListener(store, minutes * MINUTE_MS)];
    let connection: ModelledConnection | undefined = connect(a.sessions);
    for (const [index, { sessions }] of [b, a, b, a].entries()) {
      connection?.ask(`q${index}`);
      await pass(2 * WRITE_INTERVAL_MS);
      connection = await resumed(sessions);
    }
    expect(connection?.questions).toEqual(['q0', 'q1', 'q2', 'q3']);
  });

  it('finds nothing half an hour after it left, and something until then', async () => {
    const [a, b] = [createListener(store), createListener(store)];
    connect(a.sessions).ask('q1');
    await pass(29 * MINUTE_MS);
    expect(await resumed(b.sessions)).toBeDefined();
    await pass(31 * MINUTE_MS);
    expect(await resumed(createListener(store).sessions)).toBeUndefined();
  });

  it('is not found longer because the store came back meanwhile and got its session again', async () => {
    const { sessions } = createListener(store);
    connect(sessions).ask('q1');
    await pass(20 * MINUTE_MS);
    store.heal();
    await pass(WRITE_INTERVAL_MS);
    expect(store.writes).toHaveLength(2);
    await pass(11 * MINUTE_MS);
    expect(await resumed(createListener(store).sessions)).toBeUndefined();
  });

  it('asks in two windows at once, and both conversations stay', async () => {
    const { sessions } = createListener(store);
    connect(sessions).ask('q0');
    await pass(WRITE_INTERVAL_MS);
    const [one, other] = [await resumed(sessions), await resumed(sessions)];
    one?.ask('one');
    other?.ask('other');
    one?.ask('one more');
    await pass(5 * WRITE_INTERVAL_MS);
    expect((await resumed(createListener(store).sessions))?.questions).toEqual([
      'q0',
      'one',
      'one more',
      'other',
    ]);
  });
});

describe('writes', () => {
  it('do not follow a resume, so that the first answer is written at once', async () => {
    const [a, b] = [createListener(store), createListener(store)];
    connect(a.sessions).ask('q1');
    await pass(2 * WRITE_INTERVAL_MS);
    const connection = await resumed(b.sessions);
    expect(store.writes).toHaveLength(1);
    connection?.ask('q2');
    await pass(20);
    expect(store.writes).toHaveLength(2);
  });

  it('happen at once, then at most once a second, and the last state is written', async () => {
    const { sessions } = createListener(store);
    const connection = connect(sessions);
    for (let n = 0; n < 50; n += 1) {
      connection.ask(`q${n}`);
      await pass(100);
    }
    await pass(WRITE_INTERVAL_MS);
    const times = store.writes.map(({ at }) => at);
    expect(times.length).toBeGreaterThan(4);
    for (const [index, at] of times.slice(1).entries())
      expect(at - (times[index] ?? 0)).toBeGreaterThanOrEqual(WRITE_INTERVAL_MS);
    expect((await resumed(createListener(store).sessions))?.questions.at(-1)).toBe('q49');
  });

  it('happen on drain and stop, without waiting for their second', async () => {
    const { sessions } = createListener(store);
    const connection = connect(sessions);
    connection.ask('q1');
    await pass(20);
    connection.ask('q2');
    await connection.access.flush();
    expect((await resumed(createListener(store).sessions))?.questions).toEqual(['q1', 'q2']);
    connection.ask('q3');
    await sessions.close();
    expect((await resumed(createListener(store).sessions))?.questions).toEqual(['q1', 'q2', 'q3']);
  });

  it('tell nobody in clear what was asked', async () => {
    const { sessions } = createListener(store);
    connect(sessions).ask('Do I take Metformin?');
    await pass(WRITE_INTERVAL_MS);
    const value = store.sessions.get('s')?.value.toString('latin1');
    expect(value).toBeDefined();
    expect(value).not.toContain('Metformin');
  });
});

describe('a store in trouble', () => {
  it('that is down keeps nobody waiting; what was asked meanwhile is pushed afterwards', async () => {
    const [a, b] = [createListener(store), createListener(store)];
    store.isDown = true;
    const connection = connect(a.sessions);
    connection.ask('q1');
    await connection.access.flush();
    const back = connect(a.sessions, 'new');
    expect(back.access.find('s')).not.toBeInstanceOf(Promise);
    expect(await back.resume('s')).toBe(true);
    back.ask('q2');
    await pass(MINUTE_MS);
    expect(store.writes).toEqual([]);
    store.heal();
    await pass(WRITE_INTERVAL_MS);
    expect((await resumed(b.sessions))?.questions).toEqual(['q1', 'q2']);
  });

  it('that lost everything gets the sessions of its listeners again', async () => {
    const { sessions } = createListener(store);
    connect(sessions).ask('q1');
    await pass(2 * WRITE_INTERVAL_MS);
    store.wipe();
    store.heal();
    await pass(WRITE_INTERVAL_MS);
    expect((await resumed(createListener(store).sessions))?.questions).toEqual(['q1']);
  });

  it('that is full still gives what it has, and gets the rest when it can', async () => {
    const [a, b] = [createListener(store), createListener(store)];
    connect(a.sessions).ask('q1');
    await pass(2 * WRITE_INTERVAL_MS);
    store.isFull = true;
    const connection = await resumed(b.sessions);
    expect(connection?.questions).toEqual(['q1']);
    connection?.ask('q2');
    await pass(MINUTE_MS);
    store.heal();
    await pass(WRITE_INTERVAL_MS);
    expect((await resumed(a.sessions))?.questions).toEqual(['q1', 'q2']);
  });

  it('that refused one write gets it a second later, without having been down', async () => {
    const { sessions } = createListener(store);
    store.isBusy = true;
    connect(sessions).ask('q1');
    await pass(100);
    store.isBusy = false;
    await pass(2 * WRITE_INTERVAL_MS);
    expect((await resumed(createListener(store).sessions))?.questions).toEqual(['q1']);
    expect(store.writes.length).toBeGreaterThan(0);
  });

  it('that answers after five seconds delays a resume by half a second', async () => {
    const { sessions } = createListener(store);
    connect(sessions).ask('q1');
    await pass(2 * WRITE_INTERVAL_MS);
    store.delays = () => [2_500, 2_500];
    const connection = connect(sessions, 'new');
    const found = connection.resume('s');
    await pass(CLAIM_TIMEOUT_MS);
    expect(await found).toBe(true);
    expect(connection.questions).toEqual(['q1']);
  });
});

describe('a store that lies', () => {
  it.each([
    ['nothing', Buffer.alloc(0)],
    ['garbage', Buffer.from('garbage')],
    ['zeros', Buffer.alloc(5_000)],
    ['a value without a tag', Buffer.concat([Buffer.from([1]), testKeys('A')[0].id, Buffer.alloc(28)])],
  ])('with %s is not believed, said once and written over', async (_, value) => {
    const [a, b] = [createListener(store), createListener(store)];
    const connection = connect(a.sessions);
    connection.ask('q1');
    await pass(2 * WRITE_INTERVAL_MS);
    store.forge('s', value);
    expect(await resumed(b.sessions)).toBeUndefined();
    expect(await resumed(b.sessions)).toBeUndefined();
    connection.ask('q2');
    await pass(2 * WRITE_INTERVAL_MS);
    expect((await resumed(b.sessions))?.questions).toEqual(['q1', 'q2']);
    expect(b.log.lines.length).toBeLessThanOrEqual(1);
  });

  it("with another session's value gives nobody the turns of somebody else", async () => {
    const [a, b] = [createListener(store), createListener(store)];
    connect(a.sessions, 's').ask('mine');
    connect(a.sessions, 'other').ask('theirs');
    await pass(2 * WRITE_INTERVAL_MS);
    store.forge('s', store.sessions.get('other')?.value ?? Buffer.alloc(0));
    expect(await resumed(b.sessions)).toBeUndefined();
    expect((await resumed(a.sessions))?.questions).toEqual(['mine']);
    await pass(2 * WRITE_INTERVAL_MS);
    expect((await resumed(b.sessions))?.questions).toEqual(['mine']);
    expect(b.log.lines).toEqual([expect.stringContaining('damaged or forged')]);
  });

  it('with an older value of the session loses nothing that a listener still has', async () => {
    const [a, b] = [createListener(store), createListener(store)];
    const connection = connect(a.sessions);
    connection.ask('q1');
    await pass(2 * WRITE_INTERVAL_MS);
    const [older] = store.history.get('s') ?? [];
    connection.ask('q2');
    await pass(2 * WRITE_INTERVAL_MS);
    store.forge('s', older ?? Buffer.alloc(0));
    const second = await resumed(b.sessions);
    expect(second?.questions).toEqual(['q1']);
    second?.ask('q3');
    connection.ask('q2b');
    await pass(3 * WRITE_INTERVAL_MS);
    expect((await resumed(a.sessions))?.questions).toEqual(['q1', 'q2', 'q2b', 'q3']);
  });
});

describe('listeners that differ', () => {
  it('leave sessions of a newer form alone, say so once and go on', async () => {
    const { sessions, log } = createListener(store);
    const newer = sealSession({ sessionId: 's', turns: [], keys: [] }, testKeys('A'), 2);
    store.forge('s', newer);
    expect(await resumed(sessions)).toBeUndefined();
    const connection = connect(sessions, 's');
    connection.ask('q1');
    await pass(5 * WRITE_INTERVAL_MS);
    connection.ask('q2');
    await connection.access.flush();
    expect(store.sessions.get('s')?.value).toEqual(newer);
    expect((await resumed(sessions))?.questions).toEqual(['q1', 'q2']);
    expect(log.lines).toEqual([expect.stringContaining('a newer version of the listener')]);
  });

  it('rotate their key without losing a session', async () => {
    const old = createListener(store, 0, testKeys('A'));
    connect(old.sessions).ask('q1');
    await pass(2 * WRITE_INTERVAL_MS);
    // First every listener knows the new key, then it encrypts, then the old one goes.
    const knows = createListener(store, 0, testKeys('AB'));
    const encrypts = createListener(store, 0, testKeys('BA'));
    const connection = await resumed(encrypts.sessions);
    expect(connection?.questions).toEqual(['q1']);
    connection?.ask('q2');
    await pass(2 * WRITE_INTERVAL_MS);
    expect((await resumed(knows.sessions))?.questions).toEqual(['q1', 'q2']);
    await pass(2 * WRITE_INTERVAL_MS);
    (await resumed(encrypts.sessions))?.ask('q3');
    await pass(2 * WRITE_INTERVAL_MS);
    expect((await resumed(createListener(store, 0, testKeys('B')).sessions))?.questions).toEqual([
      'q1',
      'q2',
      'q3',
    ]);
  });

  it('by their keys leave the sessions of the others alone, and say what to do', async () => {
    const [a, b] = [createListener(store, 0, testKeys('A')), createListener(store, 0, testKeys('C'))];
    connect(a.sessions).ask('q1');
    await pass(2 * WRITE_INTERVAL_MS);
    const before = store.sessions.get('s')?.value;
    expect(await resumed(b.sessions)).toBeUndefined();
    connect(b.sessions, 's').ask('not mine');
    await pass(5 * WRITE_INTERVAL_MS);
    expect(store.sessions.get('s')?.value).toEqual(before);
    expect(b.log.lines).toEqual([expect.stringContaining('Give every listener the same file')]);
  });
});
