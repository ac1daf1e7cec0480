import type { Asked, AskedResponse } from '../contract/panel-ask.ts';

/** How a question of the Ask screen ended. */
export type AskedOutcome = 'answered' | 'partly' | 'declined' | 'refused' | 'failed';

export const OUTCOME_LABELS: Readonly<Record<AskedOutcome, string>> = {
  answered: 'Answered',
  partly: 'Answered in part',
  declined: 'Declined',
  refused: 'Refused',
  failed: 'Failed',
};

/** Without a trace only the frame is known: it does not tell a declined question from an answered one. */
export function outcomeOf({ response, trace }: Pick<Asked, 'response' | 'trace'>): AskedOutcome {
  const declined = trace?.outcome?.declined;
  if (declined === 'secret' || response.action === 'refused') return 'refused';
  if (declined !== undefined) return 'declined';
  if (response.status === 'error') return 'failed';
  return notUnderstood({ response, trace }).length > 0 ? 'partly' : 'answered';
}

/** The words that were not understood. */
export function notUnderstood({ response, trace }: Pick<Asked, 'response' | 'trace'>): readonly string[] {
  return trace?.outcome?.remainder ?? response.understood?.remainder ?? [];
}

const REASONS: Readonly<Record<string, string>> = {
  'not-understood': 'It names no subject that the intents describe.',
  'too-long': 'It is longer than a question may be.',
  change: 'It asks to change a record; the listener only reads.',
  reminder: 'It asks for a reminder; the listener only reads.',
  call: 'It asks to call somebody.',
  advice: 'It asks for advice, which the records do not give.',
  'other-advice': 'It asks for advice, which the records do not give.',
  emergency: 'It sounds like an emergency.',
  secret: 'It asks for a password, which is never answered.',
  weather: 'It asks about the weather, which is not in the records.',
  joke: 'It asks for a joke.',
  thanks: 'It says thanks.',
  'other-person': 'It is about another person.',
  statement: 'It states something and asks nothing.',
  'drug-class': 'It names a class of medicines, which the records do not have.',
  'whole-day': 'It asks what happened; the records of that time are told.',
  judgement: 'It asks whether an amount is too much; the records of it are told.',
  'due-date': 'It asks when a payment is due, which the records do not have.',
  'unknown-name': 'It names something that the records do not have.',
};

/** Why a question was declined, as a sentence; a newer listener may have other reasons. */
export function describeDecline(reason: string): string {
  return REASONS[reason] ?? `${reason}.`;
}

/** What was understood, by name; empty where nothing was. */
export function describeUnderstood({ understood }: AskedResponse): readonly (readonly [string, string])[] {
  if (understood === undefined) return [];
  const { subject, operation, constraints, period } = understood;
  return [
    ['Subject', subject],
    ['Asked for', operation],
    ...(constraints.length === 0 ? [] : ([['Restricted by', constraints.join(', ')]] as const)),
    ...(period === undefined ? [] : ([['Period', describePeriod(period)]] as const)),
  ];
}

/** ISO dates; an open end is empty. */
function describePeriod({ from, to }: { readonly from: string; readonly to: string }): string {
  if (from === to) return from;
  if (from === '') return `to ${to}`;
  return to === '' ? `from ${from}` : `${from} to ${to}`;
}

type Rows = AskedResponse['data'];

/** Every field name in the rows, in the order in which they come. */
export function columnsOf(rows: Rows): readonly string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row)))];
}

/** The type of a frame, for its line; empty where it has none. */
export function frameType(text: string): string {
  return /"type":"([a-z_]{1,40})"/.exec(text)?.[1] ?? '';
}
