import { expect, it } from 'vitest';
import type { Reply } from '../../protocol/reply.ts';
import builtIn from '../intents.json' with { type: 'json' };
import { plainQuery } from '../meaning/plain-query.ts';
import type { Query } from '../meaning/query.ts';
import { readTable } from '../table/subject-table.ts';
import { tellTogether } from './telling-together.ts';

const [subject] = readTable(JSON.stringify(builtIn)).subjects;
if (subject === undefined) throw new Error('no subject');
const period = { words: 'on May 4', from: '2026-05-04', to: '2026-05-04', unit: 'day' } as const;
const query: Query = { ...plainQuery(subject), period };
const reply = (text: string, count: number, intent: string): Reply => ({
  text,
  intent,
  action: intent.toLowerCase(),
  confidence: 0.95,
  status: 'success',
  rows: Array.from({ length: count }, () => ({ ID: text })),
  count,
});

it('tells what has anything, by the name of the first of them', () => {
  const told = tellTogether(query, [reply('None.', 0, 'A'), reply('One.', 1, 'B'), reply('Two.', 2, 'C')]);
  expect(told).toMatchObject({ text: 'One. Two.', intent: 'B', action: 'b', count: 3, confidence: 0.95 });
  expect(told.rows).toHaveLength(3);
});

it('says that there is nothing', () => {
  const none = [reply('None.', 0, 'A')];
  expect(tellTogether(query, none)).toMatchObject({
    text: 'I have nothing on record on May 4.',
    count: 0,
    intent: subject.intent,
  });
  expect(tellTogether({ ...query, yesNo: true }, none).text).toBe('No. I have nothing on record on May 4.');
});

it('says yes where it is asked', () => {
  expect(tellTogether({ ...query, yesNo: true }, [reply('One.', 1, 'B')]).text).toBe('Yes. One.');
});
