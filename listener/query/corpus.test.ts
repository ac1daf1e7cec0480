import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CorpusQuestion, readCorpus } from './testing/corpus.ts';
import {
  askForeign,
  askQuestions,
  type CorpusAccounts,
  closeCorpusAccounts,
  openCorpusAccounts,
} from './testing/corpus-run.ts';
import { RecordedAnswers, recordedQuestion, recordedSentence } from './testing/recorded-answers.ts';

const corpus = readCorpus();
const tuned = corpus.questions.filter(({ keptOut }) => !keptOut);
const foreign = corpus.foreign.filter(({ keptOut }) => !keptOut);

/** Questions by their file: a test for each stops early where one fails, and says where to look. */
const files = new Map<string, CorpusQuestion[]>();
for (const question of tuned) {
  const those = files.get(question.from);
  if (those === undefined) files.set(question.from, [question]);
  else those.push(question);
}

const recorded = new RecordedAnswers();

describe('the corpus', () => {
  let accounts: CorpusAccounts;
  beforeAll(async () => {
    accounts = await openCorpusAccounts();
  }, 30_000);
  afterAll(() => closeCorpusAccounts(accounts));

  it.each([...files])(
    'is answered right, and as recorded: %s',
    { timeout: 200_000 },
    async (_, questions) => {
      const asked = await askQuestions(accounts, questions);
      const failed = asked.filter(({ verdict }) => verdict !== 'right');
      expect(failed.map(({ question, reply, why }) => `${question.ask}: ${reply.text} [${why}]`)).toEqual([]);
      expect(recorded.changesOf(asked.map(recordedQuestion))).toEqual([]);
    },
  );

  it('answers under one foreign sentence in 200 as fact, and echoes none', { timeout: 200_000 }, async () => {
    const asked = await askForeign(accounts, foreign);
    expect(asked.filter(({ verdict }) => verdict === 'echoed')).toEqual([]);
    const answered = asked.filter(({ verdict }) => verdict === 'answered');
    expect(answered.length / asked.length).toBeLessThan(0.005);
    expect(recorded.changesOf(asked.map(recordedSentence))).toEqual([]);
  });

  it('has 600 questions and 3 000 foreign sentences or more', () => {
    expect(tuned.length).toBeGreaterThanOrEqual(600);
    expect(foreign.length).toBeGreaterThanOrEqual(3_000);
  });
});
