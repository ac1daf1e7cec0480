import { describe, expect, it } from 'vitest';
import type { Session } from './session-verbs.ts';
import { runStatement } from './statement-run.ts';
import { memoryFile, type RecordedFile } from './testing/memory-file.ts';
import absentIds from './testing/query-absent-ids.json' with { type: 'json' };
import oddValues from './testing/query-odd-values.json' with { type: 'json' };
import reports from './testing/query-reports.json' with { type: 'json' };
import subset from './testing/query-subset.json' with { type: 'json' };

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
