import fc from 'fast-check';
import { expect, it } from 'vitest';
import { doubleTrailingBackslashes, groupThousands, trimEnd } from './text.ts';

it('does what the expressions do that it stands for', () => {
  const text = fc.string({ unit: fc.constantFrom('a', ' ', '\n', '\\', '.') });
  fc.assert(
    fc.property(text, (given) => {
      expect(trimEnd(given, ' \n')).toBe(given.replace(/[ \n]+$/, ''));
      expect(doubleTrailingBackslashes(given)).toBe(given.replace(/\\+$/, '$&$&'));
    }),
  );
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('1', '0') }), (digits) => {
      expect(groupThousands(digits)).toBe(digits.replace(/\B(?=(\d{3})+$)/g, ','));
    }),
  );
});
