import { expect, it } from 'vitest';
import { AUTOSTART_KINDS, type AutostartKind, autostartOf, isAutostartKind, kindsOf } from './kinds.ts';
import { memoryFiles } from './testing/entries.ts';

function placeOf(kind: AutostartKind, platform: NodeJS.Platform, env: Record<string, string> = {}): string {
  const machine = { files: memoryFiles(), run: async () => '', user: 'anna', tempDir: '/tmp' };
  return autostartOf(kind, { ...machine, platform, env, userDir: '/home/anna' }).location;
}

it('knows where each kind stands on each machine', () => {
  expect(placeOf('login', 'win32')).toContain('CurrentVersion\\Run');
  expect(placeOf('login', 'darwin')).toContain('LaunchAgents');
  expect(placeOf('login', 'linux')).toBe('/home/anna/.config/autostart/hal-listener.desktop');
  expect(placeOf('login', 'linux', { XDG_CONFIG_HOME: '/cfg' })).toBe('/cfg/autostart/hal-listener.desktop');
  expect(placeOf('login', 'linux', { XDG_CONFIG_HOME: 'cfg' })).toContain('/home/anna/.config/');
  expect(placeOf('startup', 'win32', { APPDATA: 'C:\\R' })).toMatch(/^C:\\R\\Microsoft/);
  expect(placeOf('qm', 'linux')).toContain('STARTUP=');
  expect(placeOf('service', 'win32')).toBe('Windows service HAL Listener');
  expect(placeOf('task', 'win32')).toContain('Task Scheduler');
  expect(placeOf('systemd', 'linux')).toBe('/etc/systemd/system/hal-listener.service');
  expect(placeOf('systemd-user', 'linux')).toContain('/home/anna/.config/systemd/user/');
});

it('names the kinds there are where one is asked for that there is not', () => {
  expect(() => placeOf('systemd', 'win32')).toThrow('use login, startup, task, health-task, service, qm');
  expect(() => placeOf('login', 'aix')).toThrow('none');
  expect(kindsOf('darwin')).toEqual(['login']);
  expect([isAutostartKind('login'), isAutostartKind('toString')]).toEqual([true, false]);
  expect(Object.keys(AUTOSTART_KINDS)).toHaveLength(8);
});
