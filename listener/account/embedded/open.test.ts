import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeClock } from '../../../lib/testing/fake-clock.ts';
import { HAL_SCHEMA, type HalAttribute } from '../hal-schema.ts';
import { openEmbeddedAccount } from './open.ts';

let home: string;
const clock = new FakeClock(new Date(2026, 10, 23, 15, 31).getTime());

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'hal-open-'));
});

afterEach(() => rm(home, { recursive: true, force: true }));

function open(name = 'HAL') {
  return openEmbeddedAccount({ folder: join(home, 'account', name), name, clock });
}

describe('an empty account', () => {
  it('begins with the example: every HAL file with every attribute in its dictionary', async () => {
    const account = await open();
    for (const [file, attributes] of Object.entries(HAL_SCHEMA)) {
      for (const attribute of attributes as readonly HalAttribute[]) {
        const item = (await account.read(`DICT ${file}`, attribute.name))?.split('\u00fe') ?? [];
        expect([file, attribute.name, item[0], item[1], item[5]]).toEqual([
          file,
          attribute.name,
          'D',
          String(attribute.number),
          attribute.multivalued ? 'M' : 'S',
        ]);
        expect(item[2]?.charAt(0) === 'D').toBe(attribute.kind === 'date');
        expect(item[2]?.startsWith('MT')).toBe(attribute.kind === 'time');
        if (attribute.kind === 'number') expect(item[4]).toMatch(/R$/);
      }
      expect((await account.execute(`COUNT ${file}`)).status).toBeGreaterThanOrEqual(3);
    }
    expect(await readdir(join(home, 'account'))).toEqual(['.writing', 'HAL']);
    expect(await readdir(join(home, 'account', '.writing'))).toEqual([]);
  });

  it.each([
    ['COUNT MEDICATION WITH ACTIVE = "Y"', 3],
    ['COUNT MEDICATION WITH STATUS = "discontinued"', 1],
    ['COUNT MEDICATION WITH STATUS = "completed"', 1],
    ['COUNT ALLERGY WITH ACTIVE = "N"', 1],
    ['COUNT APPOINTMENT WITH APPOINTMENT_DATE > "2026-11-23" AND STATUS # "cancelled"', 3],
    ['COUNT TRANSACTION WITH STANDARDIZED_PAYEE = "Starbucks"', 2],
    ['COUNT TRANSACTION WITH REIMBURSABLE_FLAG = "Y"', 4],
    [`COUNT TRANSACTION WITH STANDARDIZED_PAYEE = "Joe's Garage" AND AMOUNT < "-450"`, 1],
    ['COUNT TRANSACTION WITH TRANS_DATE > "2026-11-23"', 0],
    ['COUNT VITAL_SIGNS WITH MEASUREMENT_DATE > "2026-11-01"', 1],
  ])('answers %s with %i', async (statement, count) => {
    expect((await (await open()).execute(statement)).status).toBe(count);
  });
});

describe('an account with anything in it', () => {
  it('is used unchanged', async () => {
    const first = await open();
    await first.delete('MEDICATION', 'M1');
    const second = await open();
    expect(await second.read('MEDICATION', 'M1')).toBeUndefined();
  });

  it('is not filled, even with a file of another kind', async () => {
    const folder = join(home, 'account', 'HAL');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'note.txt'), 'mine');
    expect((await (await open()).execute('COUNT MEDICATION')).output).toBe('File not found');
    expect(await readdir(folder)).toEqual(['note.txt']);
  });
});

it('can begin empty', async () => {
  const account = await openEmbeddedAccount({ folder: join(home, 'E'), name: 'E', clock, example: false });
  expect((await account.execute('LISTF')).output).toBe('0 record(s) listed');
});

it('handles two processes that start at once', async () => {
  const [first, second] = await Promise.all([open(), open()]);
  expect((await first.execute('COUNT MEDICATION')).status).toBe(5);
  expect((await second.execute('COUNT MEDICATION')).status).toBe(5);
});

it('reports that it cannot create a folder', async () => {
  await writeFile(join(home, 'account'), 'a file');
  await expect(open()).rejects.toMatchObject({ name: 'AccountError', code: 'UNAVAILABLE' });
});
