import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../lib/clock.ts';
import type { Account } from '../account.ts';
import subset from '../embedded/testing/query-subset.json' with { type: 'json' };
import { Rows } from '../rows.ts';
import { prefixed, record, type StagedFile } from './stage.ts';

/** Results that every driver must return for the same records; the suite runs on each available driver. */

const LONG = `${'x'.repeat(300)} and words`.repeat(3);
const WIDE_FIELDS = Array.from({ length: 20 }, (_, index) => `F${index + 1}`);

/** Cells wider than any page, and dates in the forms that accounts have. */
const WIDE: StagedFile = {
  dict: {
    ...Object.fromEntries(
      WIDE_FIELDS.map((name, index) => [name, record('D', `${index + 1}`, '', `Head ${name}`, '10L', 'S')]),
    ),
    MANY: record('D', '21', '', 'Many', '5L', 'M'),
    TEXT: record('D', '22', '', 'Text', '10T', 'S'),
    ISO: record('D', '23', 'D4-YMD', 'Iso', '10R', 'S'),
    EURO: record('D', '23', 'D4/E', 'Euro', '10R', 'S'),
    SHORT: record('D', '23', 'D2/', 'Short', '8R', 'S'),
    NAMED: record('D', '23', 'D', 'Named', '11R', 'S'),
    PLAIN: record('D', '23', '', 'Plain', '10R', 'S'),
    AT: record('D', '24', 'MTH', 'At', '8R', 'S'),
  },
  data: {
    W1: record(
      ...WIDE_FIELDS.map((name) => `${name} ${'y'.repeat(40)}`),
      'one\u00fdtwo "2"\u00fdthree, 3',
      LONG,
      '20000',
      '50700',
    ),
    W2: record(
      'quo"te',
      'com,ma',
      'both"\'',
      'tm\u00fbin',
      'sub\u00fcin',
      'Z\u00c3\u00bcrich',
      '  lead',
      '00',
    ),
  },
};

export const CONFORMANCE_FILES: Readonly<Record<string, StagedFile>> = { ...subset.files, WIDE };

export interface Subject {
  readonly account: () => Account;
  /** Prefix of the names of `CONFORMANCE_FILES` in that account. */
  readonly prefix: string;
}

/** Compares each statement's result with the one recorded from a real QM. */
export function describeRecorded({ account, prefix }: Subject): void {
  describe('statements', () => {
    it.each(subset.cases)('$statement', async ({ statement, status, output }) => {
      const answer = await account().execute(prefixed(statement, subset.files, prefix));
      expect(comparable(statement, answer.output)).toEqual(
        comparable(statement, prefixed(output, subset.files, prefix)),
      );
      // Without the count line the command driver cannot determine the status.
      if (account().driver === 'command' && statement.includes('COUNT.SUP')) return;
      expect(answer.status).toBe(status);
    });
  });
}

export function describeRows({ account, prefix }: Subject): void {
  const rows = () => new Rows(account(), {}, systemClock);
  const wide = `${prefix}WIDE`;

  describe('rows', () => {
    it('name cells, split values, and return plain dates and amounts', async () => {
      const [amoxil] = await rows().list(
        `LIST ${prefix}MEDICATION MEDICATION_NAME START_DATE SIDE_EFFECTS COST WITH MEDICATION_NAME = "Amoxil"`,
        { optional: ['NOTES'] },
      );
      expect(amoxil).toEqual({
        '@ID': 'M1',
        MEDICATION_NAME: 'Amoxil',
        START_DATE: '2022-10-04',
        SIDE_EFFECTS: ['nausea', 'rash'],
        COST: '12.99',
        NOTES: '',
      });
      expect(await rows().count(`COUNT ${prefix}MEDICATION WITH ACTIVE = "Y"`)).toBe(5);
    });

    it('keep every cell of a listing wider than any page', async () => {
      const [row] = await rows().list(`LIST ${wide} ${WIDE_FIELDS.join(' ')} MANY TEXT WITH @ID = "W1"`);
      expect(row).toEqual({
        '@ID': 'W1',
        ...Object.fromEntries(WIDE_FIELDS.map((name) => [name, `${name} ${'y'.repeat(40)}`])),
        MANY: ['one', 'two "2"', 'three, 3'],
        TEXT: LONG,
      });
    });

    it('keep quotes, commas, marks within a value, letters and spaces', async () => {
      const [row] = await rows().list(`LIST ${wide} F1 F2 F3 F4 F5 F6 F7 F8 MANY ISO WITH @ID = "W2"`);
      expect(row).toEqual({
        '@ID': 'W2',
        F1: 'quo"te',
        F2: 'com,ma',
        F3: `both"'`,
        F4: 'tm in',
        F5: 'sub, in',
        F6: 'Zürich',
        F7: '  lead',
        F8: '00',
        MANY: [],
        ISO: '',
      });
    });

    it("return dates in ISO, whatever the dictionary's conversion", async () => {
      const [row] = await rows().list(`LIST ${wide} ISO EURO SHORT NAMED PLAIN AT WITH @ID = "W1" BY EURO`);
      const day = '2022-10-03';
      expect(row).toMatchObject({
        ISO: day,
        EURO: day,
        SHORT: day,
        NAMED: day,
        PLAIN: '20000',
        AT: '14:05:00',
      });
    });

    it.each(['ISO', 'EURO', 'SHORT', 'NAMED'])(
      'find an ISO date in %s, whatever its conversion',
      async (field) => {
        const found = async (condition: string) =>
          (await rows().list(`LIST ${wide} F8 WITH ${field} ${condition}`)).map((row) => row['@ID']);
        expect(await found('= "2022-10-03"')).toEqual(['W1']);
        expect(await found('> "2022-10-03"')).toEqual([]);
        expect(await found('>= "2022-10-02"')).toEqual(['W1']);
        expect(await rows().count(`COUNT ${wide} WITH ${field} = "2022-10-03"`)).toBe(1);
      },
    );

    it.each([
      ['LIST WIDE NOWHERE', 'MISSING_FIELD'],
      ['LIST WIDE WITH NOWHERE = "1"', 'MISSING_FIELD'],
      ['LIST NO.SUCH.FILE F1', 'FILE_NOT_FOUND'],
      ['COUNT WIDE', 'BAD_STATEMENT'],
    ])('are rejected if there are none: %s', async (statement, code) => {
      const result = rows().list(statement.replace('WIDE', wide));
      await expect(result).rejects.toMatchObject({ name: 'AccountError', code });
    });
  });
}

export function describeRecords({ account, prefix }: Subject): void {
  const file = `${prefix}WIDE`;

  describe('records', () => {
    it('are read and selected, bytes and marks as they are', async () => {
      for (const [id, whole] of Object.entries(WIDE.data)) {
        expect(await account().read(file, id)).toBe(whole);
      }
      expect(await account().read(file, 'W9')).toBeUndefined();
      expect([...(await account().select(file))].sort()).toEqual(['W1', 'W2']);
      expect(await account().select(`DICT ${file}`)).toContain('EURO');
    });

    it('can be written and deleted if the driver supports it', async () => {
      if (account().driver === 'command') {
        await expect(account().write(file, 'W3', 'x')).rejects.toMatchObject({ code: 'NOT_SUPPORTED' });
        await expect(account().delete(file, 'W3')).rejects.toMatchObject({ code: 'NOT_SUPPORTED' });
        return;
      }
      await account().write(file, 'W3', record('x', '', 'z'));
      expect(await account().read(file, 'W3')).toBe(record('x', '', 'z'));
      await account().delete(file, 'W3');
      await account().delete(file, 'W3');
      expect(await account().read(file, 'W3')).toBeUndefined();
    });

    it.each([
      ['a file that is not there', () => account().read('NO.SUCH.FILE', 'x'), 'FILE_NOT_FOUND'],
      ['a file that is not there, all of it', () => account().select('NO.SUCH.FILE'), 'FILE_NOT_FOUND'],
      ['no id', () => account().read(file, ''), 'BAD_ID'],
      ['a subroutine that is not there', () => account().call('NO.SUCH.SUB', []), 'NOT_SUPPORTED'],
      ['a control character', () => account().execute('WHO\nWHO'), 'BAD_STATEMENT'],
      ['a question given up', () => account().execute('WHO', { signal: AbortSignal.abort() }), 'CANCELLED'],
    ])('refuse %s', async (_, request, code) => {
      await expect(request()).rejects.toMatchObject({ name: 'AccountError', code });
    });

    it('go with a list of users, one of them ourselves', async () => {
      const self = (await account().users()).filter((user) => user.self);
      expect(self).toEqual([
        expect.objectContaining({ userNo: expect.any(Number), pid: expect.any(Number) }),
      ]);
      expect(Array.isArray(await account().locks())).toBe(true);
      expect(account().status()).toMatchObject({ state: 'ready' });
    });
  });
}

/** Sorts the rows of a LIST without BY, which come in the file's own order, which differs between drivers. */
function comparable(statement: string, output: string): readonly string[] {
  const lines = output.split('\n');
  if (!/^LIST (?!.* BY[ .])/.test(statement)) return lines;
  return [lines[0] ?? '', ...lines.slice(1, -1).sort(), lines.at(-1) ?? ''];
}
