import { describe, expect, it } from 'vitest';
import { toQmText } from '../text.ts';
import { checkedId } from './operations.ts';

describe('a record id', () => {
  it.each(['M1', 'B1-1', 'I'.repeat(63), toQmText('Müller'), 'a b'])('is taken: %j', (id) => {
    expect(checkedId(id)).toBe(id);
  });

  it.each(['', 'I'.repeat(64), 'a\u00feb', 'a\u00fbb', 'a\nb', 'a\u007fb'])('is refused: %j', (id) => {
    expect(() => checkedId(id)).toThrow(expect.objectContaining({ code: 'BAD_ID' }));
  });
});
