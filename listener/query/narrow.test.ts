import { describe, expect, it } from 'vitest';
import { filtered, named, sorted, spent, total, upcoming, within } from './narrow.ts';
import { words } from './words.ts';

const rows = [
  { '@ID': '1', NAME: 'Beta', STATUS: 'Active', DAY: '2026-11-23', AT: '09:00:00', N: '10' },
  { '@ID': '2', NAME: 'Alpha, strong', STATUS: 'done', DAY: '2026-11-24', AT: '', N: '9' },
  { '@ID': '3', NAME: 'Gamma', STATUS: '', DAY: '2026-11-22', AT: '23:00:00', N: '' },
];
const ids = (found: readonly Record<string, unknown>[]) => found.map((row) => row['@ID']).join('');

describe('narrowing', () => {
  it('filters without regard to case', () => {
    expect(ids(filtered(rows, { filter: [{ field: 'STATUS', is: ['ACTIVE', ''] }] }))).toBe('13');
    expect(ids(filtered(rows, { filter: [{ field: 'STATUS', not: ['active'] }] }))).toBe('23');
    expect(ids(filtered(rows, { filter: [] }))).toBe('123');
  });

  it('keeps what is not past: by the time of day today, by the date otherwise', () => {
    const at = (time: string) => ({ date: '2026-11-23', time });
    expect(ids(upcoming(rows, ['DAY', 'AT'], at('08:00:00')))).toBe('12');
    expect(ids(upcoming(rows, ['DAY', 'AT'], at('09:00:01')))).toBe('2');
    expect(ids(upcoming(rows, ['DAY'], at('23:00:00')))).toBe('12');
    expect(ids(upcoming(rows, [], at('23:00:00')))).toBe('123');
  });

  it('keeps what is within a period', () => {
    expect(ids(within(rows, 'DAY', { words: '', from: '2026-11-22', to: '2026-11-23' }))).toBe('13');
  });

  it('finds the rows a question names', () => {
    expect(ids(named(rows, ['NAME'], words('do I take alpha or gamma?')))).toBe('23');
    expect(ids(named(rows, [], words('alpha')))).toBe('');
  });

  it('knows spending by its sign where the file has signs', () => {
    const mixed = [{ A: '-5' }, { A: '9' }];
    expect(spent(mixed, 'A')).toEqual([{ A: '-5' }]);
    expect(spent([{ A: '5' }, { A: '9' }], 'A')).toHaveLength(2);
    expect(spent(mixed, undefined)).toBe(mixed);
  });

  it('sorts numbers as numbers, and empty values last either way', () => {
    expect(ids(sorted(rows, ['N']))).toBe('213');
    expect(ids(sorted(rows, ['-N']))).toBe('123');
    expect(ids(sorted(rows, ['-DAY', 'NAME']))).toBe('213');
  });

  it('adds up without binary fractions', () => {
    expect(total([{ A: '0.1' }, { A: '0.2' }, { A: 'x' }, {}], 'A')).toBe(0.3);
  });
});
