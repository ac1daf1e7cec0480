import { monitorEventLoopDelay } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import type { Sample } from '../../contract/samples.ts';
import type { Clock } from '../../lib/clock.ts';
import { lastKnown } from '../../lib/last-known.ts';
import { roundToTenth } from './sample-history.ts';

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
  readonly clock: Clock;
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
    this.#at = gauges.clock.monotonic();
  }

  /** `at` is a moment of the monotonic clock. */
  sample(load: Load): Sample {
    const { cpuMs, memory, loopDelay, clock } = this.#gauges;
    const at = clock.monotonic();
    const used = cpuMs();
    // Two measurements in one tick would divide by nothing.
    const elapsed = Math.max(at - this.#at, 1);
    const cpu = (100 * (used - this.#cpuMs)) / elapsed;
    this.#at = at;
    this.#cpuMs = used;
    const { rss, heapUsed } = memory();
    const sorted = [...load.latencies].sort((one, other) => one - other);
    return {
      at,
      cpu: roundToTenth(cpu),
      rss,
      heap: heapUsed,
      loopDelay: roundToTenth(loopDelay()),
      connections: load.connections,
      queriesPerSecond: roundToTenth((load.queries * 1_000) / elapsed),
      latencyP50: percentile(sorted, 0.5),
      latencyP99: percentile(sorted, 0.99),
    };
  }
}

/** Nearest rank; null of nothing. */
export function percentile(sorted: readonly number[], share: number): number | null {
  const found = sorted[Math.max(Math.ceil(sorted.length * share) - 1, 0)];
  return found === undefined ? null : roundToTenth(found);
}

/** Milliseconds between two looks at the event loop: 20 a second cost nothing that can be measured. */
const LOOP_DELAY_RESOLUTION_MS = 50;

/**
 * This process. Close it, or it goes on measuring. A figure that the system does not give keeps its last value.
 *
 * @param onFailure hears once of each figure that cannot be read
 */
export function processGauges(
  clock: Clock,
  onFailure: (figure: string, error: unknown) => void = () => undefined,
): ProcessGauges {
  const keepLast = <T>(figure: string, read: () => T, fallback: () => T): (() => T) =>
    lastKnown(read, fallback, (error) => onFailure(figure, error));
  const delay = monitorEventLoopDelay({ resolution: LOOP_DELAY_RESOLUTION_MS });
  delay.enable();
  return {
    cpuMs: keepLast(
      'CPU',
      () => {
        const { user, system } = process.cpuUsage();
        return (user + system) / 1_000;
      },
      () => 0,
    ),
    // It opens a file in /proc. The most that was ever used is asked of the kernel.
    memory: keepLast('memory', () => process.memoryUsage(), peakMemory),
    loopDelay: () => {
      // Nanoseconds, and they count from the look before: the resolution is no delay. NaN before the first look.
      const ms = delay.percentile(99) / 1e6 - LOOP_DELAY_RESOLUTION_MS;
      delay.reset();
      return Number.isFinite(ms) ? Math.max(ms, 0) : 0;
    },
    clock,
    close: () => void delay.disable(),
  };
}

function peakMemory(): ReturnType<ProcessGauges['memory']> {
  return { rss: process.resourceUsage().maxRSS * 1_024, heapUsed: getHeapStatistics().used_heap_size };
}

/** Whether a figure has been over its limit for too long. Pure: time comes with each observation. */
export interface AlarmState {
  /** When the figure went over, ms; undefined while it is under. */
  readonly overSince: number | undefined;
  readonly raised: boolean;
}

export const NOT_RAISED: AlarmState = { overSince: undefined, raised: false };

/** Shorter excesses are work, not trouble. */
export const ALARM_AFTER_MS = 60_000;

/** @param now milliseconds, any clock that is never set */
export function updateAlarm(state: AlarmState, value: number, limit: number, now: number): AlarmState {
  if (value <= limit) return NOT_RAISED;
  const overSince = state.overSince ?? now;
  return { overSince, raised: now - overSince >= ALARM_AFTER_MS };
}
