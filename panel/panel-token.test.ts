import { expect, it } from 'vitest';
import { bearer, isToken, newPanelToken } from './token-gate.ts';

it('is new every time, and long', () => {
  expect(newPanelToken()).toMatch(/^[A-Za-z0-9_-]{32}$/);
  expect(newPanelToken()).not.toBe(newPanelToken());
});

it('is compared whole', () => {
  const token = newPanelToken();
  expect(isToken(token, token)).toBe(true);
  for (const wrong of ['', token.slice(1), `${token}x`, token.toLowerCase().toUpperCase()]) {
    expect(isToken(wrong, token)).toBe(false);
  }
});

it('is read from an Authorization header and nothing like it', () => {
  expect(bearer('Bearer abc-_9')).toBe('abc-_9');
  for (const header of [undefined, '', 'Bearer', 'Bearer ', 'bearer abc', 'Basic abc', 'Bearer a b']) {
    expect(bearer(header)).toBeUndefined();
  }
});
