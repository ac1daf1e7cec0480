import type { Subject } from '../table/subject-table.ts';
import { patterns } from '../words/core-words.ts';
import type { WordUse } from '../words/word-use.ts';

/** Whether it is asked on which day of the month something is paid: "what date does Netflix go out every month?" */

const OF_THE_MONTH_OR_USUALLY = patterns(
  'what|which day|date of the|each|every month',
  'what|which day|date ... each|every month',
  'what|which day|date in the month',
  'on what|which day|date of the|each|every month',
  'on what|which day|date ... each|every month',
  'when ... each|every month',
  'when ... in|of|during the month',
  'when during|in|within the|a month',
  'what|which part|time of the month',
  'day|date of the month',
  'when|what|which day|date do|does ... usually|normally|typically|always|generally',
  'when do|does ... usually|normally|typically|always|generally',
  'when do|does ... come|comes|go|goes out|off|through',
  'when do|does i|we pay',
  'what|which day|date do|does i|we pay',
  'on what|which day|date do|does i|we pay',
);
const AROUND = patterns(
  'usually|normally|typically|always|generally',
  'each|every month',
  'come|comes|go|goes|get|gets out|off|through|taken|charged|debited|deducted|collected',
  'hit|hits .. account|bank|card',
  'taken|charged|debited|deducted|collected',
);

export function findUsualDay(words: WordUse, { amount, date }: Subject): boolean {
  if (amount === undefined || date === undefined) return false;
  const found = words.longest(OF_THE_MONTH_OR_USUALLY);
  if (found === undefined) return false;
  words.take(found);
  words.use(words.spread(AROUND));
  return true;
}
