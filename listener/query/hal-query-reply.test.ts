import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MARK, toQmText } from '../account/text.ts';
import { readHalQueryReply } from './hal-query-reply.ts';

const after = (reply: string, rows = '', intent = '', action = '') => [
  'text',
  'session',
  intent,
  reply,
  action,
  rows,
];

it('reads what the subroutine left in its arguments', () => {
  const head = ['KEY', 'PLACES'].join(MARK.value);
  const key = [toQmText('Türschlüssel'), `hall${MARK.subvalue}shed`].join(MARK.value);
  const rows = [head, key, 'car'].join(MARK.field);
  expect(readHalQueryReply(after(toQmText(' In der Küche. '), rows, 'spare key', 'Spare_Key_Query'))).toEqual(
    {
      text: 'In der Küche.',
      intent: 'SPARE_KEY',
      action: 'spare_key_query',
      confidence: 1,
      status: 'success',
      rows: [
        { KEY: 'Türschlüssel', PLACES: ['hall', 'shed'] },
        { KEY: 'car', PLACES: '' },
      ],
      count: 2,
      by: 'HAL.QUERY',
    },
  );
});

it('takes an empty reply for a refusal to answer, whatever else is set', () => {
  expect(readHalQueryReply(after('', 'A', 'B', 'C'))).toBeUndefined();
  expect(readHalQueryReply(after(MARK.field, 'A'))).toBeUndefined();
  expect(readHalQueryReply([])).toBeUndefined();
});

it('has names of its own where the program leaves none that a client could compare', () => {
  expect(readHalQueryReply(after('Yes.', '', 'drop;table', '<b>'))).toMatchObject({
    intent: 'HAL.QUERY',
    action: 'hal_query',
    rows: [],
    count: 0,
  });
});

it('breaks lines where a reply has marks', () => {
  expect(readHalQueryReply(after(`one${MARK.field}two${MARK.text}three`))?.text).toBe('one\ntwo\nthree');
});

it('reads any bytes without throwing, into text without marks and rows of the same names', () => {
  const bytes = fc.string({
    unit: fc.integer({ min: 0, max: 255 }).map((byte) => String.fromCharCode(byte)),
  });
  fc.assert(
    fc.property(bytes, bytes, bytes, (reply, rows, intent) => {
      const read = readHalQueryReply(after(reply, rows, intent));
      if (read === undefined) return;
      const names = new Set(read.rows.map((row) => Object.keys(row).join()));
      expect(names.size).toBeLessThanOrEqual(1);
      expect(read.intent).toMatch(/^[\w.]{1,64}$/);
      expect(read.count).toBe(read.rows.length);
    }),
  );
});
