import { expect, it, vi } from 'vitest';
import { FakeClock } from '../../lib/testing/fake-clock.ts';
import type { Account } from '../account/account.ts';
import { AccountError, type AccountErrorCode } from '../account/errors.ts';
import type { Reply } from '../protocol/reply.ts';
import { UNKNOWN } from './answer.ts';
import type { Answerer } from './answerer.ts';
import { HalQuery, HalQueryAnswerer } from './hal-query.ts';

const context = { signal: new AbortController().signal, owner: 'c1', session: '5e551011' };
const question = { text: 'Wo ist der Schlüssel?', intent: 'KEYS' };
const ANSWERED = ['', '', 'KEYS', 'In the hall.', '', ''];
const DECLINED = ['', '', '', '', '', ''];

function program(call: () => Promise<readonly string[]>) {
  const clock = new FakeClock();
  const lines: string[] = [];
  const write = (level: string) => (message: string) => void lines.push(`${level} ${message}`);
  const log = {
    error: write('error'),
    warn: write('warn'),
    info: write('info'),
    debug: write('debug'),
    debugging: true,
  };
  const asked = vi.fn<Account['call']>(call);
  return {
    clock,
    lines,
    asked,
    halQuery: new HalQuery({ account: { call: asked }, log, clock }),
  };
}

it('is given the question in QM’s bytes, the session and the intent, and what it says is the reply', async () => {
  const { halQuery, asked } = program(async () => ANSWERED);
  expect(await halQuery.ask(question, context)).toMatchObject({ text: 'In the hall.', intent: 'KEYS' });
  const given = ['Wo ist der Schl\u00c3\u00bcssel?', '5e551011', 'KEYS', '', '', ''];
  expect(asked).toHaveBeenCalledWith(
    'HAL.QUERY',
    given,
    expect.objectContaining({ owner: 'c1', timeoutMs: 5_000 }),
  );
});

it('is not asked for a minute where it is not catalogued, then again', async () => {
  const { halQuery, asked, clock, lines } = program(() =>
    Promise.reject(new AccountError('NOT_SUPPORTED', "Unable to load 'HAL.QUERY' object code")),
  );
  for (let times = 0; times < 5; times += 1) expect(await halQuery.ask(question, context)).toBeUndefined();
  expect(asked).toHaveBeenCalledTimes(1);
  clock.advance(60_000);
  await halQuery.ask(question, context);
  expect(asked).toHaveBeenCalledTimes(2);
  expect(lines).toEqual(Array(2).fill('debug HAL.QUERY is not catalogued here'));
});

it.each([
  ['ABORTED', 2, 1],
  ['PROMPTED', 2, 1],
  ['BAD_STATEMENT', 2, 1],
  // It would cost every question its patience.
  ['TIMEOUT', 1, 1],
  // Not its fault, and the table's answer will say so.
  ['UNAVAILABLE', 2, 0],
  ['CANCELLED', 2, 0],
] satisfies [AccountErrorCode, number, number][])(
  'lets the table answer where it ends with %s',
  async (code, asks, warnings) => {
    const { halQuery, asked, lines } = program(() => Promise.reject(new AccountError(code, 'why')));
    expect(await halQuery.ask(question, context)).toBeUndefined();
    expect(lines.filter((line) => line.startsWith('warn'))).toHaveLength(warnings);
    await halQuery.ask(question, context);
    expect(asked).toHaveBeenCalledTimes(asks);
  },
);

const reply = (text: string, confidence: number): Reply => ({
  text,
  intent: 'MEDICATION',
  action: 'medication_query',
  confidence,
  status: 'success',
  rows: [],
  count: 0,
});
const table = (answer: Reply): Answerer => ({ answer: async () => answer });

it('is asked first, and the table where it declines', async () => {
  const answered = program(async () => ANSWERED);
  const first = new HalQueryAnswerer(table(reply('of the table', 0.95)), answered.halQuery, 'first');
  expect((await first.answer(question, context)).text).toBe('In the hall.');
  const declined = program(async () => DECLINED);
  const second = new HalQueryAnswerer(table(reply('of the table', 0.95)), declined.halQuery, 'first');
  expect((await second.answer(question, context)).text).toBe('of the table');
});

it.each([
  ['a sure answer', reply('sure', 0.85), 'sure', 0],
  ['a decline', { ...reply('declined', 0.3), declined: 'not-understood' }, 'In the hall.', 1],
  ['a refused password', { ...reply('refused', 0.95), declined: 'secret', action: 'refused' }, 'refused', 0],
  ['no row at all', UNKNOWN, 'In the hall.', 1],
  ['a failure', { ...reply('QM is down', 0), status: 'error' as const }, 'QM is down', 0],
])('is asked last after %s of the table', async (_, own, text, asks) => {
  const { halQuery, asked } = program(async () => ANSWERED);
  const answerer = new HalQueryAnswerer(table(own), halQuery, 'last');
  expect((await answerer.answer(question, context)).text).toBe(text);
  expect(asked).toHaveBeenCalledTimes(asks);
});
