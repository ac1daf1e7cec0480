import { monitorEventLoopDelay } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import { type History, RESOLUTIONS, type Resolution, type Sample } from '../../contract/status.ts';
import type { Clock, WallTimes } from '../../lib/clock.ts';
import { lastKnown } from '../../lib/last-known.ts';
import { Ring } from '../server/recent-activity.ts';

/** Activity of the listener since the last sample. */
export interface Load {
  readonly connections: number;
  readonly queries: number;
  /** Latencies of those queries in ms; a subset if there were very many. */
  readonly latencies: readonly number[];
}

/** Metrics of this process; tests replace them. */
export interface ProcessGauges {
  /** CPU time used so far, user and system, ms. */
  cpuMs(): number;
  memory(): { readonly rss: number; readonly heapUsed: number };
  /** 99th percentile since the last call, ms. */
  loopDelay(): number;
  readonly clock: Clock;
  close(): void;
}

/** Measures the interval since the previous sample. */
export class Sampler {
  readonly #gauges: ProcessGauges;
  #cpuMs: number;
  #at: number;

  constructor(gauges: ProcessGauges) {
    this.#gauges = gauges;
    this.#cpuMs = gauges.cpuMs();
    this.#at = gauges.clock.monotonic();
  }

  /** `at` is monotonic. */
  sample(load: Load): Sample {
    const { cpuMs, memory, loopDelay, clock } = this.#gauges;
    const at = clock.monotonic();
    const used = cpuMs();
    // Avoids a division by zero.
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

/** Nearest-rank percentile; null if there are no values. */
export function percentile(sorted: readonly number[], share: number): number | null {
  const found = sorted[Math.max(Math.ceil(sorted.length * share) - 1, 0)];
  return found === undefined ? null : roundToTenth(found);
}

/** Sampling interval of the event loop; 20 samples per second have no measurable cost. */
const LOOP_DELAY_RESOLUTION_MS = 50;

/**
 * Metrics of this process; call `close` to stop measuring. A metric that cannot be read keeps its last value.
 *
 * @param onFailure called once for each metric that cannot be read
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
    // `memoryUsage` opens a file in /proc. If that fails, the kernel reports the peak.
    memory: keepLast('memory', () => process.memoryUsage(), peakMemory),
    loopDelay: () => {
      // In ns, including the sampling interval itself, which is not a delay. NaN before the first sample.
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

/** A day of samples in three resolutions: about 2100 samples, 300 kB, and as many of the listeners before at most. */
export class SampleHistory {
  readonly #seconds = new Ring<Sample>(RESOLUTIONS.seconds.kept);
  readonly #tenSeconds = new Ring<Sample>(RESOLUTIONS.tenSeconds.kept);
  readonly #minutes = new Ring<Sample>(RESOLUTIONS.minutes.kept);
  #tenSecond: Sample[] = [];
  #minute: Sample[] = [];
  readonly #wall: WallTimes;
  readonly #earlier: History;
  #last: Sample | undefined;

  /** @param earlier samples of listeners before, with wall times */
  constructor(wall: WallTimes, earlier: History = { seconds: [], tenSeconds: [], minutes: [] }) {
    this.#wall = wall;
    this.#earlier = earlier;
  }

  /** The sample of the last second, with wall time; undefined before the first. */
  get last(): Sample | undefined {
    return this.#last && { ...this.#last, at: this.#wall.of(this.#last.at) };
  }

  /** Adds the sample of one second; `at` is monotonic. */
  add(second: Sample): void {
    this.#last = second;
    this.#seconds.add(second);
    this.#tenSecond.push(second);
    if (this.#tenSecond.length === 10) this.#finishTenSeconds();
    if (this.#minute.length === 6) this.#finishMinute();
  }

  /** The last samples, of less than ten seconds and less than a minute: nothing is added any more. */
  finish(): void {
    this.#finishTenSeconds();
    this.#finishMinute();
  }

  #finishTenSeconds(): void {
    const last = this.#tenSecond.at(-1);
    if (last === undefined) return;
    const ten = mergeSamples(this.#tenSecond, last);
    this.#tenSecond = [];
    this.#tenSeconds.add(ten);
    this.#minute.push(ten);
  }

  #finishMinute(): void {
    const last = this.#minute.at(-1);
    if (last === undefined) return;
    this.#minutes.add(mergeSamples(this.#minute, last));
    this.#minute = [];
  }

  /** Samples with wall times, those of listeners before first; in order even if the wall clock was set back. */
  all(): History {
    return {
      seconds: this.#withEarlier('seconds', this.#seconds),
      tenSeconds: this.#withEarlier('tenSeconds', this.#tenSeconds),
      minutes: this.#withEarlier('minutes', this.#minutes),
    };
  }

  #withEarlier(span: Resolution, ring: Ring<Sample>): Sample[] {
    const { everyMs, kept } = RESOLUTIONS[span];
    const own = ring.oldestFirst().map((sample) => ({ ...sample, at: this.#wall.of(sample.at) }));
    const first = own[0]?.at ?? Number.POSITIVE_INFINITY;
    const now = this.last?.at;
    const from = now === undefined ? 0 : now - everyMs * kept;
    const earlier = this.#earlier[span].filter(({ at }) => at < first && at > from);
    return [...earlier, ...own].slice(-kept);
  }
}

/**
 * Merges several samples. Levels and rates are averaged; 99th percentiles keep the maximum, so that spikes remain
 * visible; medians are averaged by number of queries.
 */
export function mergeSamples(samples: readonly Sample[], last: Sample): Sample {
  const mean = (of: (sample: Sample) => number): number =>
    samples.reduce((sum, sample) => sum + of(sample), 0) / samples.length;
  const worst = samples.flatMap(({ latencyP99 }) => latencyP99 ?? []);
  const queriesPerSecond = mean((sample) => sample.queriesPerSecond);
  const p50 = mean((sample) => (sample.latencyP50 ?? 0) * sample.queriesPerSecond);
  return {
    at: last.at,
    cpu: roundToTenth(mean((sample) => sample.cpu)),
    rss: Math.round(mean((sample) => sample.rss)),
    heap: Math.round(mean((sample) => sample.heap)),
    loopDelay: Math.max(...samples.map((sample) => sample.loopDelay)),
    connections: Math.round(mean((sample) => sample.connections)),
    queriesPerSecond: roundToTenth(queriesPerSecond),
    latencyP50: queriesPerSecond === 0 ? null : roundToTenth(p50 / queriesPerSecond),
    latencyP99: worst.length === 0 ? null : Math.max(...worst),
  };
}

function roundToTenth(figure: number): number {
  return Math.round(figure * 10) / 10;
}
