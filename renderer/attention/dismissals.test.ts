import { expect, it } from 'vitest';
import { addDismissed, readDismissed } from './dismissals.ts';

function memory(value?: string) {
  const store = new Map(value === undefined ? [] : [['hal-panel.dismissed', value]]);
  return {
    getItem: (key: string) => store.get(key) ?? null,
    setItem: (key: string, text: string) => void store.set(key, text),
  };
}

it('keeps what was put away, once, and forgets the oldest', () => {
  const store = memory();
  let dismissed: readonly string[] = [];
  for (let number = 0; number < 60; number += 1)
    dismissed = addDismissed(store, dismissed, `incident ${number}`);
  dismissed = addDismissed(store, dismissed, 'incident 59');
  expect(readDismissed(store)).toEqual(dismissed);
  expect(dismissed).toHaveLength(50);
  expect(dismissed.at(-1)).toBe('incident 59');
  expect(dismissed).not.toContain('incident 0');
});

it('works without storage, and with what others left in it', () => {
  const full = {
    getItem: () => {
      throw new Error('disabled');
    },
    setItem: () => {
      throw new Error('full');
    },
  };
  expect(addDismissed(full, ['a'], 'b')).toEqual(['a', 'b']);
  expect(readDismissed(full)).toEqual([]);
  expect(readDismissed(undefined)).toEqual([]);
  expect(readDismissed(memory('{"no": "list"}'))).toEqual([]);
  expect(readDismissed(memory('["a", 1]'))).toEqual(['a']);
});
