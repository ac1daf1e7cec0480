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

  it.each(['[open', 'close]', '{', '}', '{a b}', '{when:X}'])('refuses %j', (template) => {
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
});
