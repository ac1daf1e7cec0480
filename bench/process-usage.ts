import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseProcessStat } from './busy/process-stat.ts';
import { median } from './spread.ts';

// CPU and memory of a process from Linux's `/proc`. Other systems have none, and skip these rows.

/** Whether this system has `/proc/<pid>/status` and `stat`. */
export function hasProcFiles(): boolean {
  return process.platform === 'linux';
}

/** Resident memory of a process in bytes. @throws Error if the process has ended */
export function residentBytes(pid: number): number {
  return parseResident(readFileSync(`/proc/${pid}/status`, 'utf8'));
}

/** CPU seconds that a process has used, user and system. @throws Error if it has ended */
export function cpuSeconds(pid: number): number {
  return parseProcessStat(readFileSync(`/proc/${pid}/stat`, 'utf8')).seconds;
}

/** `VmRSS:	   61440 kB` of a `status` file, in bytes. */
export function parseResident(status: string): number {
  const kib = /^VmRSS:\s*(\d+) kB$/m.exec(status)?.[1];
  if (kib === undefined) throw new Error('a process status without VmRSS');
  return Number(kib) * 1024;
}

/** CPU use of a server under load. Near 100 % of a core, the server is the bottleneck and not the load generator. */
export class CpuUsage {
  readonly #pid: number;
  readonly #shares: number[] = [];
  readonly #costs: number[] = [];

  constructor(pid: number) {
    this.#pid = pid;
  }

  /** Runs `load`, which returns events per second, and records the CPU time that it costs the server. */
  async during(load: () => Promise<number>): Promise<number> {
    if (!hasProcFiles()) return load();
    const [from, usedBefore] = [performance.now(), cpuSeconds(this.#pid)];
    const rate = await load();
    const share = ((cpuSeconds(this.#pid) - usedBefore) * 1000) / (performance.now() - from);
    this.#shares.push(share);
    this.#costs.push((share / rate) * 1_000_000);
    return rate;
  }

  /** CPU time of one event, the median of the loads. */
  get microsecondsEach(): number {
    return median(this.#costs);
  }

  /** `97 % of a core, 14.2 µs each`. */
  get describe(): string {
    if (this.#shares.length === 0) return 'not available on this system';
    return `${Math.round(median(this.#shares) * 100)} % of a core, ${this.microsecondsEach.toFixed(1)} µs each`;
  }
}

const POLL_INTERVAL_MS = 1_000;
/** Memory that changes less than this over `STABLE_SAMPLES` samples is stable. */
const STABLE_BYTES = 512 * 1024;
const STABLE_SAMPLES = 5;
const MAX_SAMPLES = 30;

/** Resident memory in bytes once it no longer changes: after a load, V8 returns pages with a delay. */
export async function waitForStableMemory(pid: number): Promise<number> {
  const samples: number[] = [];
  while (samples.length < MAX_SAMPLES) {
    samples.push(residentBytes(pid));
    const last = samples.slice(-STABLE_SAMPLES);
    if (last.length === STABLE_SAMPLES && Math.max(...last) - Math.min(...last) < STABLE_BYTES) break;
    await sleep(POLL_INTERVAL_MS);
  }
  return samples.at(-1) ?? Number.NaN;
}

/** CPU use of a process over `ms` milliseconds, in percent of one core. */
export async function measureCpuPercent(pid: number, ms: number): Promise<number> {
  const [from, usedBefore] = [performance.now(), cpuSeconds(pid)];
  await sleep(ms);
  return ((cpuSeconds(pid) - usedBefore) * 100_000) / (performance.now() - from);
}
