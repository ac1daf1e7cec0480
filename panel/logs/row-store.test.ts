import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countBelow, RowStore } from './log-index.ts';

it('keeps every row through its growth', () => {
  const store = new RowStore();
  for (let row = 0; row < 20_000; row += 1) store.add(row * 1e6, row % 300, row % 5);
  expect(store.count).toBe(20_000);
  expect([store.start(19_999), store.length(19_999), store.level(19_999)]).toEqual([19_999e6, 199, 4]);
  expect([store.start(4_095), store.start(4_096)]).toEqual([4_095e6, 4_096e6]);
});

it('counts a filtered view on as rows come', () => {
  const store = new RowStore();
  for (const level of [2, 0, 3, 1]) store.add(0, 0, level);
  expect(store.view(undefined)).toBeUndefined();
  expect(store.view(1)).toEqual([1, 3]);
  store.add(0, 0, 0);
  expect(store.view(1)).toEqual([1, 3, 4]);
  expect(store.view(0)).toEqual([1, 4]);
});

it('counts below as counting one by one does', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50)), fc.nat(60), (values, value) => {
      const list = [...values].sort((one, other) => one - other);
      return countBelow(list, value) === list.filter((one) => one < value).length;
    }),
  );
});
