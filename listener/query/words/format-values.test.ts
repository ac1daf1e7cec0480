import { describe, expect, it } from 'vitest';
import { formatDate, formatList, formatMoney, formatTime, localIso } from './format-values.ts';

describe('spoken values', () => {
  it('says lists', () => {
    expect(formatList([])).toBe('');
    expect(formatList(['A'])).toBe('A');
    expect(formatList(['A', 'B'])).toBe('A, and B');
    expect(formatList(['A', 'B', 'C'])).toBe('A, B, and C');
  });

  it.each([
    ['00:00:00', '12:00 AM'],
    ['12:30', '12:30 PM'],
    ['23:59:59', '11:59 PM'],
    ['noon', 'noon'],
    ['23:59', '11:59 PM'],
    ['23:60', ''],
    ['24:00', ''],
    ['90000', ''],
  ])('says the time %s', (iso, said) => {
    expect(formatTime(iso)).toBe(said);
  });

  it('says dates and money, and leaves what is neither', () => {
    expect(formatDate('2026-02-01')).toBe('Sunday, February 1, 2026');
    expect(formatDate('soon')).toBe('soon');
    for (const number of ['20780', ' 20780 ', '-1', '1.5']) expect(formatDate(number)).toBe('');
    expect(formatDate('2024-12-31')).toBe('Tuesday, December 31, 2024');
    expect(formatDate('2026-13-45')).toBe('2026-13-45');
    expect(formatMoney('5')).toBe('$5.00');
    expect(formatMoney('.5')).toBe('$0.50');
    expect(formatMoney('-5.75')).toBe('-$5.75');
    expect(formatMoney('1234567.8')).toBe('$1,234,567.80');
    expect(formatMoney('999')).toBe('$999.00');
    for (const other of ['n/a', '5 each', 'about 5', '1.2.3', '5.']) expect(formatMoney(other)).toBe(other);
    expect(formatMoney('.25')).toBe('$0.25');
  });

  it('knows the local date and time', () => {
    const at = new Date(2026, 0, 2, 3, 4, 5).getTime();
    expect(localIso(at)).toEqual({ date: '2026-01-02', time: '03:04:05' });
  });
});
