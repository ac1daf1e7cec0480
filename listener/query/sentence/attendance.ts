import { isAnyOf } from '../words/any-of.ts';
import { type Token, wordAt } from '../words/token.ts';

/**
 * "Did I make it to the dentist?", "have I seen Dr. Chen?": whether one was there, and not only whether a visit was
 * planned: "did I have an appointment in June?"
 */

const BEEN_THERE = new Set(
  (
    'go goes going went gone make made show showed shown turn turned attend attended been be ' +
    'see saw seen visit visited keep kept get got gotten come came meet met treated examined ' +
    'checked'
  ).split(' '),
);

export function asksOfAttendance(tokens: readonly Token[]): boolean {
  const first = wordAt(tokens, 0);
  return isAnyOf(first, 'did have has was were') && tokens.some(({ word }) => BEEN_THERE.has(word));
}
