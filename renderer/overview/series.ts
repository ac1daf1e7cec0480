import { RESOLUTIONS, type Resolution, type Sample } from '../../contract/samples.ts';

/** One line of a chart. */
export interface Line {
  readonly name: string;
  readonly value: (sample: Sample) => number | null;
}

/** Seconds since the epoch, then a list of values a line: as uPlot takes it. */
export type Columns = readonly [number[], ...(number | null)[][]];

/** Longer than so many spans without a sample is a gap: nothing was measured, so nothing is drawn. */
const MAX_GAP_INTERVALS = 3;

export function toColumns(samples: readonly Sample[], lines: readonly Line[], span: Resolution): Columns {
  const { everyMs } = RESOLUTIONS[span];
  const times: number[] = [];
  const values: (number | null)[][] = lines.map(() => []);
  let previousAt: number | undefined;
  for (const sample of samples) {
    if (previousAt !== undefined && sample.at - previousAt > MAX_GAP_INTERVALS * everyMs) {
      times.push((previousAt + everyMs) / 1_000);
      for (const list of values) list.push(null);
    }
    previousAt = sample.at;
    times.push(sample.at / 1_000);
    for (const [index, { value }] of lines.entries()) values[index]?.push(value(sample));
  }
  return [times, ...values];
}

/** History and what came since, without what is in both. */
export function mergeSamples(history: readonly Sample[], live: readonly Sample[]): readonly Sample[] {
  const last = history.at(-1)?.at ?? 0;
  return [...history, ...live.filter(({ at }) => at > last)].slice(-RESOLUTIONS.seconds.kept);
}
