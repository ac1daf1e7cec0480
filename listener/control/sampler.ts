import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Sample } from '../../contract/samples.ts';
import { tenths } from './sample-history.ts';

/** What the listener did since it was last asked. */
export interface Load {
  readonly connections: number;
  readonly queries: number;
  /** Of those queries, ms; a part of them where there were very many. */
  readonly latencies: readonly number[];
}

/** What the process says of itself; tests bring their own. */
export interface ProcessGauges {
  /** Processor time used so far, ms, user and system. */
  cpuMs(): number;
  memory(): { readonly rss: number; readonly heapUsed: number };
  /** 99th percentile since the last call, ms. */
  loopDelay(): number;
  /** Milliseconds on a clock that is never set. */
  monotonic(): number;
  /** Milliseconds since the epoch. */
  now(): number;
  close(): void;
}

/** Measures the span since the measurement before. */
export class Sampler {
  readonly #gauges: ProcessGauges;
  #cpuMs: number;
  #at: number;

  constructor(gauges: ProcessGauges) {
    this.#gauges = gauges;
    this.#cpuMs = gauges.cpuMs();
    this.#at = gauges.monotonic();
  }

  sample(load: Load): Sample {
    const { cpuMs, memory, loopDelay, monotonic, now } = this.#gauges;
    const at = monotonic();
    const used = cpuMs();
    // Two measurements in one tick would divide by nothing.
    const elapsed = Math.max(at - this.#at, 1);
    const cpu = (100 * (used - this.#cpuMs)) / elapsed;
    this.#at = at;
    this.#cpuMs = used;
    const { rss, heapUsed } = memory();
    const sorted = [...load.latencies].sort((one, other) => one - other);
    return {
      at: now(),
      cpu: tenths(cpu),
      rss,
      heap: heapUsed,
      loopDelay: tenths(loopDelay()),
      connections: load.connections,
      queriesPerSecond: tenths((load.queries * 1_000) / elapsed),
      latencyP50: percentile(sorted, 0.5),
      latencyP99: percentile(sorted, 0.99),
    };
  }
}

/** Nearest rank; null of nothing. */
export function percentile(sorted: readonly number[], share: number): number | null {
  const found = sorted[Math.max(Math.ceil(sorted.length * share) - 1, 0)];
  return found === undefined ? null : tenths(found);
}

/** Milliseconds between two looks at the event loop: 20 a second cost nothing that can be measured. */
const LOOK_MS = 50;

/** This process. Close it, or it goes on measuring. */
export function processGauges(now: () => number): ProcessGauges {
  const delay = monitorEventLoopDelay({ resolution: LOOK_MS });
  delay.enable();
  return {
    cpuMs: () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1_000;
    },
    memory: () => process.memoryUsage(),
    loopDelay: () => {
      // Nanoseconds, and they count from the look before: the resolution is no delay. NaN before the first look.
      const ms = delay.percentile(99) / 1e6 - LOOK_MS;
      delay.reset();
      return Number.isFinite(ms) ? Math.max(ms, 0) : 0;
    },
    monotonic: () => performance.now(),
    now,
    close: () => void delay.disable(),
  };
}
