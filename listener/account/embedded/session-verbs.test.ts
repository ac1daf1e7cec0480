import { expect, it } from 'vitest';
import { runCommand, type Session, sinceText, todayOf } from './session-verbs.ts';

const session: Session = {
  account: 'HAL',
  user: { userNo: 1, pid: 4711, since: '23 Nov 05:30', origin: 'embedded', self: true },
  login: 'halqm',
  now: new Date(2026, 10, 23, 15, 31, 56),
  files: ['ALLERGY', 'MEDICATION'],
};

it.each([
  ['WHO', [], '1 HAL'],
  ['TIME', [], '15:31:56 23 NOV 2026'],
  ['DATE', [], 'Monday, 23 November 2026  03:31pm'],
  ['DATE', ['5'], 'Friday, 05 January 1968'],
  ['LIST.READU', [], 'There are no active file, read or update locks held by any user'],
] as const)('%s %j prints the same as QM', (verb, words, output) => {
  expect(runCommand(verb, words, session)).toEqual({ output, status: 0 });
});

it('refuses a date it cannot read', () => {
  expect(() => runCommand('DATE', ['X'], session)).toThrow('Invalid date format');
});

it('lists the users in the columns QM uses', () => {
  expect(runCommand('LISTU', [], session).output.split('\n')).toEqual([
    '  User  Pid          Puid  Login time    Origin : Username',
    '*    1  4711               23 Nov 05:30  embedded : halqm',
  ]);
});

it('lists the files', () => {
  expect(runCommand('LISTF', [], session).output).toBe(
    [
      'Files referenced by the VOC                                              Page 1',
      'File name... FType... Description........ DATA Pathname..... DICT Pathname.....',
      'ALLERGY      Dir      F                   ALLERGY            ALLERGY.DIC',
      'MEDICATION   Dir      F                   MEDICATION         MEDICATION.DIC',
      '',
      '2 record(s) listed',
    ].join('\n'),
  );
  expect(runCommand('LISTF', ['X'], session).output).toBe("0 record(s) listed\n'X' not found");
});

it('prints days and times as QM does', () => {
  expect(todayOf(new Date(2022, 9, 3, 23, 59))).toBe(20000);
  expect(sinceText(new Date(2026, 10, 3, 5, 6))).toBe('03 Nov 05:06');
});
