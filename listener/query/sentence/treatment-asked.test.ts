import { describe, expect, it } from 'vitest';
import { tokenize } from '../words/tokenize.ts';
import { withTreatmentAsked } from './treatment-asked.ts';

const read = (text: string) =>
  withTreatmentAsked(tokenize(text))
    .map(({ word }) => word)
    .join(' ');

describe('what a medicine treats', () => {
  it.each([
    ['which drugs treat my high blood pressure', 'which drugs for my high blood pressure'],
    ['which of my medicines treats diabetes', 'which of my medicines for diabetes'],
    ['what pill is helping with my asthma', 'what pill for my asthma'],
    ['is there a tablet that controls my blood pressure', 'is there a tablet for my blood pressure'],
  ])('is what it is for: %s', (text, put) => {
    expect(read(text)).toBe(put);
  });

  it.each([
    'which medicines treat asthma',
    'which doctor treats my diabetes',
    'which of my medicines helps',
    'what does my medicine treat',
  ])('is asked so of nothing else: %s', (text) => {
    expect(read(text)).toBe(text);
  });
});
