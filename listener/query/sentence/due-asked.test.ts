import { describe, expect, it } from 'vitest';
import { tokenize } from '../words/tokenize.ts';
import { asksForPayday, asksWhenDue } from './due-asked.ts';

const asks = (text: string) => asksWhenDue(tokenize(text), () => /netflix/i.test(text));

describe('when something has to be paid', () => {
  it.each([
    'when is the phone bill due',
    'what is the due date of my mortgage',
    'is the cable bill overdue',
    'when is netflix due',
    'the deadline of the first instalment payment',
    'when do I have to pay the garage',
    'by when must we pay the plumber',
    'how long do I have to pay this invoice',
    'what day do I need to pay the gym by',
    'the last day I can pay the plumber',
    'how do I find out when to pay my water bill',
    'when does my water bill need to be paid',
    'when should my phone bill be paid',
    'do I have to pay netflix this week',
    'must I pay the water bill already',
    'when is my next water bill',
    'which day will the next premium be',
    'when do I get paid',
    'what day is payday',
    'how many days until payday',
    'when does my salary come in',
  ])('is asked: %s', (text) => expect(asks(text)).toBe(true));

  it.each([
    'when is the dentist due',
    'when am I due for a check',
    'was the late payment due to the holidays',
    'is my rash due to netflix',
    'when did I pay the garage',
    'how much do I have to pay for rent',
    'do I have to pay the plumber',
    'should I pay my loan',
    'when do I need to pay attention',
    'will I pay a fee if I use my card',
    'when was the next bill paid',
    'when is my next visit',
    'when is my next check with the doctor',
    'due',
  ])('is not asked: %s', (text) => expect(asks(text)).toBe(false));

  it('is asked of one’s pay', () => {
    expect(asksForPayday(tokenize('when will I be paid'))).toBe(true);
    expect(asksForPayday(tokenize('when is my rent paid'))).toBe(false);
  });
});
