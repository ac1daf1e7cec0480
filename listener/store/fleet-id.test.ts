import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { FLEET_MEMBER } from '../../contract/fleet.ts';
import { recordedLog } from '../control/testing/controlled.ts';
import { createFleetId } from './fleet-id.ts';

function newHome(): string {
  const home = mkdtempSync(path.join(tmpdir(), 'hal-fleet-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  return home;
}

const log = recordedLog();

it('knows which entries are of ended processes of its own home, and of no other', async () => {
  const home = newHome();
  const { id, isEndedPredecessor } = createFleetId(home, log);
  expect(FLEET_MEMBER.shape.id.parse(id)).toBe(id);
  const [place = '', pid, start] = id.split('.');
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)'], { stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child, 'spawn');
  const ofChild = `${place}.${child.pid}.00000000`;
  const other = createFleetId(newHome(), log);
  // A process of another start has the number of one that has ended.
  expect([ofChild, `${place}.${pid}.00000000`].map(isEndedPredecessor)).toEqual(
    process.platform === 'linux' ? [true, true] : [false, false],
  );
  expect([id, other.id, 'x', `${place}.x.${start}`].map(isEndedPredecessor)).toEqual([
    false,
    false,
    false,
    false,
  ]);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect([isEndedPredecessor(ofChild), other.isEndedPredecessor(ofChild)]).toEqual([true, false]);
});

it('is in the same place for each process of a home, and says nothing', () => {
  const home = newHome();
  const [place, other] = [createFleetId(home, log).id, createFleetId(home, log).id];
  expect([place === other, log.lines]).toEqual([true, []]);
});
