import { expect, it } from 'vitest';
import { tokenize } from '../words/tokenize.ts';
import { periodsIn } from './periods-in.ts';

const of = (text: string) =>
  periodsIn(tokenize(text), { today: '2026-11-23', direction: 'past' }).map(
    ({ period }) => `${period.from}/${period.to}`,
  );

it.each([
  ['yesterday this month', '2026-11-22/2026-11-22'],
  ['this month yesterday', '2026-11-22/2026-11-22'],
  ['a year ago, in November 2025', '2025-11-01/2025-11-30'],
])('the narrower of two times that are one: %s', (text, span) => expect(of(text)).toEqual([span]));
