import { RESOLUTIONS, type Resolution, type Sample } from '../../contract/status.ts';

/** One line of a chart. */
export interface Line {
  readonly name: string;
  readonly value: (sample: Sample) => number | null;
}

/** Seconds since the epoch, then one list of values per line, as uPlot expects. */
export type Columns = readonly [number[], ...(number | null)[][]];

/** A longer interval without samples, in multiples of the span, is drawn as a gap. */
const MAX_GAP_INTERVALS = 3;

/** Whether nothing was measured between two samples, as while the listener was stopped. */
function isGap(previous: Sample | undefined, next: Sample, span: Resolution): previous is Sample {
  return previous !== undefined && next.at - previous.at > MAX_GAP_INTERVALS * RESOLUTIONS[span].everyMs;
}

export function countGaps(samples: readonly Sample[], span: Resolution): number {
  return samples.filter((sample, place) => isGap(samples[place - 1], sample, span)).length;
}

export function toColumns(samples: readonly Sample[], lines: readonly Line[], span: Resolution): Columns {
  const { everyMs } = RESOLUTIONS[span];
  const times: number[] = [];
  const values: (number | null)[][] = lines.map(() => []);
  for (const [place, sample] of samples.entries()) {
    const previous = samples[place - 1];
    if (isGap(previous, sample, span)) {
      times.push((previous.at + everyMs) / 1_000);
      for (const list of values) list.push(null);
    }
    times.push(sample.at / 1_000);
    for (const [index, { value }] of lines.entries()) values[index]?.push(value(sample));
  }
  return [times, ...values];
}

/** The largest value of the lines in view; undefined if there is none. */
export function largestOf([, ...lists]: Columns): number | undefined {
  let largest: number | undefined;
  for (const list of lists) {
    for (const value of list)
      if (value !== null && (largest === undefined || value > largest)) largest = value;
  }
  return largest;
}

/** Joins history and newer samples without duplicates. */
export function mergeSamples(history: readonly Sample[], live: readonly Sample[]): readonly Sample[] {
  const last = history.at(-1)?.at ?? 0;
  return [...history, ...live.filter(({ at }) => at > last)].slice(-RESOLUTIONS.seconds.kept);
}
