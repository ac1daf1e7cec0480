import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countBelow, RowStore } from './row-store.ts';

it('keeps every row through its growth', () => {
  const store = new RowStore();
  for (let row = 0; row < 20_000; row += 1)
    store.add(row * 1e6, row % 300, row % 5, row % 2 === 0 ? row + 1 : 0);
  expect(store.count).toBe(20_000);
  expect([store.start(19_999), store.length(19_999), store.level(19_999)]).toEqual([19_999e6, 199, 4]);
  expect([store.start(4_095), store.start(4_096)]).toEqual([4_095e6, 4_096e6]);
  // A line without a time goes with the entry before it.
  expect([store.stamp(10_000), store.stamp(10_001)]).toEqual([10_001, 10_001]);
  expect([store.isEntry(10_000), store.isEntry(10_001)]).toEqual([true, false]);
});

it('counts below as counting one by one does', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50)), fc.nat(60), (values, value) => {
      const list = [...values].sort((one, other) => one - other);
      return countBelow(list, value) === list.filter((one) => one < value).length;
    }),
  );
});
