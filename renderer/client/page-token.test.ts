import { expect, it } from 'vitest';
import { takeToken } from './page-token.ts';

function opened(hash: string, kept = new Map<string, string>()) {
  const cleaned: string[] = [];
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  const token = takeToken({ hash, pathname: '/' }, storage, (address) => cleaned.push(address));
  return { token, cleaned, kept };
}

it('removes the token from the address and keeps it for a reload', () => {
  const first = opened('#token=abc');
  expect([first.token, first.cleaned]).toEqual(['abc', ['/']]);
  expect(opened('#/logs', first.kept).token).toBe('abc');
});

it('prefers a newer link over the stored token', () => {
  expect(opened('#token=new', opened('#token=old').kept).token).toBe('new');
});

it('has no token if the page was opened without the link', () => {
  expect(opened('').token).toBeUndefined();
  expect(opened('#token=').token).toBeUndefined();
});
