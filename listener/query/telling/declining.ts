import type { Declined, DeclineReason } from '../meaning/query.ts';
import { formatList } from '../words/format-values.ts';

/** One honest sentence for what is not answered, and what can be asked instead. Never the question itself. */

const SAID: Readonly<Record<Exclude<DeclineReason, 'unknown-name' | 'not-understood'>, string>> = {
  'too-long': 'That is longer than a question I can read. Please ask for one thing in one sentence.',
  change: 'I can only read the records; I cannot change anything.',
  reminder: 'I cannot remind or wake you; I can only read the records.',
  call: 'I cannot call or write to anyone; I can only read the records.',
  advice: 'I cannot give medical advice; please ask your doctor.',
  'other-advice': 'I cannot give advice; I can only read the records.',
  emergency: 'I cannot call anyone. If this is an emergency, call your local emergency number now.',
  secret: 'I never speak passwords or logins over this connection.',
  weather: 'I know nothing about the weather; I can only read the records.',
  joke: 'I can only read the records.',
  thanks: 'You are welcome.',
  'other-person': 'I only know your own records here.',
  'drug-class':
    'The records do not say which class a medication belongs to; please ask for it by its name or by what it is for.',
  'whole-day': 'I only know what is on record.',
  judgement: 'Whether that is a lot I cannot judge; I can only read the records.',
  'due-date': 'What payments are due, and when, is not on record.',
  statement: 'I can only read the records; I cannot note anything down.',
};

/** @param topics what can be asked about */
export function declineText({ reason, unknown, subject }: Declined, topics: readonly string[]): string {
  if (reason === 'unknown-name') return unknown?.text ?? 'I do not know that name.';
  const offer = topics.length === 0 ? '' : ` You can ask about ${formatList(topics)}.`;
  if (reason === 'not-understood')
    return `I do not know how to answer that. I know about ${formatList(topics)}.`;
  if (reason === 'other-person' && subject === undefined)
    return `I do not know how to answer that. I know about ${formatList(topics)}.`;
  if (
    reason === 'secret' ||
    reason === 'emergency' ||
    reason === 'thanks' ||
    reason === 'advice' ||
    reason === 'drug-class' ||
    reason === 'whole-day' ||
    reason === 'due-date' ||
    reason === 'judgement'
  )
    return SAID[reason];
  return `${SAID[reason]}${offer}`;
}
