import { expect, it } from 'vitest';
import { AccountError } from '../errors.ts';
import { lastPhantomRecord } from './phantom-records.ts';

const VERSION = 'hal-listener program WEBSOCKET.LISTENER, version 4.';
const STARTED = ['COMO file activated to PH33', 'Phantom 33 started at 10:23:43 28 NOV 2026'];
const ENDED = 'Phantom 33 terminated at 10:23:44 28 NOV 2026';

function como(records: Readonly<Record<string, readonly string[]>>) {
  const read: string[] = [];
  return {
    read: async (_file: string, id: string) => {
      read.push(id);
      return records[id]?.join('\u00fe');
    },
    select: async () => Object.keys(records),
    ids: read,
  };
}
const failure = async (...lines: readonly string[]) =>
  (await lastPhantomRecord(como({ PH33_281126_102343: [...STARTED, VERSION, ...lines] })))?.failure;

it('finds the newest record of ours among those of others', async () => {
  const account = como({
    PH33_010126_102343: [VERSION, ENDED],
    PH7_281126_090000: [VERSION, '09:00:01 the listener is running, PID 9'],
    PH44_281126_100000: ['a report of somebody'],
    'NOT.OURS': [VERSION],
  });
  expect(await lastPhantomRecord(account)).toEqual({
    id: 'PH7_281126_090000',
    userNo: 7,
    wallClock: Date.UTC(2026, 10, 28, 9),
    failure: undefined,
  });
  expect(account.ids).toEqual(['PH44_281126_100000', 'PH7_281126_090000']);
});

it('reads no more than twenty records', async () => {
  const ids = Array.from({ length: 60 }, (_, n) => `PH${n + 1}_281126_1000${String(n).padStart(2, '0')}`);
  const account = como(Object.fromEntries(ids.map((id) => [id, ['of others']])));
  expect(await lastPhantomRecord(account)).toBeUndefined();
  expect(account.ids).toHaveLength(20);
});

it('tells why it ended without a listener', async () => {
  expect(await failure('Invalid parameter PORT=;', ENDED)).toBe('Invalid parameter PORT=;');
  expect(await failure(ENDED)).toBe('it printed no reason');
  expect(await failure('10:23:44 the listener is running, PID 7', ENDED)).toBeUndefined();
  expect(await failure('10:23:44 the listener is running, PID 7', '000003A1: Unassigned variable')).toContain(
    'Unassigned',
  );
  // It has only just begun.
  expect(await failure()).toBeUndefined();
  expect(
    await failure('WEBSOCKET.LISTENER is already running: QM user 7 holds its lock.', ENDED),
  ).toBeUndefined();
});

it('finds nothing before the first phantom', async () => {
  const select = async () => {
    throw new AccountError('FILE_NOT_FOUND', '$COMO cannot be opened');
  };
  expect(await lastPhantomRecord({ ...como({}), select })).toBeUndefined();
});
