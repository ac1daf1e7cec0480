import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readListing } from './listing.ts';

const quoted = (cell: string) => (/[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

describe('readListing', () => {
  it('parses output of a real QM', () => {
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

  it('keeps the text after the count', () => {
    expect(readListing("F\n0 record(s) listed\n'X' not found").messages).toEqual(["'X' not found"]);
    expect(readListing('F\nSample of 0 record(s) listed').records).toEqual([]);
  });

  it.each(['', 'F', 'F\nA,b', '3 record(s) listed'])('refuses %j, which is cut or no listing', (output) => {
    expect(() => readListing(output)).toThrow(/no header or no count/);
  });

  it.each([
    [
      'F,a,b\nR1,lf\nin,tm\nR2,,\n2 record(s) listed',
      [
        ['R1', 'lf\nin', 'tm'],
        ['R2', '', ''],
      ],
    ],
    [
      'F,a\nR1,x\n\n3 record(s) listed\nR2,y\n2 record(s) listed',
      [
        ['R1', 'x\n\n3 record(s) listed'],
        ['R2', 'y'],
      ],
    ],
    ['F,a\nR1,"a,\nb"\n1 record(s) listed', [['R1', 'a,\nb']]],
  ])('keeps a line break inside a cell, which QM does not quote: %j', (output, records) => {
    expect(readListing(output).records).toEqual(records);
  });

  it.each([
    ['F,a\nR1,x\n2 record(s) listed', '1 records where QM counts 2'],
    ['F,a,b\nR1,x\nR2,y,z\n2 record(s) listed', 'other than 3 cells'],
    ['F,a\nR1,x,y\n1 record(s) listed', 'other than 2 cells'],
  ])('refuses %j, in which something is lost', (output, message) => {
    expect(() => readListing(output)).toThrow(message);
  });

  it('reads any cells back', () => {
    const id = fc.stringMatching(/^[ -~]{0,8}$/);
    const cell = fc.stringMatching(/^[ -~\n]{0,8}$/);
    const table = fc
      .integer({ min: 1, max: 5 })
      .chain((width) => fc.array(fc.tuple(id, fc.array(cell, { minLength: width, maxLength: width }))));
    fc.assert(
      fc.property(table, (rows) => {
        const records = rows.map(([key, cells]) => [key, ...cells]);
        const head = Array.from({ length: records[0]?.length ?? 1 }, () => 'H').join(',');
        const lines = records.map((cells) => cells.map(quoted).join(','));
        const listed = readListing([head, ...lines, `${records.length} record(s) listed`].join('\n'));
        expect(listed.records).toEqual(records);
      }),
    );
  });
});
