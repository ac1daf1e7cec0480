import { expect, it } from 'vitest';
import type { QmFile } from './account-folder.ts';
import { KeptResults } from './kept-results.ts';

const file = (): QmFile => ({ name: 'F', data: { version: 0 }, dictionary: { version: 0 } }) as QmFile;

function counted() {
  const results = new KeptResults();
  let runs = 0;
  const ask = (of: QmFile, statement = 'COUNT F', year = 2026, more = '') =>
    results.of(statement, of, year, () => {
      runs += 1;
      return { output: `${runs}${more}`, status: runs };
    });
  return { results, ask, runs: () => runs };
}

it('runs a statement once, until records, dictionary, file or year are others', async () => {
  const { ask } = counted();
  const one = file();
  expect((await ask(one)).status).toBe(1);
  expect((await ask(one)).status).toBe(1);
  one.data.version += 1;
  expect((await ask(one)).status).toBe(2);
  one.dictionary.version += 1;
  expect((await ask(one)).status).toBe(3);
  const other = file();
  other.data.version = 1;
  other.dictionary.version = 1;
  expect((await ask(other)).status).toBe(4);
  expect((await ask(other, 'COUNT F', 2027)).status).toBe(5);
  expect((await ask(other, 'COUNT F WITH A', 2027)).status).toBe(6);
  expect((await ask(other, 'COUNT F', 2027)).status).toBe(5);
});

it('keeps nothing of a run during which a record changed', async () => {
  const { results, ask } = counted();
  const one = file();
  const changing = () => {
    one.data.version += 1;
    return { output: '', status: 99 };
  };
  expect((await results.of('COUNT F', one, 2026, changing)).status).toBe(99);
  expect((await ask(one)).status).toBe(1);
});

it('keeps nothing long, and not more than its number', async () => {
  const { ask, runs } = counted();
  const one = file();
  await ask(one, 'LIST F', 2026, 'x'.repeat(40_000));
  await ask(one, 'LIST F', 2026, 'x'.repeat(40_000));
  expect(runs()).toBe(2);
  for (let number = 0; number < 100; number += 1) await ask(one, `COUNT F ${number}`);
  expect(runs()).toBe(102);
  await ask(one, 'COUNT F 0');
  await ask(one, 'COUNT F');
  expect(runs()).toBe(103);
  await ask(one, 'COUNT F 0');
  expect(runs()).toBe(104);
});
