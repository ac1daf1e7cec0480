import { expect, it } from 'vitest';
import { cpuSeconds, hasProcFiles, parseCpuSeconds, parseResident, residentBytes } from './process-usage.ts';

it('reads resident memory from a status file', () => {
  const status = 'Name:\tnode\nVmPeak:\t 1053212 kB\nVmRSS:\t   61440 kB\nThreads:\t11\n';
  expect(parseResident(status)).toBe(60 * 1024 * 1024);
  expect(() => parseResident('Name:\tzombie\n')).toThrow('VmRSS');
});

it('reads user and system time from a stat file, whatever the program is called', () => {
  const times = 'S 1 2 3 0 -1 4194304 100 0 0 0 250 50 0 0 20 0 11 0 12345';
  expect(parseCpuSeconds(`42 (node) ${times}`)).toBe(3);
  expect(parseCpuSeconds(`42 (a) b (c) ${times}`)).toBe(3);
  expect(() => parseCpuSeconds('42 (node) S 1')).toThrow('times');
});

it.runIf(hasProcFiles())('reads the figures of this process', () => {
  expect(residentBytes(process.pid)).toBeGreaterThan(1024 * 1024);
  expect(cpuSeconds(process.pid)).toBeGreaterThan(0);
});
