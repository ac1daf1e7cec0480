import { describe, expect, test } from 'vitest';
import builtIn from '../intents.json' with { type: 'json' };
import { readTable } from '../table/subject-table.ts';
import { tokenize } from '../words/tokenize.ts';
import { asksForCalendar, isAdherence, isDefinition, isOnList } from './sentence.ts';

const table = readTable(JSON.stringify(builtIn));
const asked = (intent: string, text: string) => {
  const subject = table.subjects.find((one) => one.intent === intent);
  if (subject === undefined) throw new Error(`no subject ${intent}`);
  return {
    subject,
    tokens: tokenize(text),
    today: '2026-11-23',
    shows: false,
    settled: new Set<number>(),
    previous: undefined,
  };
};
const FRIDAY = { words: 'on Friday', from: '2026-11-27', to: '2026-11-27', unit: 'day' } as const;

describe('a sentence as a whole', () => {
  test.each([
    'anything on Friday',
    "what's on Friday",
    'do I have something on Friday',
    'what do I have on Friday',
  ])('“%s” asks for the calendar', (text) =>
    expect(asksForCalendar(asked('APPOINTMENT', text), FRIDAY, false)).toBe(true),
  );

  test('what is past, or what a day is, is no calendar', () => {
    const past = { ...FRIDAY, from: '2026-11-20', to: '2026-11-20' };
    expect(asksForCalendar(asked('APPOINTMENT', 'anything on Friday'), past, false)).toBe(false);
    expect(asksForCalendar(asked('APPOINTMENT', 'what is Friday'), FRIDAY, false)).toBe(false);
    expect(asksForCalendar(asked('MEDICATION', 'anything on Friday'), FRIDAY, false)).toBe(false);
  });

  test('whether a pill was swallowed is told from whether it was ever prescribed', () => {
    expect(isAdherence(asked('MEDICATION', 'have I taken my lisinopril'), true, undefined, 1)).toBe(true);
    expect(isAdherence(asked('MEDICATION', 'have I ever taken lisinopril'), true, undefined, 1)).toBe(false);
  });

  test('a list is no medicine, and a definition no record', () => {
    expect(isOnList(asked('MEDICATION', 'am I on the list'), false)).toBe(true);
    expect(isOnList(asked('MEDICATION', 'is Zyrtec on my list'), true)).toBe(false);
    expect(isOnList(asked('MEDICATION', 'am I on insulin'), false)).toBe(false);
    expect(isDefinition(asked('MEDICATION', 'what is a prescription'), false, 0, false, false)).toBe(true);
  });
});
