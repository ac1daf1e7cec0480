import { createHash } from 'node:crypto';
import type { CorpusQuestion } from './corpus.ts';

/**
 * A part of the corpus, for time. Whether a question is in it depends on the question alone: in a part by number another
 * question added anywhere would draw all others anew, and find their rare faults in changes that have nothing to do with
 * them. Other parts: QUESTIONS_SEED=4711 npx vitest run --project unit listener/query
 */

const SEED = Number(process.env.QUESTIONS_SEED ?? 1);

/** About one question in so many; at 1 all of them. */
export function sampled(questions: readonly CorpusQuestion[], oneIn: number): CorpusQuestion[] {
  return questions.filter((question) => numberOf(question, 'in the sample') % oneIn === 0);
}

/** One of the values, always the same one for a question. */
export function drawnFor<T>(question: CorpusQuestion, what: string, values: readonly T[]): T {
  const drawn = values[numberOf(question, what) % values.length];
  if (drawn === undefined) throw new Error(`Nothing to draw ${what} from`);
  return drawn;
}

function numberOf({ ask, after, account }: CorpusQuestion, what: string): number {
  return createHash('sha256')
    .update(JSON.stringify([SEED, what, account, ...after, ask]))
    .digest()
    .readUInt32BE();
}
