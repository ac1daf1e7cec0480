import type { Intent, IntentTable } from './table.ts';
import { findPattern, type Match, type Word } from './words.ts';

/** Which row of the table answers a question. */
export interface Classified {
  readonly intent: Intent;
  readonly captures: Readonly<Record<string, string>>;
  /** 0 to 1: a name is certain, several words in a row likely, one word good, none a guess. */
  readonly confidence: number;
}

/** The confidence of a row that answers what no other does. */
export const GUESS = 0.3;

export interface QuestionWords {
  readonly text: string;
  readonly words: readonly Word[];
}

/** The first row with a pattern in the question; rows without patterns answer what no other row does. */
export function classify(table: IntentTable, question: QuestionWords): Classified | undefined {
  let last: Intent | undefined;
  for (const intent of table) {
    const match = bestMatch(intent, question);
    if (match !== undefined) {
      return { intent, captures: match.captures, confidence: match.words > 1 ? 0.95 : 0.85 };
    }
    if (intent.patterns.length === 0) last = intent;
  }
  return last && { intent: last, captures: {}, confidence: GUESS };
}

/**
 * A question that names its intent (or its action): among that intent's rows the text still chooses; else its
 * last row, the general one.
 */
export function classifyNamed(
  table: IntentTable,
  name: string,
  question: QuestionWords,
): Classified | undefined {
  const wanted = name.toLowerCase().replaceAll(/[\s-]+/g, '_');
  const rows = table.filter(({ intent, action }) => intent.toLowerCase() === wanted || action === wanted);
  const chosen = classify(
    rows.filter(({ patterns }) => patterns.length > 0),
    question,
  );
  const intent = chosen?.intent ?? rows.at(-1);
  return intent && { intent, captures: chosen?.captures ?? {}, confidence: 1 };
}

function bestMatch(intent: Intent, question: QuestionWords): Match | undefined {
  if (intent.shorterThan !== undefined && question.text.length >= intent.shorterThan) return undefined;
  for (const pattern of intent.patterns) {
    const match = findPattern(pattern, question.text, question.words);
    if (match !== undefined) return match;
  }
  return undefined;
}
