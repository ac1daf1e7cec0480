import { expect, it } from 'vitest';
import { MAX_HEARD_LENGTH, MAX_TRACED_STATEMENTS, QUESTION_TRACE } from '../../contract/question-trace.ts';
import { recordedLog } from '../control/testing/controlled.ts';
import { failure } from '../protocol/reply.ts';
import { LoggedAccount } from './logged-account.ts';
import { MiniatureAccount } from './qm/testing/miniature-account.ts';
import { StatementTrace } from './statement-trace.ts';

function traced() {
  const trace = new StatementTrace();
  const log = recordedLog();
  return { trace, log, account: new LoggedAccount(new MiniatureAccount(), log, trace) };
}

it('keeps the statements of a traced connection, and of no other', async () => {
  const { trace, log, account } = traced();
  trace.start('a');
  await account.execute('WHO', { owner: 'a' });
  await account.execute('LISTU', { owner: 'b' });
  await account.execute('LISTU');
  const kept = trace.of('a');
  expect(kept).toEqual({ statements: [{ text: 'WHO', ms: expect.any(Number), status: -1 }], omitted: 0 });
  expect(QUESTION_TRACE.parse(kept)).toEqual(kept);
  expect(trace.of('b')).toBeUndefined();
  expect(log.lines).toEqual([]);
  trace.stop('a');
  await account.execute('WHO', { owner: 'a' });
  expect(trace.of('a')).toBeUndefined();
});

it('keeps a failure with its code, and the caller gets the error', async () => {
  const { trace } = traced();
  const broken = new LoggedAccount(
    Object.assign(new MiniatureAccount(), { execute: () => Promise.reject(new Error('odd')) }),
    recordedLog(),
    trace,
  );
  trace.start('a');
  await expect(broken.execute('WHO', { owner: 'a' })).rejects.toThrow('odd');
  expect(trace.of('a')?.statements).toEqual([{ text: 'WHO', ms: expect.any(Number), error: 'UNEXPECTED' }]);
});

it('is about the last question only', async () => {
  const { trace, account } = traced();
  trace.start('a');
  await account.execute('WHO', { owner: 'a' });
  trace.onReply('a', { ...failure('no'), declined: 'no subject', remainder: ['tyres'], assist: 'declined' });
  expect(trace.of('a')?.outcome).toEqual({
    declined: 'no subject',
    remainder: ['tyres'],
    assist: 'declined',
  });
  trace.onQuestion('a');
  expect(trace.of('a')).toEqual({ statements: [], omitted: 0 });
  trace.onQuestion('b');
  trace.onReply('b', failure('no'));
  expect(trace.of('b')).toBeUndefined();
});

it('keeps what was heard of a spoken question, for that question only', () => {
  const { trace } = traced();
  trace.start('a');
  trace.onQuestion('a', `my medications${'!'.repeat(MAX_HEARD_LENGTH)}`);
  const kept = trace.of('a');
  expect(kept?.heard).toMatch(/^my medications!/);
  expect(QUESTION_TRACE.parse(kept)).toEqual(kept);
  trace.onQuestion('a', '');
  expect(trace.of('a')).toEqual({ statements: [], omitted: 0 });
  trace.onQuestion('b', 'my visits');
  expect(trace.of('b')).toBeUndefined();
});

it('is bounded in statements, their length, and connections', async () => {
  const { trace, account } = traced();
  trace.start('0');
  for (let count = 0; count < MAX_TRACED_STATEMENTS + 3; count += 1) {
    await account.execute(`WHO ${'x'.repeat(9_000)}`, { owner: '0' });
  }
  expect(trace.of('0')).toMatchObject({ omitted: 3 });
  expect(QUESTION_TRACE.parse(trace.of('0')).statements).toHaveLength(MAX_TRACED_STATEMENTS);
  for (let owner = 1; owner <= 20; owner += 1) trace.start(String(owner));
  expect(trace.of('0')).toBeUndefined();
  expect(trace.of('20')).toBeDefined();
});
