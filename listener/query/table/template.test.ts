import { describe, expect, it } from 'vitest';
import { compileTemplate, render, templateNames } from './template.ts';

const values: Readonly<Record<string, string | readonly string[]>> = {
  NAME: 'Amoxil',
  DOSE: '250',
  EMPTY: '',
  DAY: '2026-11-23',
  AT: '14:05:00',
  COST: '-1234.5',
  TAGS: ['a', 'b'],
};
const say = (template: string) => render(compileTemplate(template), (name) => values[name]);

describe('templates', () => {
  it.each([
    ['{NAME} {DOSE}', 'Amoxil 250'],
    ['{NAME}[ {EMPTY} mg]', 'Amoxil'],
    ['{NAME}[ {DOSE}[ {EMPTY}] mg]', 'Amoxil 250 mg'],
    ['{EMPTY|MISSING|NAME}', 'Amoxil'],
    ['{date:DAY} at {time:AT}', 'Monday, November 23, 2026 at 2:05 PM'],
    ['{money:COST}', '-$1,234.50'],
    ['{date:NAME}', 'Amoxil'],
    ['{TAGS}', 'a and b'],
    ['plain', 'plain'],
    ['', ''],
  ])('%j says %j', (template, text) => {
    expect(say(template)).toBe(text);
  });

  it.each([
    '[open',
    'close]',
    '{',
    '}',
    '{a b}',
    '{when:X}',
    '{count:A}',
    '{flag:A}',
    '{A one many}',
    '{date:A one many}',
  ])('refuses %j', (template) => {
    expect(() => compileTemplate(template)).toThrow();
  });

  it.each([
    ['08:15:00', '30', '8:45 AM'],
    ['11:45', '30', '12:15 PM'],
    ['23:45:00', '30', ''],
    ['', '30', ''],
    ['08:15:00', '', ''],
    ['08:15:00', 'half an hour', ''],
  ])('tells when what begins at %j and takes %j minutes is over', (time, minutes, end) => {
    const values: Readonly<Record<string, string>> = { AT: time, MINUTES: minutes };
    expect(render(compileTemplate('{end:AT|MINUTES}'), (name) => values[name])).toBe(end);
  });

  it('knows the names it asks for', () => {
    expect(templateNames(compileTemplate('{A|B}[ {date:C}[ {D}]]'))).toEqual(['A', 'B', 'C', 'D']);
  });

  it.each([
    ['0', '0 refills'],
    ['1', '1 refill'],
    ['2', '2 refills'],
    ['', ''],
    [['1', '2'], '1 and 2 refills'],
  ])('counts %j', (value, text) => {
    expect(render(compileTemplate('{count:A refill refills}'), () => value)).toBe(text);
  });

  it.each([
    ['Y', 'paid'],
    [' true ', 'paid'],
    ['1', 'paid'],
    ['n', 'due'],
    ['No', 'due'],
    ['0', 'due'],
    ['partly', 'partly'],
    ['yesterday', 'yesterday'],
    ['', ''],
  ])('says what the mark %j stands for', (value, text) => {
    expect(render(compileTemplate('{flag:A paid due}'), () => value)).toBe(text);
  });

  it.each([
    [['08:15:00'], '30', ''],
    ['08:15:00', ['30'], ''],
    [' 08:15:00 ', ' 30 ', '8:45 AM'],
    ['23:29:00', '30', '11:59 PM'],
    ['23:30:00', '30', ''],
    ['08:15:00', '0', ''],
  ])('tells no end of %j and %j that is not known', (time, minutes, end) => {
    const values: Readonly<Record<string, string | readonly string[]>> = { AT: time, MINUTES: minutes };
    expect(render(compileTemplate('{end:AT|MINUTES}'), (name) => values[name])).toBe(end);
  });

  it('leaves out what was said already, where it stands alone', () => {
    const isSaid = (text: string) => text === 'Amoxil' || text === '250';
    const again = (template: string) => render(compileTemplate(template), (name) => values[name], isSaid);
    expect(again('a[ {NAME}]')).toBe('a');
    expect(again('a[ {TAGS}]')).toBe('a a and b');
    expect(again('a[ {NAME} {DOSE}]')).toBe('a Amoxil 250');
    expect(again('a[[ {NAME}]]')).toBe('a');
    expect(again('{NAME}')).toBe('Amoxil');
  });
});
