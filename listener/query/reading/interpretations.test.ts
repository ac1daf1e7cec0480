import { expect, it } from 'vitest';
import { atOnce } from '../../../lib/slices.ts';
import type { Interpretation, Query } from '../meaning/query.ts';
import { Interpretations } from './interpretations.ts';

const declined: Interpretation = { kind: 'declined', reason: 'joke', subject: undefined, remainder: [] };

function counted() {
  const interpretations = new Interpretations();
  let reads = 0;
  return (
    key: string,
    { circumstances = [], before = 'none' }: { circumstances?: readonly unknown[]; before?: unknown } = {},
  ) => {
    const earlier = reads;
    const meant = atOnce(
      interpretations.under(circumstances).of(
        key,
        () => before as Query,
        function* (previous) {
          reads += 1;
          if (key.startsWith('and')) previous();
          yield;
          return { ...declined };
        },
      ),
    );
    return { meant, isRead: reads > earlier };
  };
}

it('reads a question once while nothing has changed', () => {
  const ask = counted();
  const circumstances = [{}, {}, 'Monday'];
  const first = ask('a', { circumstances });
  expect(first.isRead).toBe(true);
  expect(ask('a', { circumstances })).toEqual({ meant: first.meant, isRead: false });
  expect(ask('b', { circumstances }).isRead).toBe(true);
});

it('reads it again on another day, with other names or another table', () => {
  const ask = counted();
  const names = {};
  ask('a', { circumstances: [names, 'Monday'] });
  expect(ask('a', { circumstances: [names, 'Tuesday'] }).isRead).toBe(true);
  expect(ask('a', { circumstances: [{}, 'Tuesday'] }).isRead).toBe(true);
  expect(ask('a', { circumstances: [{}] }).isRead).toBe(true);
});

it('reads one that goes on again where it goes on from something else', () => {
  const ask = counted();
  const [may, june] = [{}, {}];
  const first = ask('and before?', { before: may });
  expect(ask('and before?', { before: may })).toEqual({ meant: first.meant, isRead: false });
  expect(ask('and before?', { before: june }).isRead).toBe(true);
  expect(ask('and before?', { before: may }).isRead).toBe(true);
});

it('keeps one that stands for itself, whatever was asked before it', () => {
  const ask = counted();
  ask('what do I take?', { before: {} });
  expect(ask('what do I take?', { before: {} }).isRead).toBe(false);
});

it('keeps no long one', () => {
  const ask = counted();
  const long = 'a'.repeat(401);
  ask(long);
  expect(ask(long).isRead).toBe(true);
});

it('keeps those that were asked last, and no more than some', () => {
  const ask = counted();
  for (let number = 0; number < 500; number += 1) ask(`q${number}`);
  ask('q0');
  ask('q500');
  expect(ask('q0').isRead).toBe(false);
  expect(ask('q500').isRead).toBe(false);
  expect(ask('q1').isRead).toBe(true);
});

it('keeps what was being read when the circumstances changed as of those before', () => {
  const interpretations = new Interpretations();
  const none = () => undefined;
  const [before, after] = [[{}], [{}]];
  const slow = interpretations.under(before).of('a', none, function* () {
    yield;
    return { ...declined };
  });
  slow.next();
  const now: Interpretation = { ...declined, reason: 'secret' };
  const ask = () =>
    atOnce(
      // biome-ignore lint/correctness/useYield: read at once
      interpretations.under(after).of('a', none, function* () {
        return now;
      }),
    );
  ask();
  atOnce(slow);
  expect(ask()).toBe(now);
});
