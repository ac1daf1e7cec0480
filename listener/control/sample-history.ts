import { type History, RESOLUTIONS, type Sample } from '../../contract/status.ts';
import type { WallTimes } from '../../lib/clock.ts';
import { Ring } from '../server/recent-activity.ts';

/** A day of samples in three resolutions: about 2100 samples, 300 kB. */
export class SampleHistory {
  readonly #seconds = new Ring<Sample>(RESOLUTIONS.seconds.kept);
  readonly #tenSeconds = new Ring<Sample>(RESOLUTIONS.tenSeconds.kept);
  readonly #minutes = new Ring<Sample>(RESOLUTIONS.minutes.kept);
  #tenSecond: Sample[] = [];
  #minute: Sample[] = [];
  readonly #wall: WallTimes;

  constructor(wall: WallTimes) {
    this.#wall = wall;
  }

  /** Adds the sample of one second; `at` is monotonic. */
  add(second: Sample): void {
    this.#seconds.add(second);
    this.#tenSecond.push(second);
    if (this.#tenSecond.length < 10) return;
    const ten = mergeSamples(this.#tenSecond, second);
    this.#tenSecond = [];
    this.#tenSeconds.add(ten);
    this.#minute.push(ten);
    if (this.#minute.length < 6) return;
    this.#minutes.add(mergeSamples(this.#minute, ten));
    this.#minute = [];
  }

  /** Samples with wall times, in order even if the wall clock was set back. */
  all(): History {
    const toWallTime = (ring: Ring<Sample>): Sample[] =>
      ring.oldestFirst().map((sample) => ({ ...sample, at: this.#wall.of(sample.at) }));
    return {
      seconds: toWallTime(this.#seconds),
      tenSeconds: toWallTime(this.#tenSeconds),
      minutes: toWallTime(this.#minutes),
    };
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

export function roundToTenth(figure: number): number {
  return Math.round(figure * 10) / 10;
}
