import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  codePointPrefix,
  decodeText,
  doubleTrailingBackslashes,
  groupThousands,
  trimEnd,
  truncate,
  tryParseJson,
} from './text.ts';

describe('decodeText', () => {
  it('decodes a file of any editor', () => {
    expect(decodeText(Buffer.from('a=é'), 'config.json')).toBe('a=é');
    expect(decodeText(Buffer.from('\ufeffa=é'), 'config.json')).toBe('a=é');
    expect(decodeText(Buffer.from('\ufeffa=é', 'utf16le'), 'config.json')).toBe('a=é');
    expect(decodeText(Buffer.from('\ufeffa=é', 'utf16le').swap16(), 'config.json')).toBe('a=é');
    expect(decodeText(Buffer.from('a=é', 'latin1'), 'config.json')).toBe('a=é');
    expect(decodeText(new Uint8Array(), 'config.json')).toBe('');
  });

  it('removes one byte order mark and nothing else', () => {
    expect(decodeText(Buffer.from('\ufeff\ufeffa'), 'config.json')).toBe('\ufeffa');
  });

  it('reports a file with NUL bytes', () => {
    expect(() => decodeText(Buffer.from('{"port": 1}', 'utf16le'), 'config.json')).toThrow(
      /UTF-16 without a byte order mark/,
    );
    expect(() => decodeText(Buffer.from('{"port": 1}', 'utf16le').swap16(), 'config.json')).toThrow(
      /UTF-16 without/,
    );
    expect(() => decodeText(Buffer.from('\x7fELF\x02\x01\x01\0\0'), 'config.json')).toThrow(/NUL bytes/);
  });
});

it('equals the regular expressions that it replaces', () => {
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

const FAMILY = '👨‍👩‍👧‍👦';
const FLAG = '🇩🇪';
const graphemes = (text: string) => [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);

describe('truncate', () => {
  it('keeps text that fits, and marks truncated text', () => {
    expect(truncate('abc', 3)).toBe('abc');
    expect(truncate('abcd', 3)).toBe('ab…');
    expect(truncate('abcd', 3, '')).toBe('abc');
    expect(truncate('abcd', 2, ' (cut)')).toBe('ab');
    expect(truncate('abcd', 0)).toBe('');
  });

  it.each([
    ['an emoji', '😀'],
    ['a skin tone', '👍🏽'],
    ['a family', FAMILY],
    ['a flag', FLAG],
    ['a letter with accents', 'e\u0301\u0323'],
    ['a Hangul syllable of letters', '\u1112\u1161\u11ab'],
    ['a line end', '\r\n'],
    ['a Devanagari conjunct', 'क्षि'],
  ])('never cuts %s', (_, grapheme) => {
    const text = `ab${grapheme.repeat(40)}cd`;
    const whole = graphemes(text);
    for (let max = 0; max <= text.length; max += 1) {
      const cut = truncate(text, max, '');
      expect(cut.length).toBeLessThanOrEqual(max);
      expect(whole.slice(0, graphemes(cut).length)).toEqual(graphemes(cut));
    }
  });

  it('cuts as little as possible', () => {
    expect(truncate(FLAG.repeat(100), 4 * 60 + 3, '')).toBe(FLAG.repeat(60));
    expect(truncate(`x${FAMILY}`, 1 + FAMILY.length - 1, '')).toBe('x');
  });

  it('cuts at a code point if a grapheme is extremely long, and is always fast', () => {
    const accents = `e${'\u0301'.repeat(1_000_000)}`;
    expect(truncate(accents, 30_000, '')).toHaveLength(30_000);
    expect(truncate(FLAG.repeat(500_000), 30_002, '')).toBe(FLAG.repeat(7_500));
  });

  it('is always a beginning of the text and within the limit, also of text that is not well formed', () => {
    const unit = fc.oneof(
      fc.integer({ min: 0, max: 0xffff }),
      fc.constantFrom(0xd83d, 0xde00, 0x200d, 0xfe0f, 0x41),
    );
    fc.assert(
      fc.property(fc.array(unit), fc.nat(80), (units, max) => {
        const text = String.fromCharCode(...units);
        for (const cut of [truncate(text, max, ''), codePointPrefix(text, max)]) {
          expect(text.startsWith(cut)).toBe(true);
          expect(cut.length).toBeLessThanOrEqual(max);
        }
      }),
    );
  });
});

describe('codePointPrefix', () => {
  it('never cuts a surrogate pair', () => {
    expect(codePointPrefix('a😀b', 2)).toBe('a');
    expect(codePointPrefix('a😀b', 3)).toBe('a😀');
    expect(codePointPrefix('a😀b', 9)).toBe('a😀b');
  });
});

it('parses JSON and returns undefined for anything else', () => {
  expect(tryParseJson('{"a":[1,null]}')).toEqual({ a: [1, null] });
  expect(tryParseJson('null')).toBeNull();
  expect(['', '{', 'undefined', '{"a":1}{', '\u0000'].map(tryParseJson)).toEqual(Array(5).fill(undefined));
});
