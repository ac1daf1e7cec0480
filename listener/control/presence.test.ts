import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { scratch } from '../log/testing/scratch.ts';
import { PhantomMonitor } from './presence.ts';
import { recordedLog } from './testing/controlled.ts';

function attended(options: Partial<ConstructorParameters<typeof PhantomMonitor>[0]> = {}) {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const home = scratch();
  mkdirSync(path.join(home, 'run'));
  const gone = vi.fn();
  const log = recordedLog();
  const attendance = new PhantomMonitor({
    home,
    phantom: { userNo: 33, pid: 4711 },
    log,
    gone,
    ...options,
  });
  onTestFinished(() => attendance.close());
  return { attendance, gone, log, file: path.join(home, 'run/33.alive') };
}

it('leaves another sign of life every second, and takes it away at the end', () => {
  const { attendance, file, gone } = attended({
    processes: { isAlive: () => true, startOf: () => 'boot:1' },
  });
  const first = readFileSync(file, 'utf8');
  vi.advanceTimersByTime(1_000);
  expect(readFileSync(file, 'utf8')).not.toBe(first);
  attendance.close();
  expect(existsSync(file)).toBe(false);
  expect(gone).not.toHaveBeenCalled();
});

it('says once that the phantom is gone', () => {
  let alive = true;
  const { gone, log } = attended({ processes: { isAlive: () => alive, startOf: () => undefined } });
  vi.advanceTimersByTime(3_000);
  expect(gone).not.toHaveBeenCalled();
  alive = false;
  vi.advanceTimersByTime(5_000);
  expect(gone).toHaveBeenCalledOnce();
  expect(log.lines).toEqual([expect.stringContaining('warn the QM phantom is gone')]);
});

it('takes another process of the same number for no phantom', () => {
  let start = 'boot:1';
  const { gone } = attended({ processes: { isAlive: () => true, startOf: () => start } });
  vi.advanceTimersByTime(1_000);
  start = 'boot:2';
  vi.advanceTimersByTime(1_000);
  expect(gone).toHaveBeenCalledOnce();
});

it('never stops for a phantom that did not say its process id', () => {
  const { gone } = attended({ phantom: { userNo: 33, pid: undefined } });
  vi.advanceTimersByTime(3_000);
  expect(gone).not.toHaveBeenCalled();
});

it('complains once where it can leave no sign', () => {
  const { file, log } = attended({ processes: { isAlive: () => true, startOf: () => undefined } });
  rmSync(path.dirname(file), { recursive: true });
  vi.advanceTimersByTime(3_000);
  expect(log.lines).toHaveLength(1);
});

it('sees a real process end', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child, 'spawn');
  const { attendance, gone } = attended({ phantom: { userNo: 33, pid: child.pid } });
  attendance.look();
  expect(gone).not.toHaveBeenCalled();
  vi.useRealTimers();
  child.kill('SIGKILL');
  await once(child, 'exit');
  attendance.look();
  expect(gone).toHaveBeenCalledOnce();
});
