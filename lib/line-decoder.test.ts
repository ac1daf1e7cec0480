import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LineDecoder, LineTooLong } from './line-decoder.ts';

function decode(decoder: LineDecoder, chunks: readonly Buffer[]): string[] {
  return chunks.flatMap((chunk) => [...decoder.push(chunk)]);
}

/** Cuts bytes at the given places. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...places.map((place) => place % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  return ends.map((end, index) => bytes.subarray(index === 0 ? 0 : ends[index - 1], end));
}

it('finds the same lines however the bytes arrive', () => {
  const line = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !text.includes('\n'));
  fc.assert(
    fc.property(fc.array(line), fc.array(fc.nat()), (lines, places) => {
      const bytes = Buffer.from(lines.map((text) => `${text}\n`).join(''));
      expect(decode(new LineDecoder(1024), cut(bytes, places))).toEqual(lines);
    }),
  );
});

it('throws nothing but LineTooLong, and only for a line over the cap', () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ maxLength: 64 })),
      fc.integer({ min: 0, max: 40 }),
      (chunks, cap) => {
        const longest = Buffer.concat(chunks)
          .toString('latin1')
          .split('\n')
          .reduce((maxBytes, line) => Math.max(maxBytes, line.length), 0);
        const run = (): unknown => decode(new LineDecoder(cap), chunks.map(Buffer.from));
        if (longest > cap) expect(run).toThrow(LineTooLong);
        else expect(run).not.toThrow();
      },
    ),
  );
});

it('leaves out empty lines, and decodes lazily', () => {
  const lines = new LineDecoder(10).push(Buffer.from('\n\na\n\nthis one is too long\n'));
  expect(lines.next().value).toBe('a');
  expect(() => lines.next()).toThrow(new LineTooLong(10));
});

it('takes longer lines once its cap is raised', () => {
  const decoder = new LineDecoder(3);
  expect([...decoder.push(Buffer.from('abc\n'))]).toEqual(['abc']);
  decoder.maxBytes = 6;
  expect([...decoder.push(Buffer.from('abcdef\n'))]).toEqual(['abcdef']);
});
