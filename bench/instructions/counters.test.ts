import { expect, it } from 'vitest';
import { COUNTERS, instructionsEach } from './counters.ts';

const [perf, valgrind] = COUNTERS;

it('reads the count of perf', () => {
  expect(perf?.read('noise\n123456789,,instructions:u,5000,100.00,,\n')).toBe(123_456_789);
});

it('takes no count from perf where the processor has no counter', () => {
  expect(perf?.read('<not supported>,,instructions:u,0,100.00,,\n')).toBeUndefined();
  expect(perf?.read('Error: No permission to enable instructions:u event.')).toBeUndefined();
});

it('reads the count of callgrind', () => {
  const printed = '==42== \n==42== Events    : Ir\n==42== Collected : 5167003\n==42== \n';
  expect(valgrind?.read(printed)).toBe(5_167_003);
  expect(valgrind?.read('==42== Fatal error at startup')).toBeUndefined();
});

it('leaves out what both runs do besides the questions', () => {
  expect(instructionsEach(1_000_500, 1_001_000, 100)).toBe(5);
});
