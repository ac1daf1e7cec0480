import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../lib/testing/fake-clock.ts';
import type { Account, Executed } from './account.ts';
import { Rows } from './rows.ts';

const DICT_HEAD = '@ID,TYPE,LOC,CONV,NAME,FORMAT,S/M,ASSOC';

/** An account that answers from a table of statements. */
function scripted(answers: Readonly<Record<string, Executed>>): Account & { readonly executed: string[] } {
  const executed: string[] = [];
  return {
    executed,
    execute: async (statement: string) => {
      executed.push(statement);
      return answers[statement] ?? { output: `${statement.split(' ')[0]} is not in your VOC`, status: -1 };
    },
  } as unknown as Account & { readonly executed: string[] };
}

const dictionary = (...lines: string[]): Executed => ({
  output: [DICT_HEAD, '@ID,D,0,,F,10L,S,', ...lines, `${lines.length + 1} record(s) listed`].join('\n'),
  status: lines.length + 1,
});
const listing = (...lines: string[]): Executed => ({
  output: [
    (lines[0] ?? 'F').replace(/"[^"]*"|[^,]+/g, 'H'),
    ...lines,
    `${lines.length} record(s) listed`,
  ].join('\n'),
  status: lines.length,
});

describe('Rows', () => {
  it('names cells by position, splits values, and returns dates and times in ISO', async () => {
    const account = scripted({
      'LIST DICT F CSV': dictionary(
        'DAY,D,1,D4/E,Same,10R,S,',
        'AT,D,2,MTH,Same,8R,S,',
        'TAGS,D,3,,Same,8L,M,',
        'ONE,D,4,,Same,8L,S,',
      ),
      'LIST F DAY CONV "D4-YMD" AT CONV "" TAGS ONE CSV': listing(
        '1,2026-12-11,02:05PM,a\u00fdb,x',
        '2,,,,"\u00c3\u00a9, \u00e9"',
        '3,,,c,x\u00fdy',
      ),
    });
    const rows = await new Rows(account, {}, new FakeClock()).list('LIST F DAY AT TAGS ONE');
    expect(rows).toEqual([
      { '@ID': '1', DAY: '2026-12-11', AT: '14:05:00', TAGS: ['a', 'b'], ONE: 'x' },
      { '@ID': '2', DAY: '', AT: '', TAGS: [], ONE: '\u00c3\u00a9, \u00e9' },
      { '@ID': '3', DAY: '', AT: '', TAGS: ['c'], ONE: ['x', 'y'] },
    ]);
  });

  it("requests dates in ISO from QM, and parses the embedded account's output by its dictionary", async () => {
    const fields = dictionary('DAY,D,1,D4/E,Same,10R,S,', 'SINCE,D,2,D4-YMD,Same,10R,S,');
    const embedded = Object.assign(
      scripted({
        'LIST DICT F CSV': fields,
        'LIST F DAY SINCE BY DAY CSV': listing('1,11/12/2026,2026-12-11'),
      }),
      { driver: 'embedded' as const },
    );
    const rows = await new Rows(embedded, {}, new FakeClock()).list('LIST F DAY SINCE BY DAY');
    expect(rows).toEqual([{ '@ID': '1', DAY: '2026-12-11', SINCE: '2026-12-11' }]);
    const qm = scripted({
      'LIST DICT F CSV': fields,
      'LIST F DAY CONV "D4-YMD" SINCE BY DAY CSV': listing('1,2026-12-11,2026-12-11'),
    });
    expect(await new Rows(qm, {}, new FakeClock()).list('LIST F DAY SINCE BY DAY')).toEqual(rows);
  });

  it('returns subvalues as a list in text, text marks as spaces, and other bytes as UTF-8', async () => {
    const account = scripted({
      'LIST DICT F CSV': dictionary('A,D,1,,A,8L,S,', 'B,D,2,,B,8L,M,'),
      'LIST F A B CSV': listing('1,\u00c3\u00bc\u00fbx\u00fcy,a\u00fcb\u00fdc'),
    });
    expect(await new Rows(account, {}, new FakeClock()).list('LIST F A B')).toEqual([
      { '@ID': '1', A: '\u00fc x, y', B: ['a, b', 'c'] },
    ]);
  });

  it("uses HAL's definition of a field if the dictionary has none", async () => {
    const account = scripted({
      'LIST DICT APPOINTMENT CSV': dictionary(
        'APPOINTMENT_DATE,D,4,,Date,10R,S,',
        'APPOINTMENT_TIME,D,5,,T,8R,S,',
      ),
      'LIST APPOINTMENT APPOINTMENT_DATE APPOINTMENT_TIME CSV': listing('A1,21500,32400', 'A2,21500,9:30 AM'),
    });
    const rows = await new Rows(account, {}, new FakeClock()).list(
      'LIST APPOINTMENT APPOINTMENT_DATE APPOINTMENT_TIME',
    );
    expect(rows.map((row) => [row.APPOINTMENT_DATE, row.APPOINTMENT_TIME])).toEqual([
      ['2026-11-11', '09:00:00'],
      ['2026-11-11', '09:30:00'],
    ]);
  });

  it.each([
    ['MD2', '-12.50', undefined, '-12.50'],
    ['MD2,$', '"$1,234.50"', undefined, '1234.50'],
    ['MD2', '-12.50', true, '-12.50'],
    ['MD2', '-0.13', false, '-13.00'],
    ['', '-12.5', undefined, '-12.5'],
    ['', '-1250', true, '-12.50'],
    ['', '-12.5', false, '-12.5'],
    ['', 'n/a', true, 'n/a'],
  ])(
    'reads an amount with conversion %j printed as %j, scaled %s, as %s',
    async (conversion, cell, scaled, amount) => {
      const account = scripted({
        'LIST DICT TRANSACTION CSV': dictionary(
          `AMOUNT,D,4,${conversion.includes(',') ? `"${conversion}"` : conversion},Amount,10R,S,`,
        ),
        'LIST TRANSACTION AMOUNT CSV': listing(`1,${cell}`),
      });
      const switches = scaled === undefined ? {} : { TRANSACTION: scaled };
      const [row] = await new Rows(account, switches, new FakeClock()).list('LIST TRANSACTION AMOUNT');
      expect(row?.AMOUNT).toBe(amount);
    },
  );

  it('reads a listing again only where it is printed otherwise, or in another encoding', async () => {
    const statement = 'LIST F A CSV';
    const answers = {
      'LIST DICT F CSV': dictionary('A,D,1,,A,8L,S,'),
      [statement]: listing('1,a'),
    };
    const account = scripted(answers);
    const rows = new Rows(account, {}, new FakeClock());
    const first = await rows.list('LIST F A');
    expect(await rows.list('LIST F A')).toBe(first);
    expect(account.executed.filter((one) => one === statement)).toHaveLength(2);
    answers[statement] = listing('1,b');
    expect(await rows.list('LIST F A')).toEqual([{ '@ID': '1', A: 'b' }]);
    const before = await rows.list('LIST F A');
    rows.encoding.observe('B\u00e4ckerei');
    expect(await rows.list('LIST F A')).not.toBe(before);
    const long = listing(...Array.from({ length: 5_000 }, (_, index) => `${index},long`));
    answers[statement] = long;
    const many = await rows.list('LIST F A');
    expect(await rows.list('LIST F A')).not.toBe(many);
  });

  it('requests optional fields only if the dictionary has them', async () => {
    const account = scripted({
      'LIST DICT F CSV': dictionary('A,D,1,,A,8L,S,', 'B,D,2,,B,8L,S,'),
      'LIST F B A WITH A = "x" CSV': listing('1,b,a'),
    });
    const rows = new Rows(account, {}, new FakeClock());
    expect(await rows.list('LIST F A WITH A = "x"', { optional: ['B', 'C'] })).toEqual([
      { '@ID': '1', B: 'b', A: 'a', C: '' },
    ]);
    await rows.list('LIST F A WITH A = "x"', { optional: ['C'] }).catch(() => undefined);
    expect(account.executed.at(-1)).toBe('LIST F A WITH A = "x" CSV');
  });

  it('refuses a name no dictionary has, instead of answering that there is nothing', async () => {
    const account = scripted({ 'LIST DICT F CSV': dictionary('A,D,1,,A,8L,S,') });
    await expect(new Rows(account, {}, new FakeClock()).list('LIST F A WRONG')).rejects.toMatchObject({
      code: 'MISSING_FIELD',
    });
  });

  it('refuses an answer in which QM took a name for a record', async () => {
    const account = scripted({
      'LIST DICT F CSV': dictionary('A,D,1,,A,8L,S,'),
      'LIST F A CSV': { output: "F,A\n0 record(s) listed\n'A' not found", status: 0 },
    });
    await expect(new Rows(account, {}, new FakeClock()).list('LIST F A')).rejects.toMatchObject({
      code: 'MISSING_FIELD',
    });
  });

  it.each([
    ['File not found', 'FILE_NOT_FOUND'],
    ['NOFIELD is not a field name or expression', 'MISSING_FIELD'],
    ['LIST is not in your VOC', 'BAD_STATEMENT'],
    ['', 'BAD_STATEMENT'],
  ])('types QM saying %j as %s', async (output, code) => {
    const account = scripted({ 'LIST DICT F CSV': dictionary(), 'LIST F CSV': { output, status: -1 } });
    await expect(new Rows(account, {}, new FakeClock()).list('LIST F')).rejects.toMatchObject({ code });
    const counting = scripted({ 'COUNT F': { output, status: -1 } });
    await expect(new Rows(counting, {}, new FakeClock()).count('COUNT F')).rejects.toMatchObject({ code });
  });

  it.each(['DELETE F', 'LIST', 'LIST "F"', 'LIST F WITH A = "x'])('refuses %j', async (statement) => {
    await expect(new Rows(scripted({}), {}, new FakeClock()).list(statement)).rejects.toMatchObject({
      code: 'BAD_STATEMENT',
    });
  });

  it('reads a dictionary once a minute', async () => {
    const account = scripted({
      'LIST DICT F CSV': dictionary('A,D,1,,A,8L,S,'),
      'LIST F A CSV': listing('1,a'),
    });
    const clock = new FakeClock();
    const rows = new Rows(account, {}, clock);
    await rows.list('LIST F A');
    await rows.list('LIST F A CSV');
    expect(account.executed.filter((statement) => statement.includes('DICT'))).toHaveLength(1);
    clock.advance(60_000);
    await rows.list('LIST F A');
    expect(account.executed.filter((statement) => statement.includes('DICT'))).toHaveLength(2);
  });
});
