import { describe, expect, it } from 'vitest';
import { classify, classifyNamed } from './classify.ts';
import builtIn from './intents.json' with { type: 'json' };
import { readTable, TableError } from './table.ts';
import { words } from './words.ts';

const table = readTable(JSON.stringify(builtIn));
const asked = (text: string) => ({ text, words: words(text) });
const intentOf = (text: string) => classify(table, asked(text))?.intent.intent;

describe('the built-in table', () => {
  it.each([
    ['What medications am I taking?', 'MEDICATION'],
    ['Which drugs am I on', 'MEDICATION'],
    ['my pills please', 'MEDICATION'],
    ['list prescriptions', 'MEDICATION'],
    ['Do I need a refill?', 'MEDICATION'],
    ['Which medicines did I stop?', 'MEDICATION'],
    ['Show my allergy list', 'ALLERGY'],
    ['What am I allergic to?', 'ALLERGY'],
    ['Which drugs am I allergic to?', 'ALLERGY'],
    ['When is my next doctor appointment?', 'APPOINTMENT'],
    ['What time is my appointment today?', 'APPOINTMENT'],
    ['When do I visit Dr. Chen?', 'APPOINTMENT'],
    ['What were my last vital signs?', 'HEALTH_DATA'],
    ['how is my blood pressure', 'HEALTH_DATA'],
    ['What do I weigh?', 'HEALTH_DATA'],
    ['What did I spend at Starbucks?', 'TRANSACTION'],
    ['show recent payments', 'TRANSACTION'],
    ['what is reimbursable', 'TRANSACTION'],
    ['how many medications do I have', 'COUNT'],
    ['Count my allergies', 'COUNT'],
    ['how many doctor visits', 'COUNT'],
    ['number of transactions', 'COUNT'],
    ['list conversations', 'CONVERSATIONS'],
    ['show my conversation history', 'CONVERSATIONS'],
    ['what time is it', 'TIME'],
    ["what is today's date", 'DATE'],
    ['What is the date?', 'DATE'],
    ['Hello', 'GREETING'],
    ['hey HAL!', 'GREETING'],
    ['What can you do?', 'HELP'],
    ['help', 'HELP'],
    ['What is my password?', 'PASSWORD'],
    ['the login of my bank account', 'PASSWORD'],
    ['this is history', 'GENERAL'],
    ['sometimes I update things', 'GENERAL'],
    ['hello there, my dear friend HAL', 'GENERAL'],
    ['Tell me a story', 'GENERAL'],
  ])('takes %j for %s', (text, intent) => {
    expect(intentOf(text)).toBe(intent);
  });

  it('counts only where a file is named nearby', () => {
    expect(intentOf('how many days until my appointment?')).toBe('APPOINTMENT');
    expect(intentOf('my account')).toBe('GENERAL');
  });

  it('finds an intent by name or action, and its general row without words', () => {
    const named = (name: string, text = '') => classifyNamed(table, name, asked(text));
    expect(named('medication')?.intent.topic).toBe('your medications');
    expect(named('health-data')?.intent.intent).toBe('HEALTH_DATA');
    expect(named('allergy_query')?.intent.intent).toBe('ALLERGY');
    expect(named('TRANSACTION', 'spent at Acme')?.captures).toEqual({ payee: 'Acme' });
    expect(named('COUNT')?.intent.reply).toBeDefined();
    expect(named('NONSENSE')).toBeUndefined();
  });
});

describe('readTable', () => {
  const row = { intent: 'X', action: 'x', words: ['x'], reply: 'yes' };
  const list = {
    ...row,
    reply: undefined,
    statement: 'LIST F A B',
    none: 'none',
    many: '{list}',
    item: '{A}',
  };
  const read = (...rows: unknown[]) => readTable(JSON.stringify({ intents: rows }));

  it('takes a good row', () => {
    expect(read(row, list)).toHaveLength(2);
  });

  it.each<[string, unknown, RegExp]>([
    ['an unknown key', { ...row, wrods: [] }, /wrods/],
    ['a bad pattern', { ...row, words: ['a-b'] }, /a-b/],
    ['neither reply nor statement', { ...row, reply: undefined }, /either/],
    ['a statement that writes', { ...list, statement: 'DELETE F "1"' }, /LIST, SORT or COUNT/],
    ['a statement of two lines', { ...list, statement: 'LIST F A\nDELETE F' }, /one line/],
    ['a gap nothing fills', { ...list, statement: 'LIST F A WITH A = {who}' }, /\{who\}/],
    ['a field that is not listed', { ...list, sort: ['C'] }, /field C/],
    ['an unknown name in a reply', { ...list, item: '{C}' }, /\{C\}/],
    ['a reply missing', { ...list, none: undefined }, /none and many/],
    ['a broken reply', { ...list, many: '[{list}' }, /without/],
  ])('refuses %s and names it', (_what, bad, message) => {
    expect(() => read(row, bad)).toThrow(TableError);
    expect(() => read(row, bad)).toThrow(message);
    expect(() => read(row, bad)).toThrow(/intents\.1/);
  });

  it('refuses what is no table', () => {
    expect(() => readTable('{')).toThrow(/not valid JSON/);
    expect(() => readTable('{"intents":[]}')).toThrow(TableError);
  });
});
