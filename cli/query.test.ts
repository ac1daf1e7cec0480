import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EXIT } from '../contract/exit-codes.ts';
import builtIn from '../listener/query/intents.json' with { type: 'json' };
import { queryVerb } from './query.ts';
import { CliFailure } from './terminal.ts';
import { recordedTerminal, typed } from './testing/terminal.ts';

let home: string;

beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'hal-explain-'));
});

afterEach(() => rm(home, { recursive: true, force: true }));

/** @returns what is printed, line by line, and the label of each line with what stands beside it */
async function explained(question: string, ...flags: readonly string[]) {
  const terminal = recordedTerminal({ HAL_LISTENER_HOME: home });
  await typed(queryVerb(terminal), '--explain', ...flags, question);
  const lines = terminal.output().split('\n');
  const rows = lines.flatMap((line) => {
    const at = line.indexOf('  ');
    return at < 1 ? [] : [[line.slice(0, at), line.slice(at).trim()] as const];
  });
  return { lines, said: Object.fromEntries(rows) as Readonly<Record<string, string>> };
}

describe('query --explain', () => {
  it('prints what was understood, the statements, the rows, the time and the answer', async () => {
    const { lines, said } = await explained('What did I spend at Starbucks in October 2025?');
    expect(said).toMatchObject({
      understood: 'TRANSACTION, sum',
      'restricted to': 'payee, spent',
      period: '2025-10-01 to 2025-10-31',
      'not understood': '–',
      declined: '–',
      rows: expect.stringMatching(/^\d+$/),
      time: expect.stringMatching(/^\d+\.\d ms; \d+ statements before it read dictionaries and names$/),
    });
    const statements = lines.filter((line) => line.startsWith('  LIST TRANSACTION '));
    expect(statements).toHaveLength(1);
    expect(statements[0]).toContain('TRANS_DATE >= "2025-10-01"');
    expect(lines.at(-2)).toMatch(/Starbucks in October 2025/);
  });

  it('answers by a table that is not saved, and by it alone', async () => {
    const file = path.join(home, 'table.json');
    await writeFile(file, JSON.stringify(builtIn).replace('"grocery"', '"grocery","provender"'));
    const question = 'How much did I spend on provender?';
    expect((await explained(question)).said).toMatchObject({ declined: 'unknown-name' });
    const { said } = await explained(question, '--intents', file);
    expect(said).toMatchObject({ understood: 'TRANSACTION, sum', declined: '–' });
    await writeFile(file, '{"subjects": []}');
    await expect(explained(question, '--intents', file)).rejects.toThrow(/table\.json, line 1: subjects: /);
    const running = typed(
      queryVerb(recordedTerminal({ HAL_LISTENER_HOME: home })),
      '--intents',
      file,
      question,
    );
    await expect(running).rejects.toMatchObject({ exitCode: EXIT.usage });
  });

  it('prints the words that were not understood, and why the question is declined', async () => {
    const { lines, said } = await explained('Which medication did the wombat take?');
    expect(said).toMatchObject({ understood: '–', declined: 'not-understood', rows: '0' });
    expect(said['not understood']).toContain('wombat');
    expect(lines.at(-2)).toContain('I do not know how to answer that.');
  });

  it('ends with the exit code of a failure where the question is refused', async () => {
    const terminal = recordedTerminal({ HAL_LISTENER_HOME: home });
    const error: unknown = await typed(queryVerb(terminal), '--explain', 'what is my password').catch(
      (one) => one,
    );
    expect(error).toBeInstanceOf(CliFailure);
    expect(error).toMatchObject({ exitCode: EXIT.failed });
    expect(terminal.output()).toContain('secret');
  });

  it('does not run without a question', async () => {
    const error: unknown = await typed(
      queryVerb(recordedTerminal({ HAL_LISTENER_HOME: home })),
      '--explain',
    ).catch((one) => one);
    expect(error).toMatchObject({ exitCode: EXIT.usage });
  });
});
