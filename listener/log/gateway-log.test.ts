import { expect, it, vi } from 'vitest';
import { type GatewayLogOptions, openGatewayLog } from './gateway-log.ts';
import { allLines, diskError, faultyDisk, scratch } from './testing/scratch.ts';

const now = () => new Date(2026, 10, 23, 5, 6, 7, 123);
const client = '127.0.0.1:50124';
const query = { client, session: 's1', intent: 'MEDICATION', ms: 3.4, status: 'success', rows: 3 };

function open(more: Partial<GatewayLogOptions> = {}) {
  return openGatewayLog({ directory: scratch(), maxSize: 1e6, keep: 2, questions: false, now, ...more });
}

it('has one line per opened or closed connection and per query, without texts', async () => {
  const log = open();
  log.opened({ client });
  log.query({ ...query, question: 'what do I take', answer: 'aspirin' });
  log.closed({ client, session: 's1', code: 1001, reason: 'stopped by operator', ms: 20, queries: 1 });
  await log.close();
  expect(allLines(log.path)).toEqual([
    '2026-11-23 05:06:07.123 opened client=127.0.0.1:50124',
    '2026-11-23 05:06:07.123 query  client=127.0.0.1:50124 session=s1 intent=MEDICATION ms=3 status=success rows=3',
    '2026-11-23 05:06:07.123 closed client=127.0.0.1:50124 session=s1 code=1001 reason="stopped by operator" ms=20 queries=1',
  ]);
});

it('includes question and answer if configured', async () => {
  const log = open({ questions: true });
  log.query({ ...query, question: 'what do I take', answer: 'two\nlines' });
  await log.flush();
  log.flushSync();
  expect(allLines(log.path)[0]).toMatch(/ rows=3 question="what do I take" answer="two\\nlines"$/);
});

it('reports errors to the event log, and counts lost lines', async () => {
  let broken = true;
  const disk = faultyDisk((operation) => {
    if (broken && operation === 'open') throw diskError('EACCES');
  });
  const error = vi.fn();
  const nothing = () => {};
  const eventLog = { error, warn: nothing, info: nothing, debug: nothing, debugging: false };
  const log = open({ disk, log: eventLog, maxWaiting: 500, retryMs: 60_000 });
  for (let count = 0; count < 20; count += 1) log.query(query);
  await log.flush();
  expect(error.mock.calls[0]?.[0]).toBe('cannot write the gateway log');
  broken = false;
  await log.close();
  expect(allLines(log.path)[0]).toMatch(/ lost {3}lines=\d+$/);
});
