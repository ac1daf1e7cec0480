import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { TypingCheck } from './typing-check.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A check whose answers the test gives. */
function staged() {
  const asked: string[] = [];
  const shown: string[] = [];
  const answers: { readonly give: (result: string) => void; readonly fail: () => void }[] = [];
  const check = new TypingCheck<string, string>({
    ask: (typed) => {
      asked.push(typed);
      return new Promise((resolve, reject) => {
        answers.push({ give: resolve, fail: () => reject(new Error('no program')) });
      });
    },
    onChecked: (result) => shown.push(result),
  });
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
  return { check, asked, shown, answers, pass };
}

it('checks once when typing has paused', async () => {
  const { check, asked, shown, answers, pass } = staged();
  for (const typed of ['8', '87', '876']) {
    check.set(typed);
    await pass(400);
  }
  expect(asked).toEqual([]);
  await pass(300);
  expect(asked).toEqual(['876']);
  answers[0]?.give('fine');
  await pass(0);
  expect(shown).toEqual(['fine']);
});

it('asks for one check at a time, and then for what is there by then', async () => {
  const { check, asked, shown, answers, pass } = staged();
  check.set('a');
  await pass(700);
  check.set('ab');
  await pass(700);
  check.set('abc');
  await pass(700);
  expect(asked).toEqual(['a']);
  answers[0]?.give('of a');
  await pass(0);
  expect([asked, shown]).toEqual([['a', 'abc'], []]);
  answers[1]?.give('of abc');
  await pass(0);
  expect(shown).toEqual(['of abc']);
});

it('waits for the pause also after a check', async () => {
  const { check, asked, answers, pass } = staged();
  check.set('a');
  await pass(700);
  check.set('ab');
  answers[0]?.give('of a');
  await pass(699);
  expect(asked).toEqual(['a']);
  await pass(1);
  expect(asked).toEqual(['a', 'ab']);
});

it('does not check again what it checked last', async () => {
  const { check, asked, shown, answers, pass } = staged();
  check.set('a');
  await pass(700);
  answers[0]?.give('of a');
  await pass(0);
  check.set('ab');
  check.set('a');
  await pass(5_000);
  expect([asked, shown]).toEqual([['a'], ['of a', 'of a']]);
});

it('shows nothing of what was discarded, and goes on after a failure', async () => {
  const { check, asked, shown, answers, pass } = staged();
  check.set('a');
  await pass(700);
  check.set(undefined);
  answers[0]?.give('of a');
  await pass(5_000);
  expect(shown).toEqual([]);
  check.set('b');
  await pass(700);
  answers[1]?.fail();
  await pass(0);
  check.set('c');
  await pass(700);
  answers[2]?.give('of c');
  await pass(0);
  expect([asked, shown]).toEqual([['a', 'b', 'c'], ['of c']]);
});
