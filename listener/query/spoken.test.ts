import { describe, expect, it } from 'vitest';
import { localIso, spokenDate, spokenList, spokenMoney, spokenTime } from './spoken.ts';

describe('spoken values', () => {
  it('says lists', () => {
    expect(spokenList([])).toBe('');
    expect(spokenList(['A'])).toBe('A');
    expect(spokenList(['A', 'B'])).toBe('A, and B');
    expect(spokenList(['A', 'B', 'C'])).toBe('A, B, and C');
  });

  it.each([
    ['00:00:00', '12:00 AM'],
    ['12:30', '12:30 PM'],
    ['23:59:59', '11:59 PM'],
    ['noon', 'noon'],
  ])('says the time %s', (iso, said) => {
    expect(spokenTime(iso)).toBe(said);
  });

  it('says dates and money, and leaves what is neither', () => {
    expect(spokenDate('2026-02-01')).toBe('Sunday, February 1, 2026');
    expect(spokenDate('soon')).toBe('soon');
    expect(spokenDate('2024-12-31')).toBe('Tuesday, December 31, 2024');
    expect(spokenDate('2026-13-45')).toBe('2026-13-45');
    expect(spokenMoney('5')).toBe('$5.00');
    expect(spokenMoney('.5')).toBe('$0.50');
    expect(spokenMoney('-5.75')).toBe('-$5.75');
    expect(spokenMoney('1234567.8')).toBe('$1,234,567.80');
    expect(spokenMoney('999')).toBe('$999.00');
    expect(spokenMoney('n/a')).toBe('n/a');
  });

  it('knows the local date and time', () => {
    const at = new Date(2026, 0, 2, 3, 4, 5).getTime();
    expect(localIso(at)).toEqual({ date: '2026-01-02', time: '03:04:05' });
  });
});
