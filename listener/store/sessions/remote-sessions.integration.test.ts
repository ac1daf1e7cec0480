import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runScript } from '../store-script.ts';
import { hasStore, RealStore, whyNoStore } from '../testing/real-store.ts';
import { type Claim, StoredSessions, type WriteResult } from './remote-sessions.ts';
import { MemoryStore } from './testing/memory-sessions.ts';

/** The property tests of sessions rest on a model of the store: the real one, with our scripts, does the same. */

const operation = fc.record({
  do: fc.constantFrom('claim', 'write', 'overwrite', 'late write'),
  session: fc.constantFrom('a', 'b'),
  value: fc.uint8Array({ minLength: 1, maxLength: 40 }),
  epoch: fc.nat({ max: 5 }),
});

type Sessions = Pick<StoredSessions, 'claim' | 'write'>;

/** What one side replied, with versions as the numbers of the writes that made them. */
class Side {
  readonly #sessions: Sessions;
  readonly #prefix: string;
  /** Versions of each session in the order written. */
  readonly #versions = new Map<string, string[]>();

  constructor(sessions: Sessions, prefix: string) {
    this.#sessions = sessions;
    this.#prefix = prefix;
  }

  async claim(session: string, leastEpoch: number): Promise<unknown> {
    const id = `${this.#prefix}${session}`;
    return this.#readable(session, await this.#sessions.claim(id, leastEpoch, 60_000, 5_000));
  }

  /** @param back how many versions ago the writer read */
  async write(session: string, back: number, value: Buffer, epoch: number): Promise<unknown> {
    const versions = this.#versions.get(session) ?? [];
    const expected = back < 0 ? 'of nobody' : (versions.at(-1 - back) ?? '');
    const write = { expected, value, ttlMs: 60_000, epoch };
    const result = await this.#sessions.write(`${this.#prefix}${session}`, write, 5_000);
    if (result.kind === 'written') this.#versions.set(session, [...versions, result.version]);
    return this.#readable(session, result);
  }

  #readable(session: string, reply: Claim | WriteResult): unknown {
    if (!('version' in reply)) return reply;
    return { ...reply, version: this.#versions.get(session)?.indexOf(reply.version) };
  }
}

describe.skipIf(!hasStore)(`a real store${whyNoStore}`, () => {
  it('does what its model does', async () => {
    const store = await RealStore.start();
    const connection = await store.connect();
    const real = new StoredSessions(
      { runScript: (script, keys, args) => runScript(connection.send, script, keys, args) },
      'hal:',
    );
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { maxLength: 30 }), async (operations) => {
        run += 1;
        const sides = [new Side(real, `${run} `), new Side(new MemoryStore().connect(), '')];
        for (const { do: verb, session, value, epoch } of operations) {
          const [one, other] = await Promise.all(
            sides.map((side) => {
              if (verb === 'claim') return side.claim(session, epoch);
              const back = { write: 0, overwrite: 1, 'late write': -1 }[verb];
              return side.write(session, back, Buffer.from(value), epoch);
            }),
          );
          expect(one).toEqual(other);
        }
      }),
      { numRuns: 60 },
    );
    connection.destroy();
  });

  it('lets a session expire, and counts resumes anew after that', async () => {
    const store = await RealStore.start();
    const connection = await store.connect();
    const sessions = new StoredSessions(
      { runScript: (script, keys, args) => runScript(connection.send, script, keys, args) },
      'hal:',
    );
    const write = { expected: '', value: Buffer.from('x'), ttlMs: 300, epoch: 7 };
    await sessions.write('s', write, 5_000);
    expect(await sessions.claim('s', 0, 300, 5_000)).toMatchObject({ kind: 'found', epoch: 8 });
    await expect
      .poll(() => sessions.claim('s', 0, 1, 5_000), { timeout: 20_000 })
      .toEqual({ kind: 'none', epoch: 0 });
    await sessions.write('s', { ...write, epoch: 0 }, 5_000);
    expect(await sessions.claim('s', 0, 300, 5_000)).toMatchObject({ kind: 'found', epoch: 1 });
    connection.destroy();
  });
});
