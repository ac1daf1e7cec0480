import { describe, expect, it } from 'vitest';
import type { Row } from '../../../contract/hal.ts';
import type { Query } from '../meaning/query.ts';
import { at, paid, told } from '../testing/told-money.ts';

describe('on which day it is paid', () => {
  const usual = { isUsualDay: true, constraints: [at('Acme Homes')] };
  const on = (...days: readonly string[]) => days.map((day) => paid('-900', day, 'Acme Homes', 'RENT'));
  it.each<[string, Partial<Query>, readonly Row[], string]>([
    [
      'always the same',
      usual,
      on('2026-11-01', '2026-10-01', '2026-09-01'),
      'The 3 latest transactions at Acme Homes were all on the 1st of the month, the last one on Sunday, November 1, 2026. [2026-11-01 -900, 2026-10-01 -900, 2026-09-01 -900] 3',
    ],
    [
      'mostly the same',
      usual,
      on('2026-11-02', '2026-10-02', '2026-09-02', '2026-08-03'),
      'Of the 4 latest transactions at Acme Homes 3 were on the 2nd of the month, the others on the 3rd; the last one on Monday, November 2, 2026. [2026-11-02 -900, 2026-10-02 -900, 2026-09-02 -900, 2026-08-03 -900] 4',
    ],
    [
      'mostly the same of three',
      usual,
      on('2026-11-02', '2026-10-02', '2026-09-03'),
      'The 3 latest transactions at Acme Homes were on no fixed day of the month: on the 2nd and 3rd; the last one on Monday, November 2, 2026. [2026-11-02 -900, 2026-10-02 -900, 2026-09-03 -900] 3',
    ],
    [
      'as often as is enough',
      usual,
      on(
        ...Array.from({ length: 7 }, (_, month) => `2026-0${month + 1}-11`),
        '2026-08-12',
        '2026-09-13',
        '2026-10-21',
      ),
      'Of the 10 latest transactions at Acme Homes 7 were on the 11th of the month, the others on the 12th, 13th and 21st; the last one on Wednesday, October 21, 2026. [2026-10-21 -900, 2026-09-13 -900, 2026-08-12 -900, 2026-07-11 -900, 2026-06-11 -900, 2026-05-11 -900, 2026-04-11 -900, 2026-03-11 -900, 2026-02-11 -900, 2026-01-11 -900] 10',
    ],
    [
      'no fixed day',
      usual,
      on('2026-11-22', '2026-10-03', '2026-09-15'),
      'The 3 latest transactions at Acme Homes were on no fixed day of the month: on the 3rd, 15th and 22nd; the last one on Sunday, November 22, 2026. [2026-11-22 -900, 2026-10-03 -900, 2026-09-15 -900] 3',
    ],
    [
      'two only',
      usual,
      on('2026-11-02', '2026-10-02'),
      'I have only 2 transactions at Acme Homes on record: on Monday, November 2, 2026 and Friday, October 2, 2026. [2026-11-02 -900, 2026-10-02 -900] 2',
    ],
    [
      'one only',
      usual,
      on('2026-11-02'),
      'I have only one transaction at Acme Homes on record: on Monday, November 2, 2026. [2026-11-02 -900] 1',
    ],
    ['none', usual, [], 'I found no transactions at Acme Homes. [] 0'],
    [
      'one that has no day',
      usual,
      on('soon', '2026-11-02'),
      'I have only one transaction at Acme Homes on record: on Monday, November 2, 2026. [2026-11-02 -900] 1',
    ],
    [
      'of the one that is paid most often',
      { isUsualDay: true, flow: 'earned' },
      [
        ...['2026-11-15', '2026-10-15', '2026-09-15'].map((day) => paid('9', day, 'Initech', 'SALARY')),
        paid('1', '2026-11-30', 'Bank', 'INTEREST'),
      ],
      'The 3 latest transactions at Initech were all on the 15th of the month, the last one on Sunday, November 15, 2026. [2026-11-15 9, 2026-10-15 9, 2026-09-15 9] 3',
    ],
    [
      'of twelve at most',
      usual,
      on(
        '2025-10-31',
        ...Array.from({ length: 12 }, (_, month) => `2026-${String(month + 1).padStart(2, '0')}-01`),
      ),
      'The 12 latest transactions at Acme Homes were all on the 1st of the month, the last one on Tuesday, December 1, 2026. [2026-12-01 -900, 2026-11-01 -900, 2026-10-01 -900, 2026-09-01 -900, 2026-08-01 -900, 2026-07-01 -900, 2026-06-01 -900, 2026-05-01 -900, 2026-04-01 -900, 2026-03-01 -900, 2026-02-01 -900, 2026-01-01 -900] 12',
    ],
  ])('%s', (_, query, rows, said) => expect(told(query, rows)).toBe(said));
});
