import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CorpusAccount, openCorpusAccount } from '../testing/asked-account.ts';
import { tokenize } from '../words/tokenize.ts';

let account: CorpusAccount;
beforeAll(async () => {
  account = await openCorpusAccount('main');
  await account.table.warmUp();
});
afterAll(() => account.close());

const matched = (intent: string, text: string, isFree: (index: number) => boolean = () => true) => {
  const { table, catalogue } = account.knowledge();
  const subject = table.subjects.find((one) => one.intent === intent);
  const found = subject && catalogue(subject)?.matches(tokenize(text), isFree);
  return found?.map(({ rank, said, values, unknown }) => {
    const names = unknown ? 'unknown' : [...new Set(values.map(({ value }) => value))].join(' | ');
    return `${rank} ${said}: ${names}`;
  });
};

it.each([
  ['MEDICATION', 'do i take VITAMIN d3', ['whole Vitamin D3: Vitamin D3']],
  ['MEDICATION', 'my ventolin', ['part ventolin: Ventolin inhaler']],
  [
    'MEDICATION',
    'lisinopril and lipitor',
    ['whole Lisinopril: Lisinopril | lisinopril', 'whole Lipitor: Lipitor'],
  ],
  ['ALLERGY', 'am I allergic to peanuts or latex', ['whole Peanuts: Peanuts', 'whole Latex: Latex']],
  ['DOCTOR', 'the number of emily carter', ['whole Emily: Emily', 'whole Carter: Carter']],
  ['DOCTOR', 'is miller my doctor', []],
  [
    'TRANSACTION',
    'at green grocer and at the grocer',
    ['whole Green Grocer: Green Grocer', 'part grocer: Green Grocer'],
  ],
  ['TRANSACTION', 'on coffee at starbucks', ['whole COFFEE: COFFEE', 'whole Starbucks: Starbucks']],
  ['TRANSACTION', 'the service', []],
  ['APPOINTMENT', 'how severe was the dentist', ['group dentist: Dentistry']],
])('names in a question are matched with those of %s: %s', (intent, text, names) => {
  expect(matched(intent, text)).toEqual(names);
});

it('a name is what no other use of its words has taken', () => {
  expect(matched('MEDICATION', 'lisinopril and lipitor', (at) => at !== 0)).toEqual([
    'whole Lipitor: Lipitor',
  ]);
});
