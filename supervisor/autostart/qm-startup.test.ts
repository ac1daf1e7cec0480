import { expect, it } from 'vitest';
import { qmEntry, usualQmProgram } from './qm-entry.ts';
import { findQmConfig, qmStartup, startupCommand } from './qm-startup.ts';
import { memoryFiles } from './testing/entries.ts';

const CONF = '/etc/scarlet.conf';
const BEFORE = '[qm]\nQMSYS=/usr/qmsys\nNUMUSERS=40\n';
const ENTRY = { program: '/usr/bin/node', args: ['/opt/hal/hal-listener.cjs', 'watch', '--detach'] };

function machine(text = BEFORE) {
  const files = memoryFiles();
  files.write(CONF, text);
  return { text: () => String(files.all.get(CONF)), startup: qmStartup({ files }, CONF), files };
}

it('adds its line, reads it back, changes it, and leaves the file as it was', async () => {
  const { text, startup } = machine();
  expect(await startup.read()).toEqual({ kind: 'absent' });
  await startup.install(ENTRY);
  expect(text()).toBe(
    '[qm]\nSTARTUP=SH /usr/bin/node /opt/hal/hal-listener.cjs watch --detach\nQMSYS=/usr/qmsys\nNUMUSERS=40\n',
  );
  expect(await startup.read()).toEqual({ kind: 'installed', entry: ENTRY });
  await startup.install({ ...ENTRY, program: '/opt/a b/node' });
  expect(text().match(/STARTUP=/g)).toHaveLength(1);
  expect(await startup.read()).toMatchObject({ entry: { program: '/opt/a b/node' } });
  await startup.remove();
  expect(text()).toBe(BEFORE);
});

it.each([
  ['win32', 'STARTUP=SH C:\\qmsys\\bin\\qm.exe -aHAL "PHANTOM EXECUTE \'WEBSOCKET.LISTENER\'"'],
  ['linux', 'STARTUP=SH /usr/qmsys/bin/qm -aHAL "PHANTOM EXECUTE \'WEBSOCKET.LISTENER\'"'],
] as const)('has QM start its own phantom on %s, and knows that command again', async (platform, line) => {
  const { text, startup } = machine();
  const entry = qmEntry({ program: usualQmProgram(platform), account: 'HAL' }, 'listener');
  await startup.install(entry);
  expect(text()).toContain(`${line}\n`);
  expect(await startup.read()).toMatchObject({ kind: 'installed', entry: { args: entry.args } });
  await startup.remove();
  expect(text()).toBe(BEFORE);
});

it('leaves a command of somebody else alone, and refuses what QM cannot take', async () => {
  const other = machine('[qm]\nSTARTUP=NIGHTLY.JOBS\n');
  await expect(other.startup.install(ENTRY)).rejects.toThrow('NIGHTLY.JOBS');
  await other.startup.remove();
  expect(other.text()).toContain('STARTUP=NIGHTLY.JOBS');
  expect(() => startupCommand({ ...ENTRY, program: `/opt/${'x'.repeat(60)}/node` })).toThrow('80 characters');
  expect(() => startupCommand({ ...ENTRY, program: '/opt/$HOME/node' })).toThrow('shell');
  await expect(machine('NUMUSERS=1\n').startup.install(ENTRY)).rejects.toThrow('no section');
  const withoutConfig = qmStartup(other, undefined, ['/etc/scarlet.conf', '/etc/qmconfig']);
  await expect(withoutConfig.install(ENTRY)).rejects.toThrow(
    'There is no QM configuration in /etc/scarlet.conf or',
  );
  expect(await withoutConfig.read()).toEqual({
    kind: 'unknown',
    why: 'there is no QM configuration in /etc/scarlet.conf or /etc/qmconfig: name the file with --qm-config',
    isNotFound: true,
  });
  await expect(qmStartup({ files: memoryFiles() }, CONF).read()).rejects.toThrow('There is no');
});

function searchedMachine(platform: NodeJS.Platform, files: Readonly<Record<string, string>>, env = {}) {
  const disk = memoryFiles();
  for (const [file, text] of Object.entries(files)) disk.write(file, text);
  return { platform, env, files: disk };
}

it('finds the configuration of QM in its usual places, and no other file of such a name', () => {
  const conf = '[qm]\nNUMUSERS=40\n';
  expect(findQmConfig(searchedMachine('linux', { '/etc/scarlet.conf': conf }))).toBe('/etc/scarlet.conf');
  expect(findQmConfig(searchedMachine('linux', { '/etc/scarlet.conf': '', '/etc/qmconfig': conf }))).toBe(
    '/etc/qmconfig',
  );
  expect(findQmConfig(searchedMachine('linux', { '/etc/qmconfig': 'NUMUSERS=40\n' }))).toBeUndefined();
  expect(findQmConfig(searchedMachine('win32', { 'C:\\qmsys\\qmconfig': '[QM]\r\n' }))).toBe(
    'C:\\qmsys\\qmconfig',
  );
});

it('takes the file that QM itself is told of first', () => {
  const files = { '/etc/scarlet.conf': '[qm]\n', '/srv/qm.conf': '[qm]\n' };
  expect(findQmConfig(searchedMachine('linux', files, { SCARLET_CONFIG: '/srv/qm.conf' }))).toBe(
    '/srv/qm.conf',
  );
});

it('passes over a file that this user may not read', () => {
  const closed = searchedMachine('linux', {});
  const files = {
    ...closed.files,
    read: () => {
      throw Object.assign(new Error('EACCES'), { code: 'EACCES' });
    },
  };
  expect(findQmConfig({ ...closed, files })).toBeUndefined();
});
