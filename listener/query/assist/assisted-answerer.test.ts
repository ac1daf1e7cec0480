import { expect, it } from 'vitest';
import { FakeClock } from '../../../lib/testing/fake-clock.ts';
import { failure, type Reply } from '../../protocol/reply.ts';
import type { AskedQuestion } from '../answerer.ts';
import builtIn from '../intents.json' with { type: 'json' };
import { plainQuery } from '../meaning/plain-query.ts';
import { readTable } from '../table/subject-table.ts';
import type { Assist } from './assist.ts';
import { AssistedAnswerer, type AssistedParts } from './assisted-answerer.ts';

const [subject] = readTable(JSON.stringify(builtIn)).subjects;
if (subject === undefined) throw new Error('no subjects');
const query = plainQuery(subject);
const reply: Reply = {
  text: 'Zocor.',
  intent: 'MEDICATION',
  action: 'medication_query',
  confidence: 0.7,
  status: 'success',
  rows: [],
  count: 1,
};
const declined: Reply = { ...reply, text: 'I did not understand.', declined: 'not-understood' };
const understood = { subject: 'MEDICATION', operation: 'list', constraints: [], remainder: [] };
type Help = Awaited<ReturnType<Assist['help']>>;
const help: Help = {
  outcome: 'assisted',
  query,
  rewordings: [
    { said: 'tabs', means: 'pills' },
    { said: 'gimme', means: 'list' },
  ],
};

interface Given {
  readonly first?: Reply;
  readonly helped?: Help;
  readonly told?: Reply;
  readonly question?: AskedQuestion;
  readonly deadlineMs?: number;
  /** What the first answer takes, ms. */
  readonly took?: number;
  readonly isAborted?: boolean;
}

/** The answer, and for how long help was asked: undefined where none was. */
async function answered(given: Given) {
  const clock = new FakeClock();
  const abort = new AbortController();
  if (given.isAborted) abort.abort();
  let timeMs: number | undefined;
  let confidence: number | undefined;
  const parts: AssistedParts = {
    answerer: {
      answer: () => {
        clock.advance(given.took ?? 0);
        return Promise.resolve(given.first ?? declined);
      },
    },
    table: {
      knowledge: () => ({}) as ReturnType<AssistedParts['table']['knowledge']>,
      tell: (_query, _context, sure) => {
        confidence = sure;
        return Promise.resolve(given.told ?? { ...reply, understood });
      },
    },
    assist: {
      help: (_text, _knowledge, options) => {
        ({ timeMs } = options);
        return Promise.resolve(given.helped ?? help);
      },
    },
    deadlineMs: given.deadlineMs ?? 20_000,
    clock,
  };
  const question = given.question ?? { text: 'gimme my tabs', intent: undefined };
  const context = { signal: abort.signal, owner: 'test', session: 'test' };
  return { reply: await new AssistedAnswerer(parts).answer(question, context), timeMs, confidence };
}

it('answers what was translated, and says how it was read', async () => {
  expect(await answered({})).toEqual({
    reply: {
      ...reply,
      text: 'Zocor. I read "tabs" as "pills" and "gimme" as "list".',
      understood: { ...understood, assisted: true },
      assist: 'assisted',
    },
    timeMs: 18_000,
    confidence: 0.7,
  });
  expect((await answered({ told: reply })).reply).toMatchObject({
    understood: undefined,
    assist: 'assisted',
  });
});

it.each<[string, Given]>([
  ['what was understood', { first: reply }],
  ['what was declined for another reason', { first: { ...declined, declined: 'advice' } }],
  ['what has no text', { question: { text: undefined, intent: undefined } }],
  ['what says its intent', { question: { text: 'gimme my tabs', intent: 'MEDICATION' } }],
  ['what is no longer wanted', { isAborted: true }],
])('asks no help for %s', async (_, given) => {
  const { reply: got, timeMs } = await answered(given);
  expect(timeMs).toBeUndefined();
  expect(got).toEqual(given.first ?? declined);
});

it.each([
  [20_000, 0, 18_000],
  [20_000, 500, 17_500],
  [8_000, 0, 6_000],
  [4_000, 0, 3_000],
  [4_000, 1_000, 2_000],
])('of %d ms leaves behind %d ms so many for help: %d', async (deadlineMs, took, timeMs) => {
  expect((await answered({ deadlineMs, took })).timeMs).toBe(timeMs);
});

it('says what became of the help that was of no use', async () => {
  const { reply: got } = await answered({ helped: { outcome: 'failed', why: 'garbage' } });
  expect(got).toEqual({ ...declined, assist: 'failed' });
  const failed = failure('The account does not answer.');
  expect((await answered({ told: failed })).reply).toEqual({ ...failed, assist: 'assisted' });
});
