import { describe, expect, it } from 'vitest';
import { AccountError } from '../errors.ts';
import { toQmText } from '../text.ts';
import {
  call,
  checkedId,
  execute,
  parseLocks,
  parseUsers,
  read,
  select,
  takeListenerLock,
  write,
} from './operations.ts';
import type { Reply } from './replies.ts';
import type { CommonRequest } from './requests.ts';
import type { SendRequest } from './session.ts';
import { reply } from './testing/reply-encoder.ts';

const FILE_NO = Buffer.from([3, 0]);

/** Answers each function with what is given for it, everything else with a bare `ok`. */
function qm(answers: Partial<Record<CommonRequest['function'], Reply | AccountError>>) {
  const sent: CommonRequest[] = [];
  const send: SendRequest = async (request) => {
    sent.push(request);
    const answer = request.function === 'open' ? reply(FILE_NO) : reply();
    const scripted = answers[request.function] ?? answer;
    if (scripted instanceof AccountError) throw scripted;
    return scripted;
  };
  return { send, sent, functions: () => sent.map((request) => request.function) };
}

describe('an operation', () => {
  it('on a record opens its file, and always closes it', async () => {
    const there = qm({ read: reply('Amoxil') });
    expect(await read(there.send, 'MEDICATION', 'M1')).toBe('Amoxil');
    expect(there.sent).toEqual([
      { function: 'open', file: 'MEDICATION' },
      { function: 'read', fileNo: 3, id: 'M1' },
      { function: 'close', fileNo: 3 },
    ]);
    const rejected = qm({ read: reply('', 3000, 'else') });
    await expect(read(rejected.send, 'MEDICATION', 'M1')).rejects.toMatchObject({ code: 'BAD_ID' });
    expect(rejected.functions()).toEqual(['open', 'read', 'close']);
  });

  it('writes nothing under another’s lock', async () => {
    const locked = qm({ readu: new AccountError('LOCKED', 'by 96') });
    await expect(write(locked.send, 'MEDICATION', 'M1', 'x')).rejects.toMatchObject({ code: 'LOCKED' });
    expect(locked.functions()).toEqual(['open', 'readu', 'close']);
  });

  it('reports why a write was rejected, by its status if there is no message', async () => {
    const readOnly = qm({ readu: reply('', 3006, 'else'), write: reply('', 3018, 'on-error') });
    await expect(write(readOnly.send, 'F', 'M1', 'x')).rejects.toMatchObject({
      code: 'NOT_SUPPORTED',
      message: 'this QM user has read-only access to that file (status 3018)',
    });
  });

  it('selects every id, or none', async () => {
    expect(await select(qm({ readList: reply('M1\u00feM2') }).send, 'F')).toEqual(['M1', 'M2']);
    expect(await select(qm({}).send, 'F')).toEqual([]);
    const failed = qm({ select: reply('disk', 3010, 'on-error') });
    await expect(select(failed.send, 'F')).rejects.toMatchObject({ code: 'ABORTED', message: 'disk' });
  });

  it('clears the select list that a statement may leave, also after an abort, and only then', async () => {
    const list = qm({ execute: reply('2 record(s) listed', 2) });
    expect(await execute(list.send, 'LIST F')).toEqual({ output: '2 record(s) listed', status: 2 });
    expect(list.functions()).toEqual(['execute']);
    const aborted = qm({ execute: reply('boom', 0, 'on-error') });
    await expect(execute(aborted.send, 'MY.PROGRAM')).rejects.toMatchObject({
      code: 'ABORTED',
      message: 'boom',
    });
    expect(aborted.sent.at(-1)).toEqual({ function: 'clearSelect', list: 0 });
  });

  it('returns a call’s arguments as changed by the subroutine', async () => {
    const body = Buffer.from('02000500000052494748542003000a0000006c6566742d7269676874', 'hex');
    const called = qm({ call: reply(body, 1004) });
    expect(await call(called.send, 'T.SUB', ['left', 'right', ''])).toEqual(['left', 'RIGHT', 'left-right']);
  });
});

describe('the listener’s lock', () => {
  it('keeps its file open, because closing it would release the lock', async () => {
    const free = qm({ readu: reply('', 3006, 'else') });
    expect(await takeListenerLock(free.send)).toBe(true);
    expect(free.sent).toEqual([
      { function: 'open', file: '$HOLD' },
      { function: 'readu', fileNo: 3, id: 'WEBSOCKET.LISTENER' },
    ]);
  });

  it('is optional if another user has it', async () => {
    const held = qm({ readu: new AccountError('LOCKED', 'by 96') });
    expect(await takeListenerLock(held.send)).toBe(false);
    expect(held.functions()).toEqual(['open', 'readu', 'close']);
  });

  it('reports an account without $HOLD', async () => {
    const without = qm({ open: reply('', 3007, 'else') });
    await expect(takeListenerLock(without.send)).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
  });
});

describe('LISTU', () => {
  it('is read as users: ourselves, parents, origins', () => {
    const output = [
      '  User  Pid          Puid  Login time    Origin : Username',
      '     3  7655               23 Nov 15:28  : root',
      '*   90  36123              23 Nov 05:06  QMVbSrvr 127.0.0.1: halqm',
      '    91  36130        90    23 Nov 05:07  Phantom: halqm (logout pending)',
    ].join('\n');
    expect(parseUsers(output)).toEqual([
      { userNo: 3, pid: 7655, since: '23 Nov 15:28', origin: ': root', self: false },
      { userNo: 90, pid: 36123, since: '23 Nov 05:06', origin: 'QMVbSrvr 127.0.0.1: halqm', self: true },
      {
        userNo: 91,
        pid: 36130,
        parent: 90,
        since: '23 Nov 05:07',
        origin: 'Phantom: halqm (logout pending)',
        self: false,
      },
    ]);
  });
});

describe('LIST.READU', () => {
  it('is read as locks, paths and ids put together again', () => {
    const output = [
      'Record lock limit (NUMLOCKS) = 100, Current = 1, Peak = 2',
      'User File Path........................... Type Id..............................',
      '   6    3 /opt/qm/hal/$HOLD               RU   WEBSOCKET.LISTENER              ',
      '  12    4 /a/very/long/way/to/the/account RL   AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
      '          /MEDICATION                          BBBB                            ',
      '   7    4 /opt/qm/hal/X                   FX                                   ',
    ].join('\n');
    expect(parseLocks(output)).toEqual([
      { userNo: 6, file: '/opt/qm/hal/$HOLD', type: 'RU', id: 'WEBSOCKET.LISTENER' },
      {
        userNo: 12,
        file: '/a/very/long/way/to/the/account/MEDICATION',
        type: 'RL',
        id: `${'A'.repeat(32)}BBBB`,
      },
      { userNo: 7, file: '/opt/qm/hal/X', type: 'FX', id: '' },
    ]);
  });

  it('is read as none', () => {
    expect(parseLocks('There are no active file, read or update locks held by any user')).toEqual([]);
  });
});

describe('a record id', () => {
  it.each(['M1', 'B1-1', 'I'.repeat(63), toQmText('Müller'), 'a b'])('is taken: %j', (id) => {
    expect(checkedId(id)).toBe(id);
  });

  it.each(['', 'I'.repeat(64), 'a\u00feb', 'a\u00fbb', 'a\nb', 'a\u007fb'])('is refused: %j', (id) => {
    expect(() => checkedId(id)).toThrow(expect.objectContaining({ code: 'BAD_ID' }));
  });
});
