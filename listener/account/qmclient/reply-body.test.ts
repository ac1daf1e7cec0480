import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { argumentsOf, fileNoOf, idsOf, linesOf } from './replies.ts';
import { WireError } from './wire-error.ts';

describe('the bodies of answers', () => {
  it('gives a call’s arguments as they are afterwards, those not answered as they were', () => {
    // The recorded answer of T.SUB(left, right, "").
    const body = Buffer.from('02000500000052494748542003000a0000006c6566742d7269676874', 'hex');
    expect(argumentsOf(body, ['left', 'right', ''])).toEqual(['left', 'RIGHT', 'left-right']);
    expect(argumentsOf(Buffer.alloc(0), ['left'])).toEqual(['left']);
  });

  it('throws its own error for anything else, and never reads past the end', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          expect(argumentsOf(Buffer.from(bytes), ['a', 'b'])).toHaveLength(2);
        } catch (error) {
          expect(error).toBeInstanceOf(WireError);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('divides lines and ids at field marks', () => {
    expect(linesOf(Buffer.from('a\u00feb\u00fdc\u00fe', 'latin1'))).toBe('a\nb\u00fdc');
    expect(idsOf(Buffer.from('M1\u00feM2', 'latin1'))).toEqual(['M1', 'M2']);
    expect(idsOf(Buffer.alloc(0))).toEqual([]);
  });

  it('takes a file number from 1 up and nothing else', () => {
    expect(fileNoOf(Buffer.from([1, 0]))).toBe(1);
    for (const wrong of [[], [0, 0], [1], [1, 0, 0], [0xff, 0xff]]) {
      expect(() => fileNoOf(Buffer.from(wrong))).toThrow(WireError);
    }
  });
});
