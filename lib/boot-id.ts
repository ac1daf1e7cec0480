import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';
import type { Clock } from './clock.ts';

/** Elsewhere than on Linux the time of the boot is known to the precision of the wall clock, ms. */
const PRECISION_MS = 600_000;

/** Names the run of the machine that is under way: the kernel's own id on Linux, else about when it was started. */
export function bootId(clock: Pick<Clock, 'now'>): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return `at:${Math.round((clock.now() / 1_000 - uptime()) / (PRECISION_MS / 1_000))}`;
  }
}

/** Whether two ids name the same run: two times of one boot may be rounded apart. */
export function isSameBoot(one: string, other: string): boolean {
  if (one === other) return true;
  const times = [one, other].map((id) => /^at:(\d+)$/.exec(id)?.[1]);
  const [first, second] = times;
  return first !== undefined && second !== undefined && Math.abs(Number(first) - Number(second)) <= 1;
}
