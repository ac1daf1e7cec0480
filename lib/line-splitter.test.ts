import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { BackwardLineSplitter, LineDecoder, LineSplitter, LineTooLong, textOfLine } from './line-splitter.ts';

/** Bytes cut at these places. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const at = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort(
    (one, other) => one - other,
  );
  return [0, ...at].map((from, index) => bytes.subarray(from, at[index] ?? bytes.length));
}

function forward(chunks: readonly Buffer[], maxBytes?: number): { text: string; offset: number }[] {
  const splitter = new LineSplitter(maxBytes);
  const lines: { text: string; offset: number }[] = [];
  const take = (bytes: Buffer, start: number, end: number, length: number, offset: number): void => {
    lines.push({ text: textOfLine(bytes, start, end, length), offset });
  };
  for (const chunk of chunks) splitter.push(chunk, take);
  splitter.flush(take);
  return lines;
}

function backward(chunks: readonly Buffer[], maxBytes?: number): string[] {
  const splitter = new BackwardLineSplitter(maxBytes);
  const lines = [...chunks].reverse().flatMap((chunk) => [...splitter.push(chunk)]);
  return [...lines, ...splitter.flush()].reverse();
}

const LINES = fc.array(fc.string({ unit: fc.constantFrom('a', 'ü', '\r', ' '), maxLength: 12 }), {
  maxLength: 8,
});
const PLACES = fc.array(fc.nat(200), { maxLength: 6 });

describe('lines', () => {
  it('are the same wherever the bytes are cut, in both directions', () => {
    fc.assert(
      fc.property(LINES, PLACES, fc.boolean(), (lines, places, ends) => {
        const bytes = Buffer.from(lines.join('\n') + (ends ? '\n' : ''));
        const expected = bytes.toString().split('\n');
        if (expected.at(-1) === '') expected.pop();
        const texts = expected.map((line) => line.replace(/\r$/, ''));
        const found = forward(cut(bytes, places));
        expect(found.map(({ text }) => text)).toEqual(texts);
        expect(backward(cut(bytes, places))).toEqual(texts);
        let at = 0;
        for (const [index, { offset }] of found.entries()) {
          expect(offset).toBe(at);
          at += Buffer.byteLength(expected[index] ?? '') + 1;
        }
      }),
    );
  });

  it('are truncated to the maximum, which is reported', () => {
    const bytes = Buffer.from(`short\n${'x'.repeat(50)}\n\nlast`);
    const expected = ['short', 'xxxxxxxx… (cut: the line has 50 bytes)', '', 'last'];
    for (const places of [[], [7], [10, 20, 30], [57]]) {
      expect(forward(cut(bytes, places), 8).map(({ text }) => text)).toEqual(expected);
      expect(backward(cut(bytes, places), 8)).toEqual(expected);
    }
  });

  it('are not cut in the middle of a character', () => {
    const bytes = Buffer.from('üüüü\n');
    expect(forward([bytes], 3)).toEqual([{ text: 'ü… (cut: the line has 8 bytes)', offset: 0 }]);
  });

  it('cost linear time, however long they are', () => {
    const concat = vi.spyOn(Buffer, 'concat');
    try {
      const chunk = Buffer.alloc(64 * 1024);
      const chunks = Array.from({ length: 960 }, () => chunk);
      expect(forward(chunks)[0]?.text).toMatch(/cut: the line has 62914560 bytes/);
      expect(backward(chunks)[0]).toMatch(/cut: the line has 62914560 bytes/);
      const copied = concat.mock.results.reduce((sum, { value }) => sum + (value as Buffer).length, 0);
      expect(copied).toBeLessThan(10 * 62_914_560);
    } finally {
      concat.mockRestore();
    }
  });

  it('that arrive byte by byte are stored in few chunks', () => {
    const splitter = new LineSplitter();
    for (let sent = 0; sent < 5_000; sent += 1) splitter.push(Buffer.from('x'), () => undefined);
    const lines: number[] = [];
    splitter.push(Buffer.from('\n'), (_bytes, start, end) => lines.push(end - start));
    expect(lines).toEqual([5_000]);
  });
});

function decode(decoder: LineDecoder, chunks: readonly Buffer[]): string[] {
  return chunks.flatMap((chunk) => [...decoder.push(chunk)]);
}

it('finds the same lines in chunks of any size', () => {
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

it('skips empty lines, and decodes lazily', () => {
  const lines = new LineDecoder(10).push(Buffer.from('\n\na\n\nthis one is too long\n'));
  expect(lines.next().value).toBe('a');
  expect(() => lines.next()).toThrow(new LineTooLong(10));
});

it('accepts longer lines after its maximum is raised', () => {
  const decoder = new LineDecoder(3);
  expect([...decoder.push(Buffer.from('abc\n'))]).toEqual(['abc']);
  decoder.maxBytes = 6;
  expect([...decoder.push(Buffer.from('abcdef\n'))]).toEqual(['abcdef']);
});
