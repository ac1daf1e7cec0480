import type { Reply } from '../../protocol/reply.ts';
import { type Query, understoodOf } from '../meaning/query.ts';
import { periodOf } from './scope.ts';

/** What several files have of a day, as one reply. @param replies one at least, of each file */
export function tellTogether(query: Query, replies: readonly Reply[]): Reply {
  const found = replies.filter(({ count }) => count > 0);
  const [first] = found.length > 0 ? found : replies;
  const lead = query.yesNo ? (found.length === 0 ? 'No. ' : 'Yes. ') : '';
  const text =
    found.length === 0
      ? `I have nothing on record${periodOf(query)}.`
      : found.map((one) => one.text).join(' ');
  const rows = found.flatMap((one) => one.rows);
  const { subject } = query;
  const { confidence = 1, status = 'success' } = first ?? {};
  const { intent = subject.intent, action = subject.action } = found[0] ?? {};
  return {
    text: `${lead}${text}`,
    intent,
    action,
    confidence,
    status,
    rows,
    count: rows.length,
    understood: understoodOf(query),
  };
}
