import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { scratch } from '../log/testing/scratch.ts';
import { PhantomMonitor } from './phantom-monitor.ts';
import { recordedLog } from './testing/controlled.ts';

function startMonitor(options: Partial<ConstructorParameters<typeof PhantomMonitor>[0]> = {}) {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const home = scratch();
  mkdirSync(path.join(home, 'run'));
  const onPhantomExit = vi.fn();
  const log = recordedLog();
  const monitor = new PhantomMonitor({
    home,
    phantom: { userNo: 33, pid: 4711 },
    log,
    onPhantomExit,
    ...options,
  });
  onTestFinished(() => monitor.close());
  return { monitor, onPhantomExit, log, file: path.join(home, 'run/33.alive') };
}

it('writes a heartbeat every second and removes the file on close', () => {
  const { monitor, file, onPhantomExit } = startMonitor({
    processes: { isAlive: () => true, startOf: () => 'boot:1' },
  });
  const first = readFileSync(file, 'utf8');
  vi.advanceTimersByTime(1_000);
  expect(readFileSync(file, 'utf8')).not.toBe(first);
  monitor.close();
  expect(existsSync(file)).toBe(false);
  expect(onPhantomExit).not.toHaveBeenCalled();
});

it('reports once that the phantom has exited', () => {
  let alive = true;
  const { onPhantomExit, log } = startMonitor({
    processes: { isAlive: () => alive, startOf: () => undefined },
  });
  vi.advanceTimersByTime(3_000);
  expect(onPhantomExit).not.toHaveBeenCalled();
  alive = false;
  vi.advanceTimersByTime(5_000);
  expect(onPhantomExit).toHaveBeenCalledOnce();
  expect(log.lines).toEqual([expect.stringContaining('warn QM phantom has exited')]);
});

it('does not mistake another process with the same pid for the phantom', () => {
  let start = 'boot:1';
  const { onPhantomExit } = startMonitor({ processes: { isAlive: () => true, startOf: () => start } });
  vi.advanceTimersByTime(1_000);
  start = 'boot:2';
  vi.advanceTimersByTime(1_000);
  expect(onPhantomExit).toHaveBeenCalledOnce();
});

it('never stops for a phantom without a process id', () => {
  const { onPhantomExit } = startMonitor({ phantom: { userNo: 33, pid: undefined } });
  vi.advanceTimersByTime(3_000);
  expect(onPhantomExit).not.toHaveBeenCalled();
});

it('warns once if it cannot write the heartbeat', () => {
  const { file, log } = startMonitor({ processes: { isAlive: () => true, startOf: () => undefined } });
  rmSync(path.dirname(file), { recursive: true });
  vi.advanceTimersByTime(3_000);
  expect(log.lines).toHaveLength(1);
});

it('detects the end of a real process', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child, 'spawn');
  const { monitor, onPhantomExit } = startMonitor({ phantom: { userNo: 33, pid: child.pid } });
  monitor.check();
  expect(onPhantomExit).not.toHaveBeenCalled();
  vi.useRealTimers();
  child.kill('SIGKILL');
  await once(child, 'exit');
  monitor.check();
  expect(onPhantomExit).toHaveBeenCalledOnce();
});
