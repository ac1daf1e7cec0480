import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareTurnKeys, TURN_KEY, type TurnKey, toStoredKey } from './turn-key.ts';

const key = (epoch: number, writer: string, seq: number): TurnKey => ({ epoch, writer, seq });

it('orders turns by resume, then connection, then number', () => {
  const ordered = [key(1, 'b', 9), key(2, 'a', 1), key(2, 'a', 2), key(2, 'b', 0), key(10, 'a', 0)];
  for (const [index, one] of ordered.entries()) {
    for (const [place, other] of ordered.entries()) {
      expect(Math.sign(compareTurnKeys(one, other))).toBe(Math.sign(index - place));
    }
  }
});

it('is stored as an array, and read as it was', () => {
  expect(toStoredKey(key(3, '0k', 7))).toEqual([3, '0k', 7]);
  const keys = fc.record({ epoch: fc.nat(), writer: fc.stringMatching(/^[0-9a-z]{1,24}$/), seq: fc.nat() });
  fc.assert(
    fc.property(keys, (one) => {
      expect(TURN_KEY.parse(toStoredKey(one))).toEqual(one);
    }),
  );
});

it.each([
  [[-1, 'a', 0]],
  [[0, '', 0]],
  [[0, 'a'.repeat(25), 0]],
  [[0, 'A', 0]],
  [[0, 'a b', 0]],
  [[0, 'a', 1.5]],
  [[0, 'a']],
])('refuses %j', (stored) => {
  expect(TURN_KEY.safeParse(stored).success).toBe(false);
});
