import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FakeClock } from '../../lib/testing/fake-clock.ts';
import { loadFiles } from '../account/embedded/load.ts';
import { openEmbeddedAccount } from '../account/embedded/open.ts';
import { Rows } from '../account/rows.ts';
import { TableAnswerer } from './answer.ts';
import builtIn from './intents.json' with { type: 'json' };
import { readTable } from './table/subject-table.ts';

/** A file nobody has heard of, taught by editing the table alone. */
const NOW = new Date(2026, 10, 23, 10, 0, 0).getTime();
const clock = new FakeClock(NOW);
const log = { error() {}, warn() {}, info() {}, debug() {}, debugging: false };
const folder = mkdtempSync(join(tmpdir(), 'hal-own-'));

const TOOL_LOANS = {
  intent: 'TOOL_LOAN',
  action: 'tool_loan_query',
  topic: 'the tools you lent',
  file: 'TOOL.LOAN',
  noun: ['loan', 'loans'],
  words: ['tool', 'loan'],
  verbs: ['lend|lent', 'borrow|borrowed'],
  fields: ['TOOL', 'BORROWER', 'LENT_ON', 'DUE', 'STATE', 'DEPOSIT'],
  name: '{TOOL}',
  item: '{TOOL}, lent to {BORROWER}[ on {date:LENT_ON}]',
  entities: [
    {
      kind: 'tool',
      fields: ['TOOL'],
      say: 'of the {}',
      behind: ['my', 'the'],
      unknown: 'I have no loan of a {} on record.',
      names: true,
    },
    {
      kind: 'borrower',
      fields: ['BORROWER'],
      say: 'to {}',
      behind: ['to'],
      unknown: 'I have lent nothing to {}.',
    },
  ],
  date: 'LENT_ON',
  states: [
    { name: 'open', words: ['open', 'outstanding', 'out'], filter: [{ field: 'STATE', is: ['out'] }] },
    { name: 'returned', words: ['returned', 'back'], filter: [{ field: 'STATE', is: ['returned'] }] },
  ],
  standard: 'open',
  asks: [
    {
      label: 'borrower',
      words: ['who has', 'who borrowed', 'who ... to'],
      text: '{BORROWER} has the {TOOL}',
    },
    { label: 'due date', words: ['due', 'when ... due', 'when ... back'], text: '{TOOL}: due {date:DUE}' },
  ],
  sort: ['LENT_ON'],
} as const;

let answerer: TableAnswerer;
const ask = async (text: string) =>
  answerer.answer(
    { text, intent: undefined },
    { signal: new AbortController().signal, owner: 't', session: 't' },
  );

beforeAll(async () => {
  const account = await openEmbeddedAccount({
    folder: join(folder, 'HAL'),
    name: 'HAL',
    clock,
    example: true,
  });
  const date = (field: number) => ({ field, conversion: 'D4-YMD', format: '10R' });
  await loadFiles(
    account,
    {
      files: {
        'TOOL.LOAN': {
          dict: {
            TOOL: { field: 1 },
            BORROWER: { field: 2 },
            LENT_ON: date(3),
            DUE: date(4),
            STATE: { field: 5 },
            DEPOSIT: { field: 6 },
          },
          data: {
            1: {
              TOOL: 'Chainsaw',
              BORROWER: 'Anders',
              LENT_ON: '2026-10-02',
              DUE: '2026-12-01',
              STATE: 'out',
            },
            2: {
              TOOL: 'Cordless drill',
              BORROWER: 'Maja',
              LENT_ON: '2026-11-10',
              DUE: '2026-11-30',
              STATE: 'out',
            },
            3: {
              TOOL: 'Ladder',
              BORROWER: 'Anders',
              LENT_ON: '2026-05-05',
              DUE: '2026-05-20',
              STATE: 'returned',
            },
          },
        },
      },
    },
    { today: 21_512 },
  );
  const table = readTable(JSON.stringify({ ...builtIn, subjects: [...builtIn.subjects, TOOL_LOANS] }));
  answerer = new TableAnswerer({
    rows: new Rows(account, {}, clock),
    table: () => table,
    log,
    timeoutMs: 5_000,
    clock,
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a file taught by the table alone', () => {
  it.each([
    [
      'Which tools did I lend?',
      /^You have 2 open loans: Chainsaw, lent to Anders on Friday, October 2, 2026, and Cordless drill/,
    ],
    ['How many tools did I lend?', /^There are 2 open loans\.$|^There are 3 loans\. 2 of them are open\.$/],
    ['Who has my chainsaw?', /^Anders has the Chainsaw\.$/],
    ['who has the drill', /^Maja has the Cordless drill\.$/],
    ['When is the chainsaw due?', /^Chainsaw: due Tuesday, December 1, 2026\.$/],
    ['What tools did I lend to Anders?', /Chainsaw/],
    ['What tools did I lend in October?', /October 2026: Chainsaw/],
    ['Which tools are returned?', /Ladder/],
    ['Did I lend the ladder?', /Ladder/],
    ['What was my last tool loan?', /Cordless drill/],
    ['which tools did i lend to Bob', /^I have lent nothing to Bob\.$/],
  ])('%s', async (question, said) => {
    const reply = await ask(question);
    expect(reply.text).toMatch(said);
    expect(reply.intent).toMatch(/^(TOOL_LOAN|COUNT)$/);
  });

  it.each([
    'Lend my chainsaw to Bob',
    'Buy a chainsaw',
    'What is a tool?',
    'Which tools do I need for a shelf?',
  ])('declines %s', async (question) => {
    expect((await ask(question)).declined).toBeDefined();
  });

  it('leaves the other subjects as they were, and is in the help', async () => {
    expect((await ask('What medications am I taking?')).text).toMatch(
      /^You are currently taking 3 medications/,
    );
    expect((await ask('What can you do?')).text).toMatch(/the tools you lent/);
  });
});
