import { expect, it } from 'vitest';
import { cpuSeconds, hasProcFiles, parseResident, residentBytes } from './process-usage.ts';

it('reads resident memory from a status file', () => {
  const status = 'Name:\tnode\nVmPeak:\t 1053212 kB\nVmRSS:\t   61440 kB\nThreads:\t11\n';
  expect(parseResident(status)).toBe(60 * 1024 * 1024);
  expect(() => parseResident('Name:\tzombie\n')).toThrow('VmRSS');
});

it.runIf(hasProcFiles())('reads the figures of this process', () => {
  expect(residentBytes(process.pid)).toBeGreaterThan(1024 * 1024);
  expect(cpuSeconds(process.pid)).toBeGreaterThan(0);
});
