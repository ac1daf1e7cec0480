import { describe, expect, it } from 'vitest';
import { AccountError } from '../errors.ts';
import { call, execute, read, select, takeListenerLock, write } from './operations.ts';

import type { Reply } from './replies.ts';
import type { CommonRequest } from './requests.ts';
import type { Ask } from './session.ts';
import { reply } from './testing/reply-encoder.ts';

const FILE_NO = Buffer.from([3, 0]);

/** Answers each function with what is given for it, everything else with a bare `ok`. */
function qm(answers: Partial<Record<CommonRequest['function'], Reply | AccountError>>) {
  const asked: CommonRequest[] = [];
  const ask: Ask = async (request) => {
    asked.push(request);
    const answer = request.function === 'open' ? reply(FILE_NO) : reply();
    const given = answers[request.function] ?? answer;
    if (given instanceof AccountError) throw given;
    return given;
  };
  return { ask, asked, functions: () => asked.map((request) => request.function) };
}

describe('an operation', () => {
  it('on a record opens its file, and closes it whatever happens', async () => {
    const there = qm({ read: reply('Amoxil') });
    expect(await read(there.ask, 'MEDICATION', 'M1')).toBe('Amoxil');
    expect(there.asked).toEqual([
      { function: 'open', file: 'MEDICATION' },
      { function: 'read', fileNo: 3, id: 'M1' },
      { function: 'close', fileNo: 3 },
    ]);
    const refused = qm({ read: reply('', 3000, 'else') });
    await expect(read(refused.ask, 'MEDICATION', 'M1')).rejects.toMatchObject({ code: 'BAD_ID' });
    expect(refused.functions()).toEqual(['open', 'read', 'close']);
  });

  it('writes nothing under another’s lock', async () => {
    const locked = qm({ readu: new AccountError('LOCKED', 'by 96') });
    await expect(write(locked.ask, 'MEDICATION', 'M1', 'x')).rejects.toMatchObject({ code: 'LOCKED' });
    expect(locked.functions()).toEqual(['open', 'readu', 'close']);
  });

  it('says why a write was refused, by its status where there are no words', async () => {
    const readOnly = qm({ readu: reply('', 3006, 'else'), write: reply('', 3018, 'on-error') });
    await expect(write(readOnly.ask, 'F', 'M1', 'x')).rejects.toMatchObject({
      code: 'NOT_SUPPORTED',
      message: 'this QM user has read-only access to that file (status 3018)',
    });
  });

  it('selects every id, or none', async () => {
    expect(await select(qm({ readList: reply('M1\u00feM2') }).ask, 'F')).toEqual(['M1', 'M2']);
    expect(await select(qm({}).ask, 'F')).toEqual([]);
    const failed = qm({ select: reply('disk', 3010, 'on-error') });
    await expect(select(failed.ask, 'F')).rejects.toMatchObject({ code: 'ABORTED', message: 'disk' });
  });

  it('clears the select list a statement may leave, also after an abort, and only then', async () => {
    const list = qm({ execute: reply('2 record(s) listed', 2) });
    expect(await execute(list.ask, 'LIST F')).toEqual({ output: '2 record(s) listed', status: 2 });
    expect(list.functions()).toEqual(['execute']);
    const aborted = qm({ execute: reply('boom', 0, 'on-error') });
    await expect(execute(aborted.ask, 'MY.PROGRAM')).rejects.toMatchObject({
      code: 'ABORTED',
      message: 'boom',
    });
    expect(aborted.asked.at(-1)).toEqual({ function: 'clearSelect', list: 0 });
  });

  it('gives a call’s arguments as they are afterwards', async () => {
    const body = Buffer.from('02000500000052494748542003000a0000006c6566742d7269676874', 'hex');
    const called = qm({ call: reply(body, 1004) });
    expect(await call(called.ask, 'T.SUB', ['left', 'right', ''])).toEqual(['left', 'RIGHT', 'left-right']);
  });
});

describe('the listener’s lock', () => {
  it('keeps its file open, for closing would release it', async () => {
    const free = qm({ readu: reply('', 3006, 'else') });
    expect(await takeListenerLock(free.ask)).toBe(true);
    expect(free.asked).toEqual([
      { function: 'open', file: '$HOLD' },
      { function: 'readu', fileNo: 3, id: 'WEBSOCKET.LISTENER' },
    ]);
  });

  it('is no matter when somebody else has it', async () => {
    const held = qm({ readu: new AccountError('LOCKED', 'by 96') });
    expect(await takeListenerLock(held.ask)).toBe(false);
    expect(held.functions()).toEqual(['open', 'readu', 'close']);
  });

  it('tells an account without $HOLD', async () => {
    const without = qm({ open: reply('', 3007, 'else') });
    await expect(takeListenerLock(without.ask)).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
  });
});
