import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { CliFailure } from '../terminal.ts';
import { memoryMachine } from '../testing/memory-machine.ts';
import { recordedTerminal } from '../testing/terminal.ts';
import { autostartCalls } from './autostart-calls.ts';

const CONTEXT = { onProgress: () => undefined };

/** A machine of memory. */
function machine() {
  const home = mkdtempSync(path.join(tmpdir(), 'hal-autostart-calls-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const files = new Map<string, Buffer>();
  const machineOf = () => memoryMachine(files);
  return { files, home, calls: autostartCalls(recordedTerminal({}), home, machineOf) };
}

it('shows what the system has, and installs and removes a kind as the command does', async () => {
  const { files, home, calls } = machine();
  const before = await calls.autostarts({}, CONTEXT);
  expect(before.autostarts.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
    'login absent',
    'systemd absent',
    'systemd-user absent',
    'qm unknown',
  ]);
  const installed = await calls['autostart-set']({ kind: 'login', on: true }, CONTEXT);
  expect(installed.message).toContain('Installed: starts when this user logs in');
  expect(installed.autostarts[0]).toMatchObject({
    state: 'installed',
    command: expect.stringContaining(`--home=${home}`),
  });
  expect(files.size).toBe(1);
  const removed = await calls['autostart-set']({ kind: 'login', on: false }, CONTEXT);
  expect(removed.autostarts[0]).toMatchObject({ state: 'absent' });
  expect(files.size).toBe(0);
});

it('refuses a kind that this machine does not have', async () => {
  const { calls } = machine();
  await expect(calls['autostart-set']({ kind: 'cron', on: true }, CONTEXT)).rejects.toThrow(CliFailure);
  await expect(calls['autostart-set']({ kind: '--help', on: true }, CONTEXT)).rejects.toThrow();
});
