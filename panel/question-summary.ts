import type { AnsweredQuery, Queries } from '../contract/connections.ts';
import type { QuestionSummary } from '../contract/panel-questions.ts';

const TOP_SUBJECTS = 5;

/** Sums up the questions that a listener remembers. Declined ones have no subject. */
export function summarizeQuestions({
  recent,
  declined = [],
}: Pick<Queries, 'recent' | 'declined'>): QuestionSummary {
  const count = (...statuses: readonly AnsweredQuery['status'][]): number =>
    recent.filter(({ status }) => statuses.includes(status)).length;
  const answered = recent.filter(({ status }) => status === 'success');
  const subjects = new Map<string, number>();
  for (const { intent } of answered) subjects.set(intent, (subjects.get(intent) ?? 0) + 1);
  const slowest = answered.reduce<AnsweredQuery | undefined>(
    (slow, query) => (slow === undefined || query.ms > slow.ms ? query : slow),
    undefined,
  );
  const [lastDeclined] = declined;
  const oldest = recent.at(-1);
  return {
    count: recent.length,
    ...(oldest === undefined ? {} : { since: oldest.askedAt }),
    answered: answered.length,
    declined: count('declined', 'refused'),
    failed: count('error'),
    cancelled: count('cancelled'),
    subjects: [...subjects]
      .map(([intent, times]) => ({ intent, count: times }))
      .sort((left, right) => right.count - left.count || left.intent.localeCompare(right.intent, 'en'))
      .slice(0, TOP_SUBJECTS),
    ...(slowest === undefined ? {} : { slowest: shown(slowest) }),
    ...(lastDeclined === undefined ? {} : { lastDeclined: shown(lastDeclined) }),
  };
}

function shown({
  askedAt,
  address,
  intent,
  ms,
  text,
}: AnsweredQuery): NonNullable<QuestionSummary['slowest']> {
  return { at: askedAt, address, intent, ms, ...(text === undefined ? {} : { text }) };
}
