import { expect, it } from 'vitest';
import { cpuBetween, descendantsOf } from './cpu-between.ts';
import type { ProcessStat } from './process-stat.ts';

function table(...processes: Partial<ProcessStat>[]) {
  return new Map(
    processes.map((given) => {
      const process = { pid: 1, parent: 0, name: 'p', startedAt: 5, seconds: 0, childSeconds: 0, ...given };
      return [process.pid, process];
    }),
  );
}

it('is what a process used since the first look', () => {
  const used = cpuBetween(table({ pid: 1, seconds: 4 }), table({ pid: 1, seconds: 6 }));
  expect([...used]).toEqual([[1, 2]]);
});

it('counts a process that started in between from its start, also under the number of another', () => {
  const used = cpuBetween(
    table({ pid: 2, seconds: 9 }),
    table({ pid: 2, startedAt: 8, seconds: 1 }, { pid: 3, seconds: 2 }),
  );
  expect([...used]).toEqual([
    [2, 1],
    [3, 2],
  ]);
});

it('finds what came and went in between with its parent', () => {
  const used = cpuBetween(table({ pid: 1 }), table({ pid: 1, childSeconds: 3 }));
  expect(used.get(1)).toBe(3);
});

it('does not count again what an ended child had used before', () => {
  const before = table({ pid: 1 }, { pid: 2, parent: 1, seconds: 7 });
  expect(cpuBetween(before, table({ pid: 1, childSeconds: 8 })).get(1)).toBe(1);
  // A parent that does not wait for its children has no times of them.
  expect(cpuBetween(before, table({ pid: 1 })).get(1)).toBe(0);
});

it('does not count again what ended with its parent', () => {
  const before = table({ pid: 1 }, { pid: 2, parent: 1, seconds: 2 }, { pid: 3, parent: 2, seconds: 7 });
  expect(cpuBetween(before, table({ pid: 1, childSeconds: 10 })).get(1)).toBe(1);
});

it('finds everything below a process', () => {
  const processes = table({ pid: 4, parent: 3 }, { pid: 3, parent: 2 }, { pid: 2 }, { pid: 9, parent: 1 });
  expect([...descendantsOf(2, processes)]).toEqual([2, 3, 4]);
});
