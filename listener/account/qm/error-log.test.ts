import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { errorLogOf, parseErrorLog, readErrorLog } from './error-log.ts';

/** As ScarletDME 2.6-6 writes it. */
const LINES = [
  '27 Nov 26 23:59:59 User 3 (pid 123, anna):',
  '   DH_READ_GROUP: Read error 5 on /qm/hal/DOCTOR subfile 0, group 7.',
  '   Second line',
  '28 Nov 26 08:00:01:',
  '   Connection to client lost',
  '28 Nov 26 08:00:02 User 12 (pid 9, anna (night) and eve):',
  '   Force logout initiated for user 3',
];

it('reads entries with time, user and text in one line', () => {
  expect(parseErrorLog(['   the rest of an older entry', ...LINES])).toEqual([
    {
      wallClock: Date.UTC(2026, 10, 27, 23, 59, 59),
      userNo: 3,
      text: 'DH_READ_GROUP: Read error 5 on /qm/hal/DOCTOR subfile 0, group 7. Second line',
      isRoutine: false,
    },
    { wallClock: Date.UTC(2026, 10, 28, 8, 0, 1), text: 'Connection to client lost', isRoutine: true },
    {
      wallClock: Date.UTC(2026, 10, 28, 8, 0, 2),
      userNo: 12,
      text: 'Force logout initiated for user 3',
      isRoutine: true,
    },
  ]);
  expect(parseErrorLog(['99 Foo 26 08:00:01:', 'x'])).toEqual([]);
});

it('reads the end of a file of any size, in either line end; no file is no log', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'hal-errlog-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = errorLogOf(folder);
  expect(await readErrorLog(file)).toBeUndefined();
  writeFileSync(file, `${`${LINES[0]}\r\n${LINES[1]}\r\n`.repeat(3_000)}${LINES.join('\r\n')}\r\n`);
  const entries = (await readErrorLog(file)) ?? [];
  expect(entries).toHaveLength(999);
  expect(entries.at(-1)?.text).toBe('Force logout initiated for user 3');
});
