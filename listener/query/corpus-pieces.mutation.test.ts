import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCorpus } from './testing/corpus.ts';
import {
  askForeign,
  askQuestions,
  type CorpusAccounts,
  closeCorpusAccounts,
  openCorpusAccounts,
  restartedCorpusAccounts,
} from './testing/corpus-run.ts';
import { RecordedAnswers, recordedQuestion, recordedSentence } from './testing/recorded-answers.ts';

/**
 * The whole corpus in pieces, for mutation tests only: they run just the pieces that reach a mutant, and stop at the first
 * answer that is not as recorded. `corpus.test.ts` asks the same questions.
 */

const PIECE_QUESTIONS = 120;

const corpus = readCorpus();
const tuned = corpus.questions.filter(({ keptOut }) => !keptOut);
const foreign = corpus.foreign.filter(({ keptOut }) => !keptOut);

/** The first index, and the members from there on. */
function piecesOf<T>(all: readonly T[]): readonly (readonly [first: number, piece: readonly T[]])[] {
  return Array.from({ length: Math.ceil(all.length / PIECE_QUESTIONS) }, (_, index) => {
    const first = index * PIECE_QUESTIONS;
    return [first, all.slice(first, first + PIECE_QUESTIONS)];
  });
}

/** Pieces of one file each, whose questions tend to reach the same code. */
const pieces = [...new Set(tuned.map(({ from }) => from))].flatMap((file) =>
  piecesOf(tuned.filter(({ from }) => from === file)).map(
    ([first, questions]) => [`${file} from ${first}`, questions] as const,
  ),
);
const foreignPieces = piecesOf(foreign);
const recorded = new RecordedAnswers();

describe('a piece of the corpus', () => {
  let accounts: CorpusAccounts;
  beforeAll(async () => {
    accounts = await openCorpusAccounts();
  }, 30_000);
  afterAll(() => closeCorpusAccounts(accounts));

  /** An engine for each piece: what it reads once is reached by every piece then, not by the first only. */
  const restarted = () => restartedCorpusAccounts(accounts);

  it.each(pieces)('is answered as recorded: %s.', async (_, questions) => {
    const engines = await restarted();
    for (const question of questions) {
      const asked = await askQuestions(engines, [question]);
      expect(recorded.changesOf(asked.map(recordedQuestion))).toEqual([]);
    }
  });

  it.each(foreignPieces)('is declined as recorded: foreign from %i.', async (_, sentences) => {
    const engines = await restarted();
    for (const sentence of sentences) {
      const asked = await askForeign(engines, [sentence]);
      expect(recorded.changesOf(asked.map(recordedSentence))).toEqual([]);
    }
  });
});
