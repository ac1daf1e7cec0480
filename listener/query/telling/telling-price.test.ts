import { expect, it } from 'vitest';
import type { Row } from '../../../contract/hal.ts';
import builtIn from '../intents.json' with { type: 'json' };
import { plainQuery } from '../meaning/plain-query.ts';
import { readTable } from '../table/subject-table.ts';
import { tellPriced, tellPriceTotal } from './telling-price.ts';

const medication = readTable(JSON.stringify(builtIn)).subjects.find(({ intent }) => intent === 'MEDICATION');
if (medication === undefined) throw new Error('no medications');
const subject = medication;
const row = (MEDICATION_NAME: string, COST: string): Row => ({
  '@ID': MEDICATION_NAME,
  MEDICATION_NAME,
  COST,
});
const findings = (...rows: readonly Row[]) => ({
  query: { ...plainQuery(subject), order: 'max' as const },
  chosen: { rows, anyState: rows, undated: 0, untimed: 0, silent: [] },
  now: { date: '2026-11-23', time: '10:00' },
  isSigned: false,
  bare: false,
});

it('adds up what all of them cost, and says which have no price', () => {
  const told = tellPriceTotal(findings(row('Zocor', '9.75'), row('Advil', '0.30'), row('Salve', '')));
  expect(told.text).toBe('Your 2 active medications cost $10.05 in all. No price is on record for Salve.');
  expect(told.rows.map((one) => one['@ID'])).toEqual(['Zocor', 'Advil']);
  expect(told.count).toBe(2);
  expect(tellPriceTotal(findings(row('Zocor', '9.75'))).text).toBe(
    'Your active medication costs $9.75 in all.',
  );
});

it('adds up nothing where no price is on record', () => {
  const told = tellPriceTotal(findings(row('Salve', 'free')));
  expect(told).toMatchObject({ text: 'None of your medications has a price on record.', count: 0 });
});

it('counts those without a price where they are many', () => {
  const rest = ['A', 'B', 'C', 'D'].map((name) => row(name, ''));
  expect(tellPriceTotal(findings(row('Zocor', '1'), ...rest)).text).toContain('on record for 4 others.');
  expect(tellPriced(findings(row('Zocor', '1'), ...rest)).text).toContain('on record for 4 others.');
});
