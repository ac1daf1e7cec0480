import { describe, expect, it } from 'vitest';
import { joinedWords } from '../words/token.ts';
import { tokenize } from '../words/tokenize.ts';
import { withoutDenial } from './denied.ts';

const asked = (text: string) => joinedWords(withoutDenial(tokenize(text)));

describe('what is denied and then asked', () => {
  it.each([
    ["The check-up isn't cancelled, is it?", 'is the check up cancelled'],
    ["I don't see the dentist on Thursday, do I?", 'do i see the dentist on thursday'],
    ["There's nothing on Friday, is there?", 'is there anything on friday'],
    ['I have nothing on tomorrow, do I?', 'do i have anything on tomorrow'],
    ["I've no appointments in March, have I?", 'have i any appointments in march'],
    ['My blood pressure never went above 145, did it?', 'did my blood pressure ever went above 145'],
    ["I don't think I have been there. Have I?", 'have i been there'],
  ])('is the question itself: %s', (text, question) => expect(asked(text)).toBe(question));

  it.each([
    'I take lisinopril, do I?',
    "I don't take Lipitor",
    "I don't take Lipitor, don't I?",
    "I don't only take Lipitor, do I?",
    "I don't take nothing, do I?",
    "I don't, or rather didn't, take it, do I?",
    "you don't know it, do you?",
  ])('is nothing else: %s', (text) => expect(asked(text)).toBe(joinedWords(tokenize(text))));
});
