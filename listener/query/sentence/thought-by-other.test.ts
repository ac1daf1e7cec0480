import { expect, it } from 'vitest';
import { tokenize } from '../words/tokenize.ts';
import { thoughtByOther } from './thought-by-other.ts';

it.each([
  ['my wife thinks I missed a visit, did I?', 3],
  ['the doctor says that I take Lipitor, do I?', 4],
  ['my son is sure I am allergic to milk, am I?', 4],
  ['my wife takes Lipitor, do I?', 0],
  ['my wife thinks she missed a visit, did I?', 0],
  ['my wife thinks I missed a visit', 0],
])('whoever says so, the speaker asks: %s', (text, length) => {
  expect(thoughtByOther(tokenize(text))).toBe(length);
});
