import { named, unitSpan } from './calendar-days.ts';
import type { FoundPeriod, Period } from './period.ts';
import { UNITS } from './period-words.ts';
import type { Token } from './words.ts';

/** "the month before", "the year after that", "the one before": by the period that was spoken of. */
export function periodBeside(tokens: readonly Token[], before: Period): FoundPeriod | undefined {
  const words = tokens.map(({ word }) => word);
  for (let at = 0; at < words.length; at += 1) {
    const start = words[at] === 'the' || words[at] === 'in' ? at + 1 : at;
    const begin = words[start] === 'the' ? start + 1 : start;
    const unit = words[begin] === 'one' ? before.unit : UNITS[words[begin] ?? ''];
    const way =
      words[begin + 1] === 'before' || words[begin + 1] === 'earlier'
        ? -1
        : words[begin + 1] === 'after' || words[begin + 1] === 'later'
          ? 1
          : undefined;
    if (unit === undefined || unit === 'span' || way === undefined || before.from === undefined) continue;
    const span = unitSpan(unit, way < 0 ? before.from : (before.to ?? before.from), way);
    if (span === undefined) continue;
    const that = words[begin + 2] === 'that' ? 1 : 0;
    return {
      at,
      length: begin + 2 + that - at,
      period: { words: named(span), from: span.from, to: span.to, unit },
    };
  }
  return undefined;
}
