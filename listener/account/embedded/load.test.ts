import { describe, expect, it } from 'vitest';
import { type LoadTarget, loadFiles } from './load.ts';
import subset from './testing/query-subset.json' with { type: 'json' };

/** An account that remembers what it was told. */
function target() {
  const calls: string[] = [];
  const records = new Map<string, string>();
  const account: LoadTarget = {
    createFile: async (name) => void calls.push(`create ${name}`),
    emptyFile: async (name) => void calls.push(`empty ${name}`),
    isExample: async () => false,
    read: async () => undefined,
    select: async () => [],
    writeAll: async (file, written, onWritten) => {
      for (const [id, text] of written) {
        records.set(`${file} ${id}`, text);
        onWritten?.();
      }
    },
  };
  return { account, calls, records };
}

const today = 21_512;
const dict = {
  NAME: { field: 1 },
  DUE: { field: 3, conversion: 'D4-YMD', heading: 'Due', format: '10R' },
  AMOUNT: { field: 4, conversion: 'MD2', format: '10R' },
  TAGS: { field: 5, multivalued: true },
};

async function loaded(record: unknown) {
  const { account, records } = target();
  await loadFiles(account, { files: { F: { dict, data: { R1: record } } } }, { today });
  return records.get('F R1');
}

describe('records', () => {
  it.each([
    ['a text with marks', 'a\u00fe\u00fe5\u00fdx', 'a\u00fe\u00fe5\u00fdx'],
    [
      'a list of what is stored',
      ['ü', null, { days: 9 }, 1299, ['a', ['b', 'c']]],
      '\u00c3\u00bc\u00fe\u00fe21521\u00fe1299\u00fea\u00fdb\u00fcc',
    ],
    [
      'an object of what people write',
      { NAME: 'x', DUE: '2026-11-23', AMOUNT: '-5.75', TAGS: ['a', 'b'] },
      'x\u00fe\u00fe21512\u00fe-575\u00fea\u00fdb',
    ],
    ['a day counted from today', { DUE: { days: -1 } }, '\u00fe\u00fe21511'],
  ])('may be %s', async (_, record, text) => {
    expect(await loaded(record)).toBe(text);
  });

  it.each([
    [
      'an unknown field',
      { NOPE: 'x' },
      'files.F.data.R1.NOPE: the dictionary has no stored field of this name',
    ],
    ['a bad date', { DUE: 'soon' }, `files.F.data.R1.DUE: "soon" does not fit the field's conversion`],
    ['another shape', 5, 'files.F.data.R1: a record is a text with marks'],
    ['a line feed', { NAME: 'a\nb' }, 'files.F.data.R1.NAME: a value holds a line feed'],
  ])('are refused with their place: %s', async (_, record, message) => {
    await expect(loaded(record)).rejects.toMatchObject({
      code: 'BAD_VALUE',
      message: expect.stringContaining(message),
    });
  });
});

it.each([
  5,
  null,
  'text',
  [],
  {},
  { records: {} },
  { files: [] },
  { files: null },
  { files: { F: [] } },
  { files: { F: { dict: [] } } },
  { files: { F: { data: 5 } } },
  { files: { F: { rows: {}, data: {} } } },
  { files: { F: { dict: { A: 5 } } } },
  { files: { F: { dict: { A: { field: 'one' } } } } },
  { files: { F: { data: { R: true } } } },
  { files: { F: { data: { R: [{ years: 1 }] } } } },
  { files: { F: { data: { R: { NAME: { a: 1 } } } } } },
])('rejects %j with an error about the format', async (document) => {
  const error = await loadFiles(target().account, document, { today }).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'BAD_VALUE' });
  expect((error as Error).message).toMatch(/^(files|the document)\b.*: (is|a|the) /);
  expect((error as Error).message).not.toMatch(/invalid|expected|received|undefined/i);
});

it('writes dictionaries and counts', async () => {
  const { account, calls, records } = target();
  expect(await loadFiles(account, { files: { F: { dict, data: { A: '', B: '' } } } }, { today })).toEqual({
    files: 1,
    dictionaryItems: 4,
    records: 2,
  });
  expect(calls).toEqual(['create F']);
  expect(records.get('DICT F DUE')).toBe('D\u00fe3\u00feD4-YMD\u00feDue\u00fe10R\u00feS');
});

it('empties files first if requested', async () => {
  const { account, calls } = target();
  await loadFiles(account, { files: { F: {} } }, { today, replace: true });
  expect(calls).toEqual(['create F', 'empty F']);
});

it('accepts a recorded transcript unchanged', async () => {
  const { account, records } = target();
  expect(await loadFiles(account, subset, { today })).toMatchObject({ files: 3, records: 18 });
  expect(records.get('TRANSACTION B1-5')).toBe(subset.files.TRANSACTION.data['B1-5']);
});

it.each([
  ['no files', {}, 'BAD_VALUE', 'files: '],
  ['a file name that cannot be', { files: { 'A/B': {} } }, 'BAD_ID', 'files.A/B: '],
  ['an id that cannot be', { files: { F: { data: { 'a|b': '' } } } }, 'BAD_ID', 'files.F.data.a|b: '],
  ['an unknown key', { files: { F: { records: {} } } }, 'BAD_VALUE', 'files.F: '],
])('writes nothing of a document with %s', async (_, json, code, place) => {
  const { account, calls, records } = target();
  const files = { GOOD: { data: { R: '' } }, ...(json as { files?: object }).files };
  const document = 'files' in json ? { files } : json;
  await expect(loadFiles(account, document, { today })).rejects.toMatchObject({
    code,
    message: expect.stringContaining(place),
  });
  expect([calls, records.size]).toEqual([[], 0]);
});

it('reports progress', async () => {
  const { account } = target();
  const progress: string[] = [];
  await loadFiles(
    account,
    { files: { F: { dict, data: { R1: ['a'], R2: ['b'] } } } },
    { today, onProgress: (written, all) => progress.push(`${written} of ${all}`) },
  );
  expect(progress).toEqual(['1 of 6', '2 of 6', '3 of 6', '4 of 6', '5 of 6', '6 of 6']);
});
