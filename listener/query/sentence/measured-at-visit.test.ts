import { expect, it } from 'vitest';
import { tokenize } from '../words/tokenize.ts';
import { isMeasuredAtVisit } from './measured-at-visit.ts';

it.each([
  [true, "When I saw Dr. O'Brien in the summer, what was my blood pressure?"],
  [true, 'when I was at the dentist how high was my pulse'],
  [false, 'when did I see him about my blood pressure'],
  [false, 'When I saw Dr. Chen, what was it for?'],
  [false, 'what was my blood pressure'],
])('is %s of what was measured at a visit: %s', (is, text) => {
  expect(isMeasuredAtVisit(tokenize(text))).toBe(is);
});
