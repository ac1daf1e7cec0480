import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { MAX_TURNS } from '../../protocol/query-queue.ts';
import { WRITE_INTERVAL_MS } from './shared-sessions.ts';
import { MemoryStore } from './testing/memory-sessions.ts';
import { createListener, ModelledConnection } from './testing/modelled-client.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

const LISTENERS = 3;
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const listener = fc.nat({ max: LISTENERS - 1 });
const client = fc.constantFrom('anna', 'bert');
const delay = fc.nat({ max: 200 });
const delays = fc.infiniteStream(fc.tuple(delay, delay));
/** Wall clocks differ by up to a minute. */
const skews = fc.tuple(...Array.from({ length: LISTENERS }, () => fc.integer({ min: -60_000, max: 60_000 })));

function startListeners(store: MemoryStore, offsets: readonly number[]) {
  return offsets.map((skew) => createListener(store, skew));
}

/** Each listener's and the store's idea of a session, after everything has settled. */
async function settledVersions(
  store: MemoryStore,
  listeners: ReturnType<typeof startListeners>,
  sessionId: string,
): Promise<string[][]> {
  store.delays = () => [0, 0];
  // Writes that are still under way end first.
  await pass(5 * WRITE_INTERVAL_MS);
  store.heal();
  await pass(5 * WRITE_INTERVAL_MS);
  store.heal();
  await pass(5 * WRITE_INTERVAL_MS);
  const all = [...listeners, createListener(store)];
  return await Promise.all(
    all.map(async ({ sessions }) => {
      const reader = new ModelledConnection(sessions, 'reader');
      await reader.resume(sessionId);
      return reader.questions;
    }),
  );
}

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('ask' as const), client, window: fc.nat({ max: 2 }) }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('resume' as const), client, at: listener }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('leave' as const), client, window: fc.nat({ max: 2 }) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.nat({ max: 3_000 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('trouble' as const),
      kind: fc.constantFrom(
        'down',
        'full',
        'slow',
        'healed',
        'wiped',
        'garbage',
        'older value',
        'foreign value',
      ),
      client,
    }),
  },
);

it('keeps turns with their client and in the order asked, whatever the store does', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), delays, skews, async (steps, drawn, offsets) => {
      const store = new MemoryStore();
      store.delays = () => drawn.next().value;
      const listeners = startListeners(store, offsets);
      const windows = new Map<string, ModelledConnection[]>();
      const pending: Promise<unknown>[] = [];
      const connections: ModelledConnection[] = [];
      let asked = 0;
      for (const each of ['anna', 'bert']) {
        const [first] = listeners;
        windows.set(each, first === undefined ? [] : [new ModelledConnection(first.sessions, each)]);
      }
      const open = (name: string) => windows.get(name) ?? [];
      for (const [index, each] of steps.entries()) {
        switch (each.do) {
          case 'ask': {
            const connection = open(each.client)[each.window];
            if (connection?.state.sessionId !== each.client) break;
            asked += 1;
            if (!connections.includes(connection)) connections.push(connection);
            connection.ask(`${each.client} ${connections.indexOf(connection)}.${asked}`);
            break;
          }
          case 'resume': {
            const at = listeners[each.at];
            if (at === undefined || open(each.client).length > 2) break;
            const connection = new ModelledConnection(at.sessions, `fresh ${index}`);
            open(each.client).push(connection);
            pending.push(connection.resume(each.client));
            break;
          }
          case 'leave': {
            const [connection] = open(each.client).splice(each.window, 1);
            if (connection !== undefined) connection.access.save(connection.state);
            break;
          }
          case 'wait':
            await pass(each.ms);
            break;
          case 'trouble':
            cause(store, each.kind, each.client);
        }
      }
      await pass(5 * WRITE_INTERVAL_MS);
      await Promise.all(pending);
      for (const name of ['anna', 'bert']) {
        const versions = await settledVersions(store, listeners, name);
        for (const questions of versions) {
          expect(questions.length).toBeLessThanOrEqual(MAX_TURNS);
          expect(new Set(questions).size).toBe(questions.length);
          expect(questions.filter((question) => !question.startsWith(`${name} `))).toEqual([]);
          for (const index of connections.keys()) {
            const own = numbersOf(questions, `${name} ${index}.`);
            expect(own).toEqual(own.toSorted((one, other) => one - other));
          }
        }
      }
    }),
    { numRuns: 150 },
  );
}, 60_000);

function numbersOf(questions: readonly string[], prefix: string): number[] {
  return questions.filter((each) => each.startsWith(prefix)).map((each) => Number(each.slice(prefix.length)));
}

function cause(store: MemoryStore, kind: string, victim: string): void {
  const other = victim === 'anna' ? 'bert' : 'anna';
  const forged: Record<string, Buffer | undefined> = {
    garbage: Buffer.from('garbage'),
    'older value': store.history.get(victim)?.[0],
    'foreign value': store.sessions.get(other)?.value,
  };
  const value = forged[kind];
  if (value !== undefined) store.forge(victim, value);
  if (kind === 'down') store.isDown = true;
  if (kind === 'full') store.isFull = true;
  if (kind === 'slow') store.delays = () => [3_000, 3_000];
  if (kind === 'wiped') store.wipe();
  if (kind === 'healed') {
    store.delays = () => [1, 1];
    store.heal();
  }
}

it.each([
  ['drawn', {}],
  ['where a resume overtook the first write', { seed: -168_848_364 }],
])(
  'has exactly the last ten questions of a client that moves between listeners, however soon: %s',
  async (_, draw) => {
    const move = fc.record({
      at: listener,
      questions: fc.integer({ min: 1, max: 4 }),
      /** Milliseconds between two questions, and before the move. */
      pause: fc.nat({ max: 1_500 }),
      drained: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(move, { minLength: 1, maxLength: 12 }),
        delays,
        skews,
        async (moves, drawn, offsets) => {
          const store = new MemoryStore();
          store.delays = () => drawn.next().value;
          const listeners = startListeners(store, offsets);
          let sessionId = 'session 0';
          let asked: string[] = [];
          let connection: ModelledConnection | undefined;
          for (const [index, { at, questions, pause, drained }] of moves.entries()) {
            const { sessions } = listeners[at] ?? createListener(store);
            const next = new ModelledConnection(sessions, `session ${index}`);
            if (connection !== undefined) {
              const found = next.resume(sessionId);
              await pass(500);
              // A client that is faster than the first write begins a new session, and knows it.
              if (!(await found)) asked = [];
              else if (moves[index - 1]?.drained) expect(next.questions).toEqual(asked.slice(-MAX_TURNS));
              sessionId = next.state.sessionId;
            }
            connection = next;
            for (let number = 0; number < questions; number += 1) {
              asked.push(`${index}.${number}`);
              next.ask(`${index}.${number}`);
              await pass(pause);
            }
            if (drained) {
              const flushed = next.access.flush();
              await pass(2_000);
              await flushed;
            }
          }
          for (const questions of await settledVersions(store, listeners, sessionId))
            expect(questions).toEqual(asked.slice(-MAX_TURNS));
        },
      ),
      { numRuns: 150, ...draw },
    );
  },
  60_000,
);
