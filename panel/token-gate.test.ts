import { expect, it } from 'vitest';
import { bearer, isToken, newPanelToken, TokenGate } from './token-gate.ts';

it('answers the right token at once, and each wrong one slower', async () => {
  const waits: number[] = [];
  const door = new TokenGate('right', async (ms) => waits.push(ms));
  expect(await door.accepts({ token: 'right' })).toBe(true);
  expect(waits).toEqual([]);
  for (const message of [{ token: 'wrong' }, { token: 7 }, undefined, {}, 'right', [], { token: '' }]) {
    expect(await door.accepts(message)).toBe(false);
  }
  expect(waits).toEqual([250, 500, 1_000, 2_000, 4_000, 5_000, 5_000]);
  expect(await door.accepts({ token: 'right' })).toBe(true);
  expect(await door.accepts({ token: 'wrong' })).toBe(false);
  expect(waits.at(-1)).toBe(250);
});

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
