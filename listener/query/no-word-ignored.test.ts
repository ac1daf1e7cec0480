import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CorpusAccount, openCorpusAccount } from './testing/asked-account.ts';
import { type CorpusQuestion, readCorpus } from './testing/corpus.ts';
import { isDeclined } from './testing/judge.ts';
import { drawnFor, sampled } from './testing/sampled.ts';

const tuned = readCorpus().questions.filter(({ keptOut }) => !keptOut);

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

  const put = (question: CorpusQuestion, word: string, from: number): string => {
    const words = question.ask.split(' ');
    const places = Array.from({ length: words.length + 1 - from }, (_, index) => index + from);
    return words.toSpliced(drawnFor(question, `the place of ${word}`, places), 0, word).join(' ');
  };

  it('a word nobody knows, put into a right question, never leaves the same answer', async () => {
    const ignored: string[] = [];
    for (const question of sampled(answerable, 25)) {
      const word = drawnFor(question, 'unknown word', ['zorp', 'blivet', 'quuxly', 'grommel', 'vintrak']);
      const asked = put(question, word, 0);
      const [plain, other] = [await account.ask(question.ask), await account.ask(asked)];
      // A decline, or an answer that names the word.
      const isHeard = isDeclined(other) ? other.text !== plain.text : other.text.includes(word);
      if (!isHeard) ignored.push(`${asked}\n${other.text}`);
    }
    expect(ignored).toEqual([]);
  });

  it('a word that excludes never leaves the same answer', async () => {
    const ignored: string[] = [];
    for (const question of sampled(answerable, 35)) {
      const word = drawnFor(question, 'excluding word', ['not', 'except', 'without', 'never', 'besides']);
      const asked = put(question, word, 1);
      const [plain, other] = [await account.ask(question.ask), await account.ask(asked)];
      // What is left out, or not covered, is an answer of its own; "am I not on ...", "could you not tell me ..." and "is that not right?" ask the same.
      const isPutOff =
        word === 'not' &&
        (/(?:^|, )(?:am|is|are|was|were|do|did|does|have|has|had|will) (?:i|we) not /i.test(asked) ||
          /\b(?:can|could|would|will) you not /i.test(asked) ||
          /\b(?:is|are|was|were) (?:that|this|it|they|those) not (?:correct|right|so|true)\b/i.test(asked));
      if (!isDeclined(other) && other.text === plain.text && !isPutOff)
        ignored.push(`${asked}\n${other.text}`);
    }
    expect(ignored).toEqual([]);
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
