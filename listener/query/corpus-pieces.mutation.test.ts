import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CorpusQuestion, readCorpus } from './testing/corpus.ts';
import {
  askForeign,
  askQuestions,
  type CorpusAccounts,
  closeCorpusAccounts,
  openCorpusAccounts,
} from './testing/corpus-run.ts';

/**
 * The whole corpus in pieces, for mutation tests only: they run just the pieces that reach a mutant, and stop at the first
 * wrong answer. `corpus.test.ts` asks the same questions.
 */

const PIECE_QUESTIONS = 120;

const corpus = readCorpus();
const tuned = corpus.questions.filter(({ keptOut }) => !keptOut);
const foreign = corpus.foreign.filter(({ keptOut }) => !keptOut);

/** Pieces of one file each, whose questions tend to reach the same code. */
const pieces = [...new Set(tuned.map(({ from }) => from))].flatMap((file) => {
  const questions = tuned.filter(({ from }) => from === file);
  return Array.from(
    { length: Math.ceil(questions.length / PIECE_QUESTIONS) },
    (_, index): readonly [name: string, questions: readonly CorpusQuestion[]] => {
      const first = index * PIECE_QUESTIONS;
      return [`${file} from ${first}`, questions.slice(first, first + PIECE_QUESTIONS)];
    },
  );
});

describe('a piece of the corpus', () => {
  let accounts: CorpusAccounts;
  beforeAll(async () => {
    accounts = await openCorpusAccounts();
  }, 30_000);
  afterAll(() => closeCorpusAccounts(accounts));

  /** An engine for each piece: what it reads once is reached by every piece then, not by the first only. */
  const restarted = async (): Promise<CorpusAccounts> => {
    const engines = { main: accounts.main.restarted(), family: accounts.family.restarted() };
    for (const { table } of Object.values(engines)) await table.warmUp();
    return engines;
  };

  it.each(pieces)('is answered right: %s.', async (_, questions) => {
    const engines = await restarted();
    for (const question of questions) {
      const [asked] = await askQuestions(engines, [question]);
      expect(asked?.verdict, `${question.ask}: ${asked?.reply.text} [${asked?.why}]`).toBe('right');
    }
  });

  it('answers under one foreign sentence in 200 as fact, and echoes none', { timeout: 200_000 }, async () => {
    const asked = await askForeign(await restarted(), foreign);
    expect(asked.filter(({ verdict }) => verdict === 'echoed')).toEqual([]);
    const answered = asked.filter(({ verdict }) => verdict === 'answered');
    expect(answered.length / asked.length).toBeLessThan(0.005);
  });
});
