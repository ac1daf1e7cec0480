import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';
import type { Clock } from './clock.ts';

/** On systems other than Linux the time of boot is computed from the wall clock and rounded to this. */
const BOOT_TIME_PRECISION_MS = 600_000;

/** Identifies the current boot of the machine: the kernel's id on Linux, otherwise its approximate time. */
export function bootId(clock: Pick<Clock, 'now'>): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return `at:${Math.round((clock.now() / 1_000 - uptime()) / (BOOT_TIME_PRECISION_MS / 1_000))}`;
  }
}

/** Whether two ids denote the same boot: two readings of its time may be rounded differently. */
export function isSameBoot(one: string, other: string): boolean {
  if (one === other) return true;
  const times = [one, other].map((id) => /^at:(\d+)$/.exec(id)?.[1]);
  const [first, second] = times;
  return first !== undefined && second !== undefined && Math.abs(Number(first) - Number(second)) <= 1;
}
