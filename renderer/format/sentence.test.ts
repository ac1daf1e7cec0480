import { expect, it } from 'vitest';
import { sentence } from './text.ts';

it('gives a line a capital and an end, unless it has them', () => {
  expect(sentence('renew it')).toBe('Renew it.');
  expect(sentence('Killed, or crashed.')).toBe('Killed, or crashed.');
  expect(sentence('the certificate ended', '')).toBe('The certificate ended');
  expect(sentence('')).toBe('');
});
