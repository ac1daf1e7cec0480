import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, vi } from 'vitest';
import { z } from 'zod';
import { HOME_FILES } from '../../contract/home-files.ts';
import { DESIRED } from '../../contract/run-state.ts';
import * as readFile from '../../lib/read-file.ts';
import { readControlKey } from '../control/handshake.ts';
import { scratchHome } from '../testing/scratch-home.ts';
import { HomeError } from './home-error.ts';
import { readLastExit, readStateFile, readStateFileOrThrow, writeStateFile } from './state-files.ts';

vi.mock('../../lib/read-file.ts', { spy: true });

it('keeps what the operator wants, and takes a damaged file for no word', () => {
  const home = scratchHome();
  const read = () => readStateFile(home, HOME_FILES.desired, DESIRED);
  expect(read()).toBeUndefined();
  writeStateFile(home, HOME_FILES.desired, { desired: 'stopped', by: 'cli (anna)', at: 5 });
  expect(read()).toEqual({ desired: 'stopped', by: 'cli (anna)', at: 5 });
  writeFileSync(path.join(home, 'run', 'desired.json'), '{"desired":"sto');
  expect(read()).toBeUndefined();
});

it('reads the last word of the listener asked about, and of no other', () => {
  const home = scratchHome();
  const record = { pid: 7, processStart: 'epoch:1', code: 75, cause: 'error', reason: 'port 8768', at: 1 };
  writeFileSync(path.join(home, 'run', 'last-exit.json'), JSON.stringify(record));
  expect(readLastExit(home, 7)).toEqual(record);
  expect(readLastExit(home, 8)).toBeUndefined();
});

it('reads the last word of a listener although another one has ended since', () => {
  const home = scratchHome();
  const stopped = {
    pid: 6,
    userNo: 33,
    processStart: 'epoch:1',
    code: 0,
    cause: 'stop',
    reason: 'by anna',
    at: 1,
  };
  writeFileSync(path.join(home, 'run', '33.exit'), JSON.stringify(stopped));
  const failed = { pid: 7, processStart: 'epoch:2', code: 75, cause: 'error', reason: 'port 8768', at: 2 };
  writeFileSync(path.join(home, 'run', 'last-exit.json'), JSON.stringify(failed));
  expect(readLastExit(home, 6, 33)).toEqual(stopped);
  expect(readLastExit(home, 7, 33)).toEqual(failed);
  // The number is another listener's by now.
  expect(readLastExit(home, 5, 33)).toBeUndefined();
});

it('reads the key that a listener made', () => {
  const home = scratchHome();
  expect(readControlKey(home)).toBeUndefined();
  writeFileSync(path.join(home, 'control.key'), 'key');
  expect(readControlKey(home)).toEqual(Buffer.from('key'));
});

const WORD = z.object({ desired: z.enum(['running', 'stopped']) });

function reads(answer: string | NodeJS.ErrnoException): void {
  vi.mocked(readFile.readTextFileSync).mockImplementationOnce(() => {
    if (typeof answer === 'string') return answer;
    throw answer;
  });
}

const failure = (code: string) => Object.assign(new Error(`${code}: read`), { code });

it('is what the file says, and none where there is no file or no such word in it', () => {
  reads('{"desired": "stopped"}');
  expect(readStateFileOrThrow('/home', 'run/x.json', WORD)).toEqual({ desired: 'stopped' });
  for (const answer of [failure('ENOENT'), '{"desired": "sto', '{"desired": 7}', '']) {
    reads(answer);
    expect(readStateFileOrThrow('/home', 'run/x.json', WORD)).toBeUndefined();
  }
});

it('is not taken for none while it cannot be read', () => {
  for (const code of ['EIO', 'EMFILE', 'EBUSY']) {
    reads(failure(code));
    expect(() => readStateFileOrThrow('/home', 'run/x.json', WORD)).toThrow(HomeError);
    reads(failure(code));
    expect(readStateFile('/home', 'run/x.json', WORD)).toBeUndefined();
  }
});
