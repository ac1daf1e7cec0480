import { describe, expect, it } from 'vitest';
import { joinedWords } from '../words/token.ts';
import { tokenize } from '../words/tokenize.ts';
import { withDoctorCalled, withNumberAsked } from './number-to-call.ts';

describe('the number of somebody to call', () => {
  it.each([
    ['', ''],
    ['at which phone number can I reach Tim', 'what is the phone number of tim'],
    ['what number do I call', 'what number do i call'],
    [
      'what number do I call the old eye doctor there now',
      'what number do i call the old eye doctor there now',
    ],
    ['what number do I call the eye doctor there', 'what is the number of the eye doctor there'],
    ['what number do I call for my eyes', 'what number do i call for my eyes'],
    ['I need to reach Tim, what is the number', 'what is the number of tim'],
    ['I need to see Tim, what is the number', 'i need to see tim what is the number'],
    ['I need to call Tim, so what is the number', 'what is the number of tim'],
    ['I need to call Tim and do you have his number', 'what is the number of tim'],
    ['I need to call Tim and do we have his number', 'i need to call tim and do we have his number'],
    ['I need to call, what is the number', 'i need to call what is the number'],
    [
      'I need to call the old eye doctor there now, what is the number',
      'i need to call the old eye doctor there now what is the number',
    ],
    ['I need to call the eye doctor there, what is the number', 'what is the number of the eye doctor there'],
    ['I need to call Tim', 'i need to call tim'],
    ['I need to call Tim, what is the address', 'i need to call tim what is the address'],
    ['I need to call Tim, how do I reach him', 'what is the number of tim'],
    ['I need to call Tim, what number is it', 'what is the number of tim'],
    ['call Tim, what is the number', 'call tim what is the number'],
  ])('%s: %s', (text, put) => expect(joinedWords(withNumberAsked(tokenize(text)))).toBe(put));

  it.each([
    ['', ''],
    ['who do I call about my eyes', 'phone number of the doctor for my eyes'],
    ['who do I call about my eyes, and what is the number', 'phone number of the doctor for my eyes'],
    ['who do I call about my eyes, and what is the dose', 'who do i call about my eyes and what is the dose'],
    ['who do I call about that', 'who do i call about that'],
    ['who do I call about the', 'who do i call about the'],
    ['who do I call about my sore old eyes', 'phone number of the doctor for my sore old eyes'],
    ['who do I call about my very sore old eyes', 'who do i call about my very sore old eyes'],
    ['who do I see about my eyes', 'who do i see about my eyes'],
    ['who do I call about a problem with my eyes', 'phone number of the doctor for my eyes'],
    ['who do I call with a question of the eyes', 'phone number of the doctor for my eyes'],
    ['who do I call about without my eyes', 'phone number of the doctor for my without my eyes'],
    ['who do I call about my office', 'phone number of the doctor for my office'],
  ])('of the doctor for it: %s: %s', (text, put) =>
    expect(joinedWords(withDoctorCalled(tokenize(text)))).toBe(put),
  );
});
