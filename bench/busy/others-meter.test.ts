import { expect, it } from 'vitest';
import { OthersMeter } from './others-meter.ts';
import type { ProcessStat } from './process-stat.ts';

/** Processes as `[pid, parent, name, seconds]`. */
function table(
  ...processes: (readonly [number, number, string, number])[]
): ReadonlyMap<number, ProcessStat> {
  return new Map(
    processes.map(([pid, parent, name, seconds]) => [
      pid,
      { pid, parent, name, seconds, startedAt: 5, childSeconds: 0 },
    ]),
  );
}

const MEASURED = {
  root: 100,
  programs: ['qm'],
  isDetached: (pid: number) => pid === 300,
  nameOf: ({ name }: ProcessStat) => name,
};

function used(...looks: (readonly [number, number, string, number])[][]): [string, number][] {
  const [first = [], ...later] = looks;
  const meter = new OthersMeter(MEASURED, table(...first));
  for (const look of later) meter.add(table(...look));
  return [...meter.seconds];
}

it('adds up what other programs use, by name', () => {
  expect(
    used(
      [[200, 1, 'tsc', 4]],
      [
        [200, 1, 'tsc', 5],
        [201, 1, 'tsc', 2],
      ],
      [[201, 1, 'tsc', 2.5]],
    ),
  ).toEqual([['tsc', 3.5]]);
});

it('leaves out the benchmark, what it starts, programs of the group and threads of the kernel', () => {
  const second: (readonly [number, number, string, number])[] = [
    [2, 0, 'kthreadd', 1],
    [9, 2, 'ksoftirqd/0', 1],
    [100, 1, 'node', 1],
    [101, 100, 'listener', 1],
    [102, 101, 'worker', 1],
    [103, 1, 'qm', 1],
    [300, 1, 'detached', 1],
  ];
  expect(used([], second)).toEqual([]);
});

it('leaves out what was below the benchmark once', () => {
  expect(
    used(
      [
        [101, 100, 'listener', 1],
        [100, 1, 'node', 0],
      ],
      [[101, 1, 'listener', 7]],
    ),
  ).toEqual([]);
});
