import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeRecord, encodeRecord } from './record-file.ts';

it('writes a field a line and a line feed at the end, as QM does', () => {
  expect(encodeRecord('a\u00feb\u00fdc\u00fcd')).toBe('a\nb\u00fdc\u00fcd\n');
  expect(encodeRecord('')).toBe('\n');
});

it('reads a file without the last line feed, as an editor may leave it', () => {
  expect(decodeRecord('a\nb')).toBe('a\u00feb');
  expect(decodeRecord('')).toBe('');
});

it('refuses a record with a line feed, which would come back as another', () => {
  expect(() => encodeRecord('a\nb')).toThrow(expect.objectContaining({ code: 'BAD_VALUE' }));
});

it('reads back what it wrote', () => {
  const byte = fc.integer({ min: 0, max: 0xff }).filter((code) => code !== 0x0a);
  fc.assert(
    fc.property(fc.string({ unit: byte.map((code) => String.fromCharCode(code)) }), (record) => {
      expect(decodeRecord(encodeRecord(record))).toBe(record);
    }),
  );
});
