import { expect, it } from 'vitest';
import { said } from '../words/phrases.ts';
import { tokenize } from '../words/tokenize.ts';
import { ofOneSpeaker } from './spoken-together.ts';

const put = (text: string) => said(ofOneSpeaker(tokenize(text)));

it.each([
  ['what do we take', 'what do i take'],
  ['our next appointment', 'my next appointment'],
  ['which of these are ours', 'which of these are mine'],
  ['what did Netflix charge us', 'what did netflix charge me'],
  ['are we allergic to nuts', 'am i allergic to nuts'],
  ['we are out of pills', 'i am out of pills'],
  ['were we at the dentist', 'was i at the dentist'],
  ['what are our allergies', 'what are my allergies'],
])('is asked by one speaker: %s', (text, own) => expect(put(text)).toBe(own));

it.each(['which of us takes Lipitor', 'rent in the US', 'what are my allergies', 'what do they take'])(
  'leaves another question as it is: %s',
  (text) => expect(put(text)).toBe(said(tokenize(text))),
);

it('keeps where a clause ends', () => {
  expect(ofOneSpeaker(tokenize('we do, and it is ours. Which?')).map(({ last }) => last)).toEqual(
    tokenize('we do, and it is ours. Which?').map(({ last }) => last),
  );
});
