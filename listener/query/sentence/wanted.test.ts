import { describe, expect, it } from 'vitest';
import { tokenize } from '../words/tokenize.ts';
import { isWanted } from './wanted.ts';

describe('what is to be done', () => {
  it.each([
    'get me an appointment',
    'ok, could you get me another appointment for Friday?',
    'give us a refund',
    'please give me my money back now',
    'can I get a new prescription?',
    'would it be possible for me to have a visit?',
    'refund me',
    'just refund my money',
    'rent us a van',
    'please repeat that',
    'I need the dentist, please book one for Friday',
    'my visit on Friday: cancel it',
  ])('is wanted: %s', (text) => expect(isWanted(tokenize(text))).toBe(true));

  it.each([
    'give me my appointments',
    'get me the appointment with Dr. Chen',
    'give me an appointment list',
    'can I get my prescriptions?',
    'did they refund me?',
    'what was the refund for?',
    'what rent do I pay?',
    'how many repeats are left?',
    'what did I book?',
    'cancel',
  ])('is not: %s', (text) => expect(isWanted(tokenize(text))).toBe(false));
});
