import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_TURNS } from '../../protocol/query-queue.ts';
import type { KeyedSession } from '../../protocol/session-state.ts';
import { compareTurnKeys } from '../../protocol/turn-key.ts';
import { isSameVersion, lastEpoch, mergeSessions, withKeys } from './keyed-session.ts';

const key = fc.record({
  epoch: fc.nat({ max: 3 }),
  writer: fc.constantFrom('a', 'b', 'c'),
  seq: fc.nat({ max: 8 }),
});

/** A version of one session: some of all turns, the last ten at most. */
const version = fc.array(key, { maxLength: 20 }).map((drawn): KeyedSession => {
  const keys = drawn
    .filter((each, index) => drawn.findIndex((other) => compareTurnKeys(each, other) === 0) === index)
    .toSorted(compareTurnKeys)
    .slice(-MAX_TURNS);
  const turns = keys.map((each) => ({ question: JSON.stringify(each), answer: '', intent: '', time: '' }));
  return { sessionId: 's', turns, keys, lastKey: keys.at(-1), lastResponse: undefined };
});

describe('merging', () => {
  it('gives the same whatever the order, the grouping and the repetitions', () => {
    fc.assert(
      fc.property(version, version, version, (one, two, three) => {
        expect(mergeSessions(one, two)).toEqual(mergeSessions(two, one));
        expect(mergeSessions(mergeSessions(one, two), three)).toEqual(
          mergeSessions(one, mergeSessions(two, three)),
        );
        expect(mergeSessions(one, one)).toEqual(one);
      }),
    );
  });

  it('keeps the last turns of both, each with its key, in order', () => {
    fc.assert(
      fc.property(version, version, (one, two) => {
        const { turns, keys } = mergeSessions(one, two);
        expect(turns.map(({ question }) => question)).toEqual(keys.map((each) => JSON.stringify(each)));
        expect(keys).toEqual(keys.toSorted(compareTurnKeys));
        const all = new Set([...one.turns, ...two.turns].map(({ question }) => question));
        expect(turns).toHaveLength(Math.min(all.size, MAX_TURNS));
        expect(isSameVersion(mergeSessions(one, two), one)).toBe(
          keys.length === one.keys.length && keys.every((each, index) => each === one.keys[index]),
        );
      }),
    );
  });
});

describe('a session from before keys', () => {
  const turns = ['q1', 'q2'].map((question) => ({ question, answer: '', intent: '', time: '' }));

  it('gets the same keys each time, before all others', () => {
    const session = withKeys({ sessionId: 's', turns });
    expect(isSameVersion(session, withKeys({ sessionId: 's', turns }))).toBe(true);
    expect(lastEpoch(session)).toBe(0);
  });

  it('gets new ones where some are missing', () => {
    const some = { sessionId: 's', turns, keys: [{ epoch: 1, writer: 'a', seq: 1 }] };
    expect(withKeys(some).keys).toHaveLength(2);
  });
});
