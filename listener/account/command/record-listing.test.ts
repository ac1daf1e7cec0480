import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MARK } from '../text.ts';
import { parseRecord } from './command-output.ts';

describe('parseRecord', () => {
  it('reads what CT printed, a bare line feed as part of its field', () => {
    expect(parseRecord('F R1\r\n1: a\r\n2: lf\nin\r\n3:   lead\r\n4: \r\n')).toBe(
      ['a', 'lf\nin', '  lead', ''].join(MARK.field),
    );
    expect(parseRecord('F R3\r\n')).toBe('');
    expect(parseRecord("Record 'NOPE' not found\r\n")).toBeUndefined();
  });

  it('refuses what is no record', () => {
    expect(() => parseRecord('File not found\r\n')).toThrow(
      expect.objectContaining({ code: 'FILE_NOT_FOUND' }),
    );
    expect(() => parseRecord('F R1\r\n1: a\r\n3: b\r\n')).toThrow(
      expect.objectContaining({ code: 'PROTOCOL' }),
    );
  });

  it('reads any record back', () => {
    const field = fc.string({ unit: 'binary-ascii' }).filter((text) => !text.includes('\r'));
    fc.assert(
      fc.property(fc.array(field, { minLength: 1 }), (fields) => {
        const width = String(fields.length).length;
        const lines = fields.map((text, index) => `${String(index + 1).padStart(width, '0')}: ${text}\r\n`);
        expect(parseRecord(`F R\r\n${lines.join('')}`)).toBe(fields.join(MARK.field));
      }),
    );
  });
});
