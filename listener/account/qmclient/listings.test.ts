import { describe, expect, it } from 'vitest';
import { parseLocks, parseUsers } from './operations.ts';

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
