import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { HOME_FILES } from '../../contract/home-files.ts';
import { DESIRED } from '../../contract/run-state.ts';
import { readControlKey } from '../control/handshake.ts';
import { scratchHome } from '../testing/scratch-home.ts';
import { readLastExit, readStateFile, writeStateFile } from './desired-state.ts';

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
  const word = { pid: 7, processStart: 'epoch:1', code: 75, cause: 'error', reason: 'port 8768', at: 1 };
  writeFileSync(path.join(home, 'run', 'last-exit.json'), JSON.stringify(word));
  expect(readLastExit(home, 7)).toEqual(word);
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
