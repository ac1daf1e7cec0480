import { z } from 'zod';
import { type FileForm, readForm } from './file-form.ts';
import { type History, RESOLUTIONS, type Resolution, type Sample } from './status.ts';

/** The figures of the charts, as a listener saves them for the next one on its port. */

const HISTORY_FORM: FileForm = { current: 1 };

/** Far more than all figures take. */
export const MAX_HISTORY_BYTES = 256 * 1024;

const SPANS = Object.keys(RESOLUTIONS) as readonly Resolution[];

const figure = z.number().min(0).max(1e15);
const latency = figure.nullable();
/** A sample; the names of its figures would take more room than they. */
const ROW = z.tuple([z.int().min(0), figure, figure, figure, figure, figure, figure, latency, latency]);

const SAVED = z.object({
  form: z.literal(HISTORY_FORM.current),
  seconds: z.array(ROW).max(RESOLUTIONS.seconds.kept),
  tenSeconds: z.array(ROW).max(RESOLUTIONS.tenSeconds.kept),
  minutes: z.array(ROW).max(RESOLUTIONS.minutes.kept),
});

export function formatHistory(history: History): string {
  const rows = SPANS.map((span) => `"${span}":${JSON.stringify(history[span].map(toRow))}`);
  return `{"form":${HISTORY_FORM.current},\n${rows.join(',\n')}}\n`;
}

/**
 * The samples that the charts still show, oldest first.
 *
 * @param now milliseconds since the epoch: what is later was written under another time of the clock
 * @throws Error with the reason if the text is something else
 */
export function parseHistory(text: string, now: number): History {
  const read = readForm(JSON.parse(text), HISTORY_FORM);
  if (read.kind === 'newer') throw new Error(`a newer version wrote it (form ${read.form})`);
  const saved = SAVED.safeParse(read.value);
  if (!saved.success) {
    const [issue] = saved.error.issues;
    throw new Error(`${issue?.path.join('.') || 'the file'}: ${issue?.message}`);
  }
  const shown = (span: Resolution): Sample[] => {
    const { everyMs, kept } = RESOLUTIONS[span];
    return saved.data[span]
      .map(toSample)
      .filter(({ at }) => at <= now && at > now - everyMs * kept)
      .sort((one, other) => one.at - other.at);
  };
  return { seconds: shown('seconds'), tenSeconds: shown('tenSeconds'), minutes: shown('minutes') };
}

type Row = z.infer<typeof ROW>;

function toRow(sample: Sample): Row {
  const { at, cpu, rss, heap, loopDelay, connections, queriesPerSecond, latencyP50, latencyP99 } = sample;
  return [at, cpu, rss, heap, loopDelay, connections, queriesPerSecond, latencyP50, latencyP99];
}

function toSample(row: Row): Sample {
  const [at, cpu, rss, heap, loopDelay, connections, queriesPerSecond, latencyP50, latencyP99] = row;
  return { at, cpu, rss, heap, loopDelay, connections, queriesPerSecond, latencyP50, latencyP99 };
}
