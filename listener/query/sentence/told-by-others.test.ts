import { describe, expect, it } from 'vitest';
import { subjectOf } from '../testing/built-in-table.ts';
import type { Token } from '../words/token.ts';
import { tokenize } from '../words/tokenize.ts';
import { withCauseInFront, withDoneByOthers, withOnlyInFront, withoutNeeded } from './told-by-others.ts';

const { measures } = subjectOf('HEALTH_DATA');
const said = (tokens: readonly Token[]) => tokens.map(({ word }) => word).join(' ');

describe('what others did to the speaker', () => {
  it.each([
    ['did anybody measure my pulse in June', 'did i measure my pulse in june'],
    ['when did they last check my weight', 'when did i last check my weight'],
    ['why they gave me Zyrtec', 'why did they give me zyrtec'],
    ['why they put me on Lantus', 'why did they put me on lantus'],
  ])('is asked as of what the speaker did: %s', (text, put) => {
    expect(said(withDoneByOthers(tokenize(text), measures))).toBe(put);
  });

  it.each([
    'did anybody take my pills',
    'did the nurse measure my pulse',
    'did they take my money',
    'why they left',
  ])('stays as it is: %s', (text) => {
    expect(said(withDoneByOthers(tokenize(text), measures))).toBe(text.toLowerCase());
  });
});

describe('a record that is needed', () => {
  it.each([
    ['I need my latest pulse for the nurse', 'my latest pulse'],
    ['we need our allergy list', 'our allergy list'],
    ['i want my blood sugar readings from May', 'my blood sugar readings from may'],
  ])('is asked for: %s', (text, put) => {
    expect(said(withoutNeeded(tokenize(text)))).toBe(put);
  });

  it.each([
    'i need my blood pressure checked',
    'i need my allergy pills',
    'i want my weight down',
    'i need a nurse',
  ])('is nothing that may be had: %s', (text) => {
    expect(said(withoutNeeded(tokenize(text)))).toBe(text);
  });
});

describe('what one gets from a thing', () => {
  it.each([
    ['do I get a skin rash from sulfa', 'does sulfa give me skin rash'],
    ['did we get hives when I eat peanuts', 'did peanuts give me hives'],
  ])('is what it gives: %s', (text, put) => {
    expect(said(withCauseInFront(tokenize(text)))).toBe(put);
  });

  it.each(['do i get a refund from acme', 'do i get hives', 'does latex give me a rash'])(
    'is no symptom: %s',
    (text) => {
      expect(said(withCauseInFront(tokenize(text)))).toBe(text);
    },
  );
});

describe('a heading that ends in "only"', () => {
  it('has it in front', () => {
    expect(said(withOnlyInFront(tokenize('mild allergies only')))).toBe('only mild allergies');
  });

  it.each(['only mild allergies', 'do i have mild allergies only'])('is no other: %s', (text) => {
    expect(said(withOnlyInFront(tokenize(text)))).toBe(text);
  });
});
