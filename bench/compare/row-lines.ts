import { z } from 'zod';
import type { Row } from '../row.ts';

const QUARTILES = z.object({ low: z.number(), high: z.number() });

/** A row as `--json` prints it. A figure that is no number is `null` in JSON. */
const ROW_LINE = z.object({
  group: z.string(),
  what: z.string(),
  ours: z.string(),
  yardstick: z.string(),
  ratio: z.string(),
  aim: z.string(),
  verdict: z.string(),
  figure: z.number().nullish(),
  spread: z.object({ turns: z.number(), figure: QUARTILES, ratio: QUARTILES.optional() }).optional(),
  inProcess: z.literal(true).optional(),
});

export type RowLine = z.infer<typeof ROW_LINE>;

/** A line of `--json`. */
export function formatRowLine(group: string, row: Row): string {
  return JSON.stringify({ group, ...row } satisfies RowLine);
}

/** The rows among the lines of `--json`, whose first one is the machine. @throws Error for any other line */
export function parseRowLines(text: string): readonly RowLine[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as object)
    .filter((line) => !('machine' in line))
    .map((line) => ROW_LINE.parse(line));
}
