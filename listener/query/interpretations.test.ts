import { expect, it } from 'vitest';
import { Interpretations } from './interpretations.ts';
import type { Interpretation } from './query.ts';

const declined: Interpretation = { kind: 'declined', reason: 'joke', subject: undefined, remainder: [] };

function counted() {
  const interpretations = new Interpretations();
  let reads = 0;
  const ask = (key: string, circumstances: readonly unknown[], looksBack = false) => {
    const before = reads;
    const meant = interpretations.of(key, circumstances, (onEarlier) => {
      reads += 1;
      if (looksBack) onEarlier();
      return { ...declined };
    });
    return { meant, isRead: reads > before };
  };
  return ask;
}

it('reads a question once while nothing has changed', () => {
  const ask = counted();
  const [table, names] = [{}, {}];
  const first = ask('a', [table, names, 'Monday']);
  expect(first.isRead).toBe(true);
  expect(ask('a', [table, names, 'Monday'])).toEqual({ meant: first.meant, isRead: false });
  expect(ask('b', [table, names, 'Monday']).isRead).toBe(true);
});

it('reads it again on another day, with other names or another table', () => {
  const ask = counted();
  const names = {};
  ask('a', [names, 'Monday']);
  expect(ask('a', [names, 'Tuesday']).isRead).toBe(true);
  expect(ask('a', [{}, 'Tuesday']).isRead).toBe(true);
  expect(ask('a', [{}]).isRead).toBe(true);
});

it('keeps none that looked at the questions before it, and no long one', () => {
  const ask = counted();
  ask('and the month before?', [], true);
  expect(ask('and the month before?', [], true).isRead).toBe(true);
  const long = 'a'.repeat(301);
  ask(long, []);
  expect(ask(long, []).isRead).toBe(true);
});

it('keeps no more than some', () => {
  const ask = counted();
  for (let number = 0; number <= 200; number += 1) ask(`q${number}`, []);
  expect(ask('q0', []).isRead).toBe(true);
  expect(ask('q200', []).isRead).toBe(false);
});
