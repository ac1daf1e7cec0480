import { expect, it } from 'vitest';
import { said } from '../words/phrases.ts';
import { tokenize } from '../words/tokenize.ts';
import { withStillPaid } from './still-paid.ts';

const put = (text: string) => withStillPaid(tokenize(text));

it.each([
  ['is Netflix still charging me', 'my last payment to netflix'],
  ['does Netflix still bill us', 'my last payment to netflix'],
  ['do I still pay for the gym', 'my last payment to the gym'],
  ['are we still being billed by Media Markt', 'my last payment to media markt'],
  ['am I still subscribed to Netflix', 'my last payment to netflix'],
  ['is my Netflix subscription still active', 'my last payment to netflix'],
  ['is our gym membership still running', 'my last payment to gym'],
])('is when it was paid last: %s', (text, last) => expect(said(put(text))).toBe(last));

it('is a clause of its own', () => {
  expect(put('does Netflix still bill us').map(({ last }) => last)).toEqual([
    false,
    false,
    false,
    false,
    true,
  ]);
});

it.each([
  'do I pay for Netflix',
  'am I still taking Lipitor',
  'is my prescription still active',
  'is my Netflix subscription still cheap',
  'what am I still paying for',
  'am I still paying',
  'still paying Netflix',
])('leaves another question as it is: %s', (text) => expect(said(put(text))).toBe(said(tokenize(text))));
