import { expect, it } from 'vitest';
import { dismiss, isDismissed } from './last-incident.tsx';

it('keeps a dismissed crash hidden and shows a later one', () => {
  const kept = new Map<string, string>();
  const store = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  expect(isDismissed(store, 1)).toBe(false);
  dismiss(store, 1);
  expect([isDismissed(store, 1), isDismissed(store, 2)]).toEqual([true, false]);
});

it('shows the crash if the browser cannot store the dismissal', () => {
  const forbidden = (): never => {
    throw new Error('denied');
  };
  for (const store of [undefined, { getItem: forbidden, setItem: forbidden }]) {
    dismiss(store, 1);
    expect(isDismissed(store, 1)).toBe(false);
  }
});
