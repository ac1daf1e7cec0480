import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeClock } from '../../../lib/testing/fake-clock.ts';
import type { EmbeddedAccount } from '../../account/embedded/embedded-account.ts';
import { loadFiles } from '../../account/embedded/load.ts';
import { openEmbeddedAccount } from '../../account/embedded/open.ts';
import { AccountError, type AccountErrorCode } from '../../account/errors.ts';
import { Rows } from '../../account/rows.ts';
import builtIn from '../intents.json' with { type: 'json' };
import { readTable } from '../table/subject-table.ts';
import { CatalogueStore } from './catalogue-store.ts';

/** What is known of the names of an account, and for how long. */

const folder = mkdtempSync(path.join(tmpdir(), 'hal-known-'));
const table = readTable(JSON.stringify(builtIn));
const [doctor] = table.subjects.filter(({ intent }) => intent === 'DOCTOR');
const [transaction] = table.subjects.filter(({ intent }) => intent === 'TRANSACTION');
if (doctor === undefined || transaction === undefined) throw new Error('no doctors');
const options = { timeoutMs: 5_000, owner: 'test' };

let clock: FakeClock;
let account: EmbeddedAccount;
let store: CatalogueStore;
let statements: string[];
let failure: AccountErrorCode | undefined;

beforeEach(async () => {
  clock = new FakeClock(new Date(2026, 10, 23, 10).getTime());
  account = await openEmbeddedAccount({
    folder: path.join(folder, 'HAL'),
    name: 'HAL',
    clock,
    example: false,
  });
  statements = [];
  failure = undefined;
  const rows = new Rows(
    {
      driver: account.driver,
      execute: (statement, more) => {
        statements.push(statement);
        return failure === undefined
          ? account.execute(statement, more)
          : Promise.reject(new AccountError(failure, 'refused'));
      },
      select: (file, more) => account.select(file, more),
    },
    {},
    clock,
  );
  store = new CatalogueStore(rows, clock);
});
afterEach(async () => {
  await account.close();
  rmSync(folder, { recursive: true, force: true });
});

const load = (files: object) => loadFiles(account, { files }, { today: 0, replace: true });
const people = (data: Readonly<Record<string, Readonly<Record<string, string>>>>) =>
  load({
    PERSON: {
      dict: { FIRST_NAME: { field: 1 }, LAST_NAME: { field: 2 }, RELATIONSHIP: { field: 3 } },
      data,
    },
  });

describe('the members of the family', () => {
  it('are called by their names and what they are to the speaker', async () => {
    await people({
      '1': { FIRST_NAME: 'Sam', LAST_NAME: 'Hale', RELATIONSHIP: 'Self' },
      '2': { FIRST_NAME: 'Ellen Mary', LAST_NAME: 'Hale', RELATIONSHIP: ' Wife ' },
      '3': { FIRST_NAME: '', LAST_NAME: '', RELATIONSHIP: 'Uncle' },
      '4': { FIRST_NAME: 'Tim', LAST_NAME: '', RELATIONSHIP: 'Son' },
      '5': { FIRST_NAME: 'J', LAST_NAME: '', RELATIONSHIP: '' },
    });
    const members = await store.family(table, options);
    expect(Object.fromEntries(members.map((one) => [one.id, one]))).toEqual({
      '1': { id: '1', name: 'Sam', names: ['sam', 'self'], surnames: ['hale'], isSpeaker: true },
      '2': {
        id: '2',
        name: 'Ellen Mary',
        names: ['ellen', 'wife', 'spouse', 'missu', 'missi', 'wifey'],
        surnames: ['hale'],
        isSpeaker: false,
      },
      '3': { id: '3', name: 'uncle', names: ['uncle'], surnames: [], isSpeaker: false },
      '4': { id: '4', name: 'Tim', names: ['tim', 'son', 'boy', 'lad'], surnames: [], isSpeaker: false },
      '5': { id: '5', name: 'J', names: [], surnames: [], isSpeaker: false },
    });
    expect(store.knownFamily).toBe(members);
  });

  it('are read again after a while', async () => {
    await people({ '1': { FIRST_NAME: 'Sam', LAST_NAME: '', RELATIONSHIP: 'Self' } });
    const names = async () => (await store.family(table, options)).map(({ name }) => name);
    expect(await names()).toEqual(['Sam']);
    await people({ '1': { FIRST_NAME: 'Max', LAST_NAME: '', RELATIONSHIP: 'Self' } });
    clock.advance(59_999);
    expect(await names()).toEqual(['Sam']);
    clock.advance(1);
    expect(await names()).toEqual(['Max']);
  });

  it('are none where there is no file of them, and not known where the account does not answer', async () => {
    expect(store.knownFamily).toEqual([]);
    expect(await store.family(table, options)).toEqual([]);
    clock.advance(60_000);
    failure = 'BAD_STATEMENT';
    expect(await store.family(table, options)).toEqual([]);
    clock.advance(60_000);
    failure = 'UNAVAILABLE';
    await expect(store.family(table, options)).rejects.toThrow(AccountError);
  });

  it('stand in PERSON where the table has no subject for them', async () => {
    await people({ '1': { FIRST_NAME: 'Sam', LAST_NAME: '', RELATIONSHIP: 'Self' } });
    const other = { ...table, subjects: table.subjects.filter(({ intent }) => intent !== 'PERSON') };
    expect(await store.family(other, options)).toHaveLength(1);
  });
});

describe('the names of a subject', () => {
  const asked = () =>
    statements.splice(0).filter((statement) => /^LIST \w+ LAST_NAME/.test(statement)).length;

  it('are none of a file that is not there, and that is asked for again after a while', async () => {
    expect(store.known(doctor)).toBeUndefined();
    expect(await store.load(table, [doctor], options)).toBe(true);
    expect(store.errorOf(doctor)?.code).toBe('FILE_NOT_FOUND');
    expect(store.known(doctor)).toBeDefined();
    statements = [];
    expect(await store.load(table, [doctor], options)).toBe(false);
    expect(await store.load(table, [doctor], options, true)).toBe(false);
    expect(statements).toEqual([]);
    clock.advance(60_000);
    expect(await store.load(table, [doctor], options)).toBe(false);
    expect(statements.length).toBeGreaterThan(0);
  });

  it('are not known where the account does not answer, and asked for again with the next question', async () => {
    failure = 'UNAVAILABLE';
    expect(await store.load(table, [doctor], options)).toBe(true);
    expect(store.errorOf(doctor)?.code).toBe('UNAVAILABLE');
    expect(store.known(doctor)).toBeUndefined();
    failure = undefined;
    await load({ DOCTOR: { dict: { LAST_NAME: { field: 1 } }, data: { '1': { LAST_NAME: 'Chen' } } } });
    expect(await store.load(table, [doctor], options, true)).toBe(true);
    expect(store.errorOf(doctor)).toBeUndefined();
    expect(store.known(doctor)).toBeDefined();
  });

  it('are read once for all who wait for them, and anew for another table', async () => {
    await load({ DOCTOR: { dict: { LAST_NAME: { field: 1 } }, data: { '1': { LAST_NAME: 'Chen' } } } });
    const both = await Promise.all([1, 2].map(() => store.load(table, [doctor], options)));
    expect(both).toEqual([true, true]);
    expect(asked()).toBe(1);
    expect(await store.load(table, [doctor, doctor], options)).toBe(false);
    expect(asked()).toBe(0);
    expect(await store.load({ ...table }, [doctor], options)).toBe(true);
    expect(asked()).toBe(1);
  });

  it('are kept where a record cannot be looked for', async () => {
    await load({
      TRANSACTION: {
        dict: { TRANS_DATE: { field: 1, conversion: 'D4-YMD' }, STANDARDIZED_PAYEE: { field: 2 } },
        data: { T1: { TRANS_DATE: '2026-10-05', STANDARDIZED_PAYEE: 'Acme' } },
      },
    });
    await store.load(table, [transaction], options);
    const known = store.known(transaction);
    clock.advance(5_000);
    failure = 'UNAVAILABLE';
    expect(await store.load(table, [transaction], options, true)).toBe(true);
    expect(store.known(transaction)).toBe(known);
    expect(store.errorOf(transaction)).toBeUndefined();
  });
});
