import { describe, expect, it } from 'vitest';
import { itemOf } from './dictionary.ts';
import type { Field, SortKey } from './query.ts';
import type { Session } from './session-verbs.ts';
import { runStatement, sorted } from './statement-run.ts';
import { memoryFile, type RecordedFile } from './testing/memory-file.ts';
import absentIds from './testing/query-absent-ids.json';
import oddValues from './testing/query-odd-values.json';
import reports from './testing/query-reports.json';
import subset from './testing/query-subset.json';

interface Transcript {
  readonly files: Readonly<Record<string, RecordedFile>>;
  readonly cases: readonly { readonly statement: string; readonly status: number; readonly output: string }[];
}

const session: Session = {
  account: 'HAL',
  user: { userNo: 1, pid: 4711, since: '23 Nov 05:30', origin: 'embedded', self: true },
  login: 'halqm',
  now: new Date(2026, 10, 23, 15, 31, 56),
  files: ['MEDICATION', 'TRANSACTION'],
};

function run(transcript: Pick<Transcript, 'files'>, statement: string) {
  const files = Object.entries(transcript.files).map(([name, file]) => memoryFile(name, file));
  return runStatement(statement, (name) => files.find((file) => file.name === name), session);
}

/** A LIST without BY comes in the file's own order, which here is another than QM's: its rows are a set. */
function comparable(statement: string, output: string): readonly string[] {
  const lines = output.split('\n');
  if (!/^ *LIST +(?!.* BY[ .])/.test(statement)) return lines;
  return [lines[0] ?? '', ...lines.slice(1, -1).sort(), lines.at(-1) ?? ''];
}

const transcripts: readonly (readonly [string, Transcript])[] = [
  ['query-subset', subset],
  ['query-absent-ids', absentIds],
  ['query-odd-values', oddValues],
  ['query-reports', reports],
];

describe.each(transcripts)('statements recorded in %s', (_, transcript) => {
  it.each(transcript.cases)('$statement', ({ statement, status, output }) => {
    const answer = run(transcript, statement);
    expect(comparable(statement, answer.output)).toEqual(comparable(statement, output));
    expect(answer.status).toBe(status);
  });
});

function key(number: number, format: string, descending = false): SortKey {
  const item = itemOf('F', ['D', String(number), '', '', format, 'S']) as { readonly field: Field };
  return { field: item.field, descending };
}

function order(rows: readonly (readonly string[])[], ...keys: readonly SortKey[]): string {
  const records = rows.map((fields, index) => ({ id: `${index}`, text: '', fields }));
  return sorted(records, keys)
    .map(({ fields }) => fields[0])
    .join(' ');
}

it('sorts left-justified fields as text, right-justified ones as numbers', () => {
  const rows = [['10'], ['9'], ['-3'], ['05']];
  expect(order(rows, key(1, '5L'))).toBe('-3 05 10 9');
  expect(order(rows, key(1, '5R'))).toBe('-3 05 9 10');
  expect(order(rows, key(1, '5R', true))).toBe('10 9 05 -3');
});

it('sorts the empty value as 0 and right-aligned text by its end', () => {
  expect(order([['1'], ['-1'], ['']], key(1, '5R'))).toBe('-1  1');
  expect(order([['b'], ['aa']], key(1, '5R'))).toBe('b aa');
});

it('sorts by the next key if one is equal, and in reverse order of arrival if all are', () => {
  const rows = [
    ['a', '1'],
    ['b', '2'],
    ['c', '1'],
  ];
  expect(order(rows, key(2, '5R'))).toBe('c a b');
  expect(order(rows, key(2, '5R', true), key(1, '5L'))).toBe('b a c');
  expect(order(rows)).toBe('a b c');
});
