import type { Row } from '../../contract/hal.ts';
import type { QuestionWords } from './classify.ts';
import type { Looked, Said } from './lookup.ts';
import { askedParts, filtered, named, sorted, spent, telling, upcoming, within } from './narrow.ts';
import { type Period, periodOf } from './period.ts';
import type { Intent } from './table.ts';

/** What was found and is meant, ready to be put into words. */
export interface Found {
  /** Sorted and cut: what the reply and its data tell. */
  readonly rows: readonly Row[];
  /** Sorted, before the cut: what sums are taken of. */
  readonly all: readonly Row[];
  readonly count: number;
  readonly said: Said;
  /** Whether the question named these rows. */
  readonly named: boolean;
  readonly period: Period | undefined;
}

/** Of everything the account holds, what the question means. @param now local date and time, ISO */
export function choose(
  intent: Intent,
  { rows, count, said }: Looked,
  asked: QuestionWords,
  now: { readonly date: string; readonly time: string },
): Found {
  const period = intent.period === undefined ? undefined : periodOf(asked.text, now.date);
  if (intent.counts) return { rows: [], all: [], count, said, named: false, period };
  const meant = spent(rows, intent.spending);
  const about = named(meant, intent.mention, asked.words);
  const kept = upcoming(filtered(about.length > 0 ? about : meant, intent), intent.upcoming, now);
  // Asked for by name, a row is told even where it is past or no longer active.
  const chosen = kept.length === 0 ? about : kept;
  const timely = period === undefined ? chosen : within(chosen, intent.period ?? '', period);
  const all = sorted(timely, intent.sort);
  const whole = intent.parts.length === 0;
  const told = whole ? all.slice(0, intent.limit) : telling(all, askedParts(intent.parts, asked.words));
  const found = whole ? all.length : told.length;
  return { rows: told, all, count: found, said, named: about.length > 0, period };
}
