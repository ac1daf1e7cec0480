import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { FakeClock } from '../../lib/testing/fake-clock.ts';
import type { EmbeddedAccount } from '../account/embedded/embedded-account.ts';
import { loadFiles } from '../account/embedded/load.ts';
import { openEmbeddedAccount } from '../account/embedded/open.ts';
import { AccountError } from '../account/errors.ts';
import { Rows } from '../account/rows.ts';
import type { Log } from '../log/log-line.ts';
import { sameHiddenClass } from '../testing/hidden-class.ts';
import { TableAnswerer } from './answer.ts';
import builtIn from './intents.json' with { type: 'json' };
import { readTable } from './table/subject-table.ts';

/** Monday, 23 November 2026, ten in the morning. */
const NOW = new Date(2026, 10, 23, 10, 0, 0).getTime();
const log = { error: vi.fn(), warn: vi.fn(), info: vi.fn(), debug: vi.fn(), debugging: false } satisfies Log;
const context = () => ({ signal: new AbortController().signal, owner: 'test', session: '5e551011' });

const clock = new FakeClock(NOW);
let folder: string;
let account: EmbeddedAccount;
let answerer: TableAnswerer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hal-answer-'));
  account = await openEmbeddedAccount({
    folder: join(folder, 'HAL'),
    name: 'HAL',
    clock,
    example: true,
  });
  answerer = new TableAnswerer({
    rows: new Rows(account, {}, clock),
    table: () => table,
    log,
    timeoutMs: 5_000,
    clock,
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const table = readTable(JSON.stringify(builtIn));
const ask = (text: string, intent?: string) => answerer.answer({ text, intent }, context());

describe('the example account answers', () => {
  it.each([
    [
      'What medications am I taking?',
      'MEDICATION',
      /^You are currently taking 3 medications: Lisinopril .*, and /,
    ],
    ['Which pills do I take?', 'MEDICATION', /Metformin/],
    ['Which medicines have I stopped?', 'MEDICATION', /past medication/],
    ['Show my allergy list', 'ALLERGY', /^You have 2 allergies recorded: Peanuts/],
    [
      'When is my next doctor appointment?',
      'APPOINTMENT',
      /^Your next appointment is on \w+, \w+ \d+, 2026 at \d/,
    ],
    ['What were my last vital signs?', 'HEALTH_DATA', /blood pressure \d+\/\d+ mmHg, pulse \d+ bpm/],
    ['how is my blood pressure?', 'HEALTH_DATA', /: blood pressure \d+\/\d+ mmHg\.$/],
    [
      'What did I spend at Starbucks?',
      'TRANSACTION',
      /^You spent \$\d+\.\d\d at Starbucks, in 2 transactions\.$/,
    ],
    ['how much did I pay at starbucks', 'TRANSACTION', /at Starbucks, in 2 transactions/],
    ['What did I spend at Nowhere Inc.?', 'TRANSACTION', /^I found no transactions at Nowhere Inc\.$/],
    ['show my recent transactions', 'TRANSACTION', /^Your latest transactions, 5 of \d+: /],
    [
      'How much did I spend this year?',
      'TRANSACTION',
      /^You spent \$[\d,.]+ this year, in \d+ transactions\. The latest: \$/,
    ],
    ['Any appointments tomorrow?', 'APPOINTMENT', /^No\. You have no upcoming appointments tomorrow\.$/],
    ['Am I still taking Metformin?', 'MEDICATION', /^Yes\. Metformin 500 mg/],
    ['what is reimbursable?', 'TRANSACTION', /reimbursable transaction/],
    ['how many medications do I have', 'COUNT', /^There are 5 medications\. 3 of them are active\.$/],
    ['how many active medications are there', 'COUNT', /^There are 3 active medications\.$/],
    ['list my conversations', 'CONVERSATIONS', /^Your last questions were: /],
    ['what time is it', 'TIME', /^The current time is 10:00:00\.$/],
    ["what is today's date", 'DATE', /^Today's date is Monday, November 23, 2026\.$/],
    ['Hello', 'GREETING', /^Hello! How can I help you today\?$/],
    ['What can you do?', 'HELP', /your medications.*your allergies|your allergies.*your medications/],
    ['Tell me a story', 'GENERAL', /^I can only read the records\. You can ask about your medications, /],
    [
      "I have to date this zorp form, what's today?",
      'DATE',
      /^Today's date is Monday, November 23, 2026\. I did not take into account: “I have to date this zorp form”\.$/,
    ],
    [
      'I have to date this form, is it Tuesday?',
      'DATE',
      /^No\. Today's date is Monday.* I did not take into account: “I have to date this form”\.$/,
    ],
    [
      'The clock has stopped. What time is it?',
      'TIME',
      /^The current time .* I did not take into account: “The/,
    ],
  ])('%s', async (text, intent, said) => {
    const reply = await ask(text);
    expect(reply).toMatchObject({ intent, status: 'success' });
    expect(reply.text).toMatch(said);
  });

  it('refuses to speak passwords', async () => {
    expect(await ask('what is my bank password')).toMatchObject({ action: 'refused', status: 'error' });
  });

  it('with rows keyed by field name, dates ISO and lists as arrays', async () => {
    const { rows, count } = await ask('', 'ALLERGY');
    expect(count).toBe(rows.length);
    expect(rows[0]).toMatchObject({ '@ID': expect.any(String), ALLERGEN: expect.any(String) });
    expect(Array.isArray(rows[0]?.SYMPTOMS)).toBe(true);
    const [next] = (await ask('next appointment')).rows;
    expect(next?.APPOINTMENT_DATE).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(next?.APPOINTMENT_TIME).toMatch(/^\d\d:\d\d:\d\d$/);
  });

  it('says that it does not know an intent nobody knows', async () => {
    expect(await ask('', 'NONSENSE')).toMatchObject({ status: 'error', intent: 'UNKNOWN' });
    expect(await ask('what time is it', 'NONSENSE')).toMatchObject({ intent: 'TIME' });
  });
});

describe("a user's own records", () => {
  beforeAll(() => {
    // Names are looked up anew where one is not found, but not at every question.
    clock.advance(10_000);
    return loadFiles(
      account,
      {
        files: {
          TRANSACTION: {
            data: {
              X1: ['21520', 'MCD 1', "McDonald's", '-1200', '', '', '', 'N'],
              X2: ['21480', 'MUELLER', 'Müller', '-999', '', '', '', 'N'],
              X3: ['21512', 'WFM', 'Whole Foods Market', '-5000', '', '', '', 'N'],
              X4: ['21470', 'WFM', 'Whole Foods Market', '-2500', '', '', '', 'N'],
            },
          },
          MEDICATION: {
            data: { X1: ['', 'Ibuprofen', '', '', '200', 'mg', 'as needed', '', '', '', 'discontinued'] },
          },
        },
      },
      { today: 21512 },
    );
  });

  it.each([
    ['What did I spend at mcdonalds?', /^You spent \$12\.00 at McDonald's/],
    ["what did i spend at MCDONALD'S", /\$12\.00/],
    ['What did I spend at Müller?', /\$9\.99/],
    ['money spent at whole foods', /^You spent \$75\.00 at Whole Foods Market, in 2 transactions\.$/],
    [
      'What did I spend at Whole Foods Market this month?',
      /\$50\.00 at Whole Foods Market this month, in one/,
    ],
    ['My Whole Foods Market expenses', /^That comes to \$75\.00 at Whole Foods Market: /],
    [
      'At Whole Foods Market, how much did I spend?',
      /^You spent \$75\.00 at Whole Foods Market, in 2 transactions/,
    ],
    ['Am I taking ibuprofen?', /^No\. Ibuprofen was discontinued\.$/],
    ['how many transactions at whole foods market', /^There are 2 transactions at whole foods market\.$/i],
  ])('%s', async (text, said) => {
    expect((await ask(text)).text).toMatch(said);
  });
});

describe('trouble', () => {
  const broken = (error: Error, patch: Partial<EmbeddedAccount> = {}) =>
    new TableAnswerer({
      rows: new Rows(
        Object.assign(Object.create(account) as EmbeddedAccount, {
          execute: async () => {
            throw error;
          },
          ...patch,
        }),
        {},
        clock,
      ),
      table: () => table,
      log,
      timeoutMs: 5_000,
      clock,
    });

  it('becomes a reply in plain words, and a line in the log', async () => {
    log.warn.mockClear();
    const reply = await broken(new AccountError('BUSY', '203 waiting on qm:4243')).answer(
      { text: 'my medications', intent: undefined },
      context(),
    );
    expect(reply).toMatchObject({
      status: 'error',
      intent: 'MEDICATION',
      action: 'medication_query',
      rows: [],
    });
    expect(reply.text).not.toMatch(/4243/);
    expect(log.warn).toHaveBeenCalledOnce();
  });

  it('with the doctors does not cost the appointment', async () => {
    const withoutDoctors = broken(new Error('unused'), {
      execute: (statement, options) =>
        statement.includes('DOCTOR ') && !statement.includes('APPOINTMENT')
          ? Promise.resolve({ output: 'File not found', status: -1 })
          : account.execute(statement, options),
    });
    const reply = await withoutDoctors.answer({ text: 'my next appointment', intent: undefined }, context());
    expect(reply.text).toMatch(/^Your next appointment is on/);
    expect(reply).toMatchObject({ status: 'success' });
  });

  it('with the doctors comes while the appointments are on their way, and costs no more', async () => {
    let onDoctors = () => {};
    const doctorsAsked = new Promise<void>((resolve) => {
      onDoctors = resolve;
    });
    const reply = await broken(new Error('unused'), {
      execute: async (statement, options) => {
        if (/^LIST DOCTOR /.test(statement)) {
          onDoctors();
          throw new AccountError('FILE_NOT_FOUND', 'DOCTOR');
        }
        if (/^(?:LIST|SORT) APPOINTMENT /.test(statement)) await doctorsAsked;
        return account.execute(statement, options);
      },
    }).answer({ text: 'my next appointment', intent: undefined }, context());
    expect(reply).toMatchObject({ status: 'success', intent: 'APPOINTMENT' });
  });

  it('with a name no statement could hold is none: it is looked for here', async () => {
    const reply = await ask('What did I spend at Joe\'s "Best" Garage?');
    expect(reply).toMatchObject({ intent: 'TRANSACTION', count: 0 });
    expect(reply.text).toMatch(/^I found no transactions at Joe's "Best" Garage\.$/);
  });

  it('from any text is a reply, never an exception', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (text) => {
        const reply = await ask(`What did I spend at ${text}`);
        expect(reply.text).not.toBe('');
        expect(reply.text).not.toContain('undefined');
      }),
      { numRuns: 60 },
    );
  });
});

it('reads a question in slices, with the work of others in between, and understands it as any other', async () => {
  // On a clock by which every step takes a slice.
  const slow = { now: () => clock.now(), monotonic: () => (elapsed += 50) };
  let elapsed = 0;
  const cold = new TableAnswerer({
    rows: new Rows(account, {}, clock),
    table: () => table,
    log,
    timeoutMs: 5_000,
    clock: slow,
  });
  const [text, other] = ['when is my next appointment', 'where is my next appointment'];
  // What the account has to read of its files is read before.
  const expected = await ask(text);
  const turns: number[] = [];
  const first = await withTurns(() => cold.answer({ text, intent: undefined }, context()), turns);
  const second = await withTurns(() => cold.answer({ text, intent: undefined }, context()), turns);
  expect(first).toEqual(expected);
  expect(second).toEqual(first);
  const third = await withTurns(() => cold.answer({ text: other, intent: undefined }, context()), turns);
  expect(third).toEqual(await ask(other));
  const [cut = 0, kept = 0, cutAgain = 0] = turns;
  expect(Math.min(cut, cutAgain)).toBeGreaterThan(kept + table.subjects.length);
});

/** Counts the turns of the event loop that others have while something is done. */
async function withTurns<T>(work: () => Promise<T>, counts: number[]): Promise<T> {
  let turns = 0;
  let isDone = false;
  const count = () => {
    if (isDone) return;
    turns += 1;
    setImmediate(count);
  };
  setImmediate(count);
  const result = await work();
  isDone = true;
  counts.push(turns);
  return result;
}

it('builds replies and rows that V8 reads fast', async () => {
  const question = 'What medications am I taking?';
  let reply = await ask(question);
  // What V8 has not seen often it builds as it comes.
  for (let count = 0; count < 20; count += 1) reply = await ask(question);
  const again = await ask(question);
  expect(sameHiddenClass(again, reply)).toBe(true);
  expect(sameHiddenClass(again.rows[0], reply.rows[1])).toBe(true);
});
