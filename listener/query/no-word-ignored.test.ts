import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CorpusAccount, openCorpusAccount } from './testing/asked-account.ts';
import { readCorpus } from './testing/corpus.ts';
import { isDeclined } from './testing/judge.ts';

const tuned = readCorpus().questions.filter(({ keptOut }) => !keptOut);

/**
 * Thousands of sentences have rare exceptions, which another draw in each run would find at random, in changes that have
 * nothing to do with them. To look for them: QUESTIONS_SEED=4711 npx vitest run --project unit listener/query/no-word-ignored.test.ts
 */
const SEED = Number(process.env.QUESTIONS_SEED ?? 1);

// Hundreds of questions: on a busy machine the usual time is too short.
describe('no word is ignored', { timeout: 180_000 }, () => {
  let account: CorpusAccount;
  beforeAll(async () => {
    account = await openCorpusAccount('main');
  });
  afterAll(() => account.close());

  const answerable = tuned.filter(
    ({ expect: wanted, account: of, after }) => wanted === 'answer' && of === 'main' && after.length === 0,
  );

  it('a word nobody knows, put into a right question, never leaves the same answer', async () => {
    const unknown = fc.constantFrom('zorp', 'blivet', 'quuxly', 'grommel', 'vintrak');
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...answerable), unknown, fc.nat(), async ({ ask }, word, place) => {
        const words = ask.split(' ');
        const with_ = words.toSpliced(place % (words.length + 1), 0, word).join(' ');
        const [plain, other] = [await account.ask(ask), await account.ask(with_)];
        // A decline, or an answer that names the word.
        if (!isDeclined(other)) expect(other.text).toContain(word);
        else expect(other.text).not.toBe(plain.text);
      }),
      { numRuns: 300, seed: SEED },
    );
  });

  it('a word that excludes never leaves the same answer', async () => {
    const excluding = fc.constantFrom('not', 'except', 'without', 'never', 'besides');
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...answerable), excluding, fc.nat(), async ({ ask }, word, place) => {
        const words = ask.split(' ');
        const with_ = words.toSpliced(1 + (place % words.length), 0, word).join(' ');
        const reply = await account.ask(with_);
        // What is left out, or not covered, is an answer of its own; "am I not on ...", "could you not tell me ..." and "is that not right?" ask the same.
        const isOther = reply.text !== (await account.ask(ask)).text;
        const isPutOff =
          word === 'not' &&
          (/^(?:am|is|are|was|were|do|did|does|have|has|had|will) (?:i|we) not /i.test(with_) ||
            /\b(?:can|could|would|will) you not /i.test(with_) ||
            /\b(?:is|are|was|were) (?:that|this|it|they|those) not (?:correct|right|so|true)\b/i.test(with_));
        expect(isDeclined(reply) || isOther || isPutOff).toBe(true);
      }),
      { numRuns: 200, seed: SEED },
    );
  });

  it('costs no more than its length: 32 KB are declined at once', async () => {
    const started = process.cpuUsage();
    for (const text of [
      'a '.repeat(16_000),
      'what did i spend at '.repeat(1_600),
      '1'.repeat(32_000),
      '+'.repeat(32_000),
      "'".repeat(32_000),
      'é'.repeat(16_000),
    ]) {
      expect(isDeclined(await account.ask(text))).toBe(true);
    }
    // No speed is asserted: a super-linear expression would not come back within the test's time.
    expect(process.cpuUsage(started).user).toBeGreaterThan(0);
  });

  it('any text gets a reply, never an exception', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 80 }), async (text) => {
        expect((await account.ask(text)).text).not.toBe('');
      }),
      { numRuns: 100 },
    );
  });
});
