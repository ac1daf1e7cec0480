import { describe, expect, it } from 'vitest';
import { tokenize } from '../words/tokenize.ts';
import { withBothDetails } from './both-details.ts';

const asked = (text: string) =>
  withBothDetails(tokenize(text))
    ?.map(({ word }) => word)
    .join(' ');

describe('two things compared by a detail of each', () => {
  it.each([
    ['which is cheaper, Lipitor or lisinopril?', 'cost of lipitor and lisinopril'],
    ['does Lantus cost more than Synthroid', 'cost of lantus and synthroid'],
    ['do I have more refills on Lantus than on Synthroid', 'refill of lantus and synthroid'],
    ['is my peanut allergy worse than my latex allergy', 'severity of peanut and latex'],
    ['which did I start first, Lantus or metformin', 'start date of lantus and metformin'],
    ['did I start Lantus before metformin', 'start date of lantus and metformin'],
    ['is my lipitor dose bigger than my lisinopril dose', 'dose of lipitor and lisinopril'],
    ['which am I on longer, lisinopril or lipitor', 'start date of lisinopril and lipitor'],
    ['have I been on Lipitor longer than Lantus', 'start date of lipitor and lantus'],
  ])('asks for the detail of both: %s', (text, both) => expect(asked(text)).toBe(both));

  it.each(['is Lipitor cheaper this year', 'which is worse', 'did I spend more in May than in April'])(
    'needs two names and a detail: %s',
    (text) => expect(asked(text)).toBeUndefined(),
  );
});

it.each([
  ['', undefined],
  ['which is cheaper, or lisinopril', undefined],
  ['which is cheaper, Lipitor or the', undefined],
  ['which is cheaper, the old blue pill or lisinopril', 'cost of old blue pill and lisinopril'],
  ['which is cheaper, the very old blue pill or lisinopril', undefined],
  ['which is cheaper, Lipitor or the very old blue pill', undefined],
  ['which was earlier, Lantus or metformin', undefined],
])('needs two short names: %s: %s', (text, both) => expect(asked(text)).toBe(both));
