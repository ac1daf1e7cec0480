import { beforeAll, describe, expect, it } from 'vitest';
import { readCorpus } from './testing/corpus.ts';
import { type CorpusRun, runCorpus } from './testing/corpus-run.ts';
import { score } from './testing/judge.ts';

const corpus = readCorpus();
const tuned = corpus.questions.filter(({ keptOut }) => !keptOut);
const foreign = corpus.foreign.filter(({ keptOut }) => !keptOut);

/** With QUESTIONS_EVERY=20, only every twentieth question is asked: for mutation tests, which ask them again for each mutant. */
const EVERY = Number(process.env.QUESTIONS_EVERY ?? 1);
const isAsked = (_: unknown, index: number): boolean => index % EVERY === 0;

describe('the corpus', () => {
  let run: CorpusRun;
  beforeAll(async () => {
    run = await runCorpus({ questions: tuned.filter(isAsked), foreign: foreign.filter(isAsked) });
  }, 400_000);

  it('has no wrong answer, and at least 95 of 100 right', () => {
    const wrong = run.questions.filter(({ verdict }) => verdict === 'wrong');
    expect(wrong.map(({ question, reply, why }) => `${question.ask}: ${reply.text} [${why}]`)).toEqual([]);
    const { questions, right, rs10 } = score(run.questions.map(({ verdict }) => verdict));
    expect(tuned.length).toBeGreaterThanOrEqual(600);
    expect(right / questions).toBeGreaterThanOrEqual(0.95);
    expect(rs10).toBeGreaterThanOrEqual(95);
  });

  it('answers under one foreign sentence in 200 as fact, and echoes none', () => {
    expect(foreign.length).toBeGreaterThanOrEqual(3_000);
    expect(run.foreign.filter(({ verdict }) => verdict === 'echoed')).toEqual([]);
    const answered = run.foreign.filter(({ verdict }) => verdict === 'answered');
    expect(answered.length / run.foreign.length).toBeLessThan(0.005);
  });
});
