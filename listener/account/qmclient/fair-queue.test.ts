import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FairQueue } from './session-pool.ts';

const owners = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 60 });

describe('the fair queue', () => {
  it('keeps every item, and each owner’s items in order', () => {
    fc.assert(
      fc.property(owners, (pushes) => {
        const queue = new FairQueue<{ owner: string; index: number }>();
        for (const [index, owner] of pushes.entries()) queue.push(owner, { owner, index });
        expect(queue.size).toBe(pushes.length);
        const out = queue.drain();
        expect(queue.size).toBe(0);
        expect(out).toHaveLength(pushes.length);
        for (const owner of new Set(pushes)) {
          const indexes = out.filter((item) => item.owner === owner).map(({ index }) => index);
          expect(indexes).toEqual([...indexes].sort((one, other) => one - other));
        }
      }),
    );
  });

  it('never serves an owner twice while another who waits is served once', () => {
    fc.assert(
      fc.property(owners, (pushes) => {
        const queue = new FairQueue<string>();
        for (const owner of pushes) queue.push(owner, owner);
        const out = queue.drain();
        const rounds = new Map<string, number>();
        for (const [index, owner] of out.entries()) {
          const round = (rounds.get(owner) ?? 0) + 1;
          rounds.set(owner, round);
          const stillWaiting = new Set(out.slice(index + 1));
          for (const other of stillWaiting) expect(rounds.get(other) ?? 0).toBeGreaterThanOrEqual(round - 1);
        }
      }),
    );
  });

  it('drops removed items', () => {
    const queue = new FairQueue<number>();
    queue.push('a', 1);
    queue.push('a', 2);
    expect([queue.remove('a', 1), queue.remove('a', 1), queue.remove('b', 2)]).toEqual([true, false, false]);
    expect([queue.size, queue.shift(), queue.shift()]).toEqual([1, 2, undefined]);
  });
});
