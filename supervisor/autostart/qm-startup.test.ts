import { expect, it } from 'vitest';
import { qmStartup, startupCommand } from './qm-startup.ts';
import { rememberedFiles } from './testing/entries.ts';

const CONF = '/etc/scarlet.conf';
const BEFORE = '[qm]\nQMSYS=/usr/qmsys\nNUMUSERS=40\n';
const ENTRY = { program: '/usr/bin/node', args: ['/opt/hal/hal-listener.cjs', 'watch', '--detach'] };

function machine(text = BEFORE) {
  const files = rememberedFiles();
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

it('leaves a command of somebody else alone, and refuses what QM cannot take', async () => {
  const others = machine('[qm]\nSTARTUP=NIGHTLY.JOBS\n');
  await expect(others.startup.install(ENTRY)).rejects.toThrow('NIGHTLY.JOBS');
  await others.startup.remove();
  expect(others.text()).toContain('STARTUP=NIGHTLY.JOBS');
  expect(() => startupCommand({ ...ENTRY, program: `/opt/${'x'.repeat(60)}/node` })).toThrow('80 characters');
  expect(() => startupCommand({ ...ENTRY, program: '/opt/$HOME/node' })).toThrow('shell');
  await expect(machine('NUMUSERS=1\n').startup.install(ENTRY)).rejects.toThrow('no section');
  const nowhere = qmStartup(others, undefined, ['/etc/scarlet.conf', '/etc/qmconfig']);
  await expect(nowhere.install(ENTRY)).rejects.toThrow(
    'There is no QM configuration in /etc/scarlet.conf or',
  );
  expect(await nowhere.read()).toEqual({
    kind: 'unknown',
    why: 'there is no QM configuration in /etc/scarlet.conf or /etc/qmconfig: name the file with --qm-config',
  });
  await expect(qmStartup({ files: rememberedFiles() }, CONF).read()).rejects.toThrow('There is no');
});
