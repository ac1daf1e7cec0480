import { expect, it } from 'vitest';
import { isJournal, journalLine } from './journal.ts';

const stderr = () => ({ dev: 24, ino: 181_503 });

it('knows the journal by device and inode, as a child inherits the variable', () => {
  expect(isJournal({ JOURNAL_STREAM: '24:181503' }, stderr)).toBe(true);
  expect(isJournal({ JOURNAL_STREAM: '24:7' }, stderr)).toBe(false);
  expect(isJournal({}, stderr)).toBe(false);
  const closed = () => {
    throw new Error('EBADF');
  };
  expect(isJournal({ JOURNAL_STREAM: '24:181503' }, closed)).toBe(false);
});

it('puts the priority before the line', () => {
  expect([journalLine('warn', 'x'), journalLine('error', 'x'), journalLine('info', 'x')]).toEqual([
    '<4>x',
    '<3>x',
    '<6>x',
  ]);
});
