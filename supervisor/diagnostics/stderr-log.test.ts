import { closeSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { scratchHome } from '../testing/scratch-home.ts';
import { lastLines, openStderrLog, pruneStderrLogs, removeStderrLog } from './stderr-log.ts';

const names = (home: string): string[] => readdirSync(path.join(home, 'run')).sort();

it('counts up, keeps the newest five, and never removes its own', () => {
  const home = scratchHome();
  const files = Array.from({ length: 7 }, () => {
    const { file, fd } = openStderrLog(home);
    closeSync(fd);
    return file;
  });
  pruneStderrLogs(home, files[0] ?? '');
  expect(names(home)).toEqual([1, 4, 5, 6, 7].map((n) => `stderr-${n}.log`));
  removeStderrLog(files[6] ?? '');
  removeStderrLog(files[6] ?? '');
  const next = openStderrLog(home);
  closeSync(next.fd);
  expect(next.file).toBe(files[6]);
});

it('reads the last lines, of a long file too', () => {
  const home = scratchHome();
  const { file, fd } = openStderrLog(home);
  closeSync(fd);
  expect(lastLines(file, 3)).toEqual([]);
  writeFileSync(file, `${'x'.repeat(200_000)}\none\r\n\ntwo\nthree\n`);
  expect(lastLines(file, 2)).toEqual(['two', 'three']);
  expect(lastLines(`${file}.none`, 2)).toEqual([]);
});
