import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readListing } from './csv.ts';

const quoted = (cell: string) => (/[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

describe('readListing', () => {
  it('reads what a real QM printed', () => {
    const output =
      'MEDICATION,Medication,Dosage\nM5,"Vitamin D, high strength",1000\nM6,"O""Brien tonic",\n2 record(s) listed';
    expect(readListing(output)).toEqual({
      records: [
        ['M5', 'Vitamin D, high strength', '1000'],
        ['M6', 'O"Brien tonic', ''],
      ],
      messages: [],
    });
  });

  it('keeps what QM says behind the count', () => {
    expect(readListing("F\n0 record(s) listed\n'X' not found").messages).toEqual(["'X' not found"]);
    expect(readListing('F\nSample of 0 record(s) listed').records).toEqual([]);
  });

  it.each(['', 'F', 'F\nA,b', '3 record(s) listed'])('refuses %j, which is cut or no listing', (output) => {
    expect(() => readListing(output)).toThrow(/no header or no count/);
  });

  it('reads any cells back', () => {
    const cell = fc
      .stringMatching(/^[ -~\n]{0,8}$/)
      .filter((text) => !text.includes('\n') || /[",]/.test(text));
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 5 })), (records) => {
        const lines = records.map((cells) => cells.map(quoted).join(','));
        const listed = readListing(['H,x', ...lines, `${records.length} record(s) listed`].join('\n'));
        expect(listed.records).toEqual(records);
      }),
    );
  });
});
