import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { AutostartError } from '../supervisor/autostart/autostart.ts';
import { autostartVerb } from './autostart.ts';
import type { AutostartMachineOf } from './autostart-machine.ts';
import { recordedTerminal, typed } from './testing/terminal.ts';

/** A machine of memory. */
function machine(platform: NodeJS.Platform, run: (program: string) => Promise<string> = async () => '') {
  const home = mkdtempSync(path.join(tmpdir(), 'hal-autostart-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const all = new Map<string, Buffer>();
  const terminal = recordedTerminal({ HAL_LISTENER_HOME: home });
  const machineOf: AutostartMachineOf = () => ({
    platform,
    env: { APPDATA: 'C:\\Roaming' },
    userDir: '/home/anna',
    user: 'anna',
    tempDir: '/tmp',
    run,
    makeFolder: () => undefined,
    files: {
      read: (file) => all.get(file),
      write: (file, content) => void all.set(file, Buffer.from(content)),
      remove: (file) => void all.delete(file),
    },
  });
  const say = async (...words: string[]): Promise<string> => {
    const before = terminal.output().length;
    await typed(autostartVerb(terminal, machineOf), ...words);
    return terminal.output().slice(before);
  };
  return { all, say };
}

it('installs what keeps the listener running, with settings of its own, reads it back and removes it', async () => {
  const { all, say } = machine('linux');
  expect(await say('status')).toMatch(/login +not installed/);
  expect(await say('install', 'login', '--port', '9000')).toContain(
    'Installed: starts when this user logs in',
  );
  expect(String(all.get('/home/anna/.config/autostart/hal-listener.desktop'))).toMatch(
    /"watch" "--port=9000"\n/,
  );
  expect(await say('status')).toMatch(/login +installed +.* watch --port=9000/);
  expect(JSON.parse(await say('status', '--json'))[0]).toMatchObject({
    autostart: 'login',
    kind: 'installed',
  });
  expect(await say('remove', 'login')).toContain('Removed');
  expect(await say('remove', 'login')).toBe('It was not installed.\n');
});

it('starts without a window at login on Windows', async () => {
  const { all, say } = machine('win32');
  await say('install', 'startup');
  expect(String([...all.values()][0])).toContain('"watch" "--detach"');
});

it('says what is wrong, and believes only what it reads back', async () => {
  await expect(machine('linux').say('install', 'cron')).rejects.toThrow(
    /^cron is no kind: use login, systemd, systemd-user, qm$/,
  );
  await expect(machine('linux').say('install', 'task')).rejects.toThrow('use login, systemd');
  // A Task Scheduler that says yes and keeps nothing.
  await expect(machine('win32').say('install', 'task')).rejects.toThrow('nothing is there');
  const denied = machine('win32', () => Promise.reject(new AutostartError('Access is denied.')));
  await expect(denied.say('install', 'task')).rejects.toThrow('administrator');
  const { say } = machine('linux', async () => 'disabled\n');
  await expect(say('install', 'systemd')).rejects.toThrow('it is not enabled');
});
