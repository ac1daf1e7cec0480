import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ToolError } from '../platform/run-tool.ts';
import { qmEntry } from './qm-entry.ts';
import { entryOfUnit, systemdUnit, type UnitScope, unitText } from './systemd-unit.ts';
import { ENTRIES, ENTRY, memoryFiles } from './testing/entries.ts';

const SYSTEM: UnitScope = { of: 'system', user: 'hal' };
const USER: UnitScope = { of: 'user', folder: '/home/anna/.config' };

it('reads back what it wrote, whatever signs are in it', () => {
  // env would take a path with = for a variable.
  const startable = ENTRIES.filter(({ program }) => !/["'\\]/.test(program) || !program.includes('='));
  fc.assert(
    fc.property(startable, (entry) => {
      expect(entryOfUnit(unitText(entry, SYSTEM))).toEqual(entry);
    }),
  );
});

it('keeps a deliberate stop: the supervisor is what systemd keeps alive, not the listener', () => {
  const text = unitText({ program: '/usr/bin/node', args: ['/opt/hal-listener.cjs', 'watch'] }, SYSTEM);
  expect(text).toContain('ExecStart="/usr/bin/node" "/opt/hal-listener.cjs" "watch"');
  expect(text).toContain('RestartPreventExitStatus=2 78');
  expect(text).toContain('StateDirectory=hal-listener');
  expect(unitText(ENTRY, USER)).not.toContain('User=');
});

// As seen with systemd 252: it replaces no variables in the path of the program, and refuses quotes and backslashes there.
it.each([
  ['/opt/a $b/x', 'ExecStart="/opt/a $b/x" "$$c"'],
  ['/opt/50%/x', 'ExecStart="/opt/50%%/x" "$$c"'],
  ["/opt/it's $5/x", 'ExecStart=/usr/bin/env "/opt/it\'s $$5/x" "$$c"'],
  ['/opt/a"b\\c/x', 'ExecStart=/usr/bin/env "/opt/a\\"b\\\\c/x" "$$c"'],
])('starts %s', (program, line) => {
  const entry = { program, args: ['$c'] };
  expect(unitText(entry, SYSTEM)).toContain(`${line}\n`);
  expect(entryOfUnit(unitText(entry, SYSTEM))).toEqual(entry);
});

it('refuses what not even env can start', () => {
  expect(() => unitText({ program: "/opt/it's/a=b", args: [] }, SYSTEM)).toThrow('make a link to it');
});

it('starts a phantom of QM once', () => {
  const entry = qmEntry({ program: '/usr/qmsys/bin/qm', account: 'HAL' }, 'listener');
  const text = unitText(entry, SYSTEM);
  expect(text).toMatch(/^After=.* scarletdme\.service$/m);
  expect(text).toContain('Type=oneshot\nRemainAfterExit=yes');
  expect(text).not.toContain('Restart=');
  expect(entryOfUnit(text)).toMatchObject({ args: ['-aHAL', "PHANTOM EXECUTE 'WEBSOCKET.LISTENER'"] });
});

it('does not take a systemd that cannot be asked for a unit that is not enabled', async () => {
  const files = memoryFiles();
  files.write('/etc/systemd/system/hal-listener.service', unitText(ENTRY, SYSTEM));
  const says = (stdout: string) =>
    systemdUnit({ run: () => Promise.reject(new ToolError('failed', 1, stdout)), files }, SYSTEM).read();
  expect(await says('disabled\n')).toMatchObject({ kind: 'idle' });
  expect(await says('')).toEqual({ kind: 'unknown', why: 'systemd could not be asked: failed' });
});

it('installs, enables, reads back and removes', async () => {
  const files = memoryFiles();
  const ran: string[] = [];
  let enabled = 'enabled\n';
  const run = async (program: string, args: readonly string[]): Promise<string> => {
    ran.push([program, ...args].join(' '));
    return enabled;
  };
  const unit = systemdUnit({ run, files }, USER);
  expect(unit.location).toBe('/home/anna/.config/systemd/user/hal-listener.service');
  expect(await unit.read()).toEqual({ kind: 'absent' });
  await unit.install(ENTRY);
  expect(ran).toEqual(['systemctl --user daemon-reload', 'systemctl --user enable hal-listener.service']);
  expect(await unit.read()).toEqual({ kind: 'installed', entry: ENTRY });
  enabled = 'disabled\n';
  expect(await unit.read()).toMatchObject({ kind: 'idle', why: expect.stringContaining('not enabled') });
  await unit.remove();
  expect(await unit.read()).toEqual({ kind: 'absent' });
  const rejecting = async (): Promise<string> => {
    throw new Error('System has not been booted with systemd\n');
  };
  await expect(systemdUnit({ run: rejecting, files }, SYSTEM).install(ENTRY)).rejects.toThrow(
    /rejected the unit, and nothing was changed: System has not been booted/,
  );
  expect(files.all.size).toBe(0);
  // A unit that was there before, and was not enabled, is there again.
  files.write('/etc/systemd/system/hal-listener.service', 'by hand');
  await expect(systemdUnit({ run: rejecting, files }, SYSTEM).install(ENTRY)).rejects.toThrow('rejected');
  expect(String(files.all.get('/etc/systemd/system/hal-listener.service'))).toBe('by hand');
});

it('sees the unit of a package, and leaves it to the package', async () => {
  const files = memoryFiles();
  const packaged = '/lib/systemd/system/hal-listener.service';
  const entry = { program: '/usr/bin/hal-listener', args: ['watch'] };
  files.write(packaged, unitText(entry, SYSTEM));
  const unit = systemdUnit({ run: async () => 'enabled\n', files }, SYSTEM);
  expect(await unit.read()).toEqual({ kind: 'installed', entry });
  await expect(unit.install(ENTRY)).rejects.toThrow('systemctl enable --now hal-listener.service');
  await expect(unit.remove()).rejects.toThrow('systemctl disable --now hal-listener.service');
  expect([...files.all.keys()]).toEqual([packaged]);
  expect(await systemdUnit({ run: async () => 'enabled\n', files }, USER).read()).toEqual({ kind: 'absent' });
});

const analyze = spawnSync('systemd-analyze', ['--version']).status === 0;

it.skipIf(!analyze)(
  `is a unit to systemd's own check${analyze ? '' : ' (skipped: no systemd-analyze here)'}`,
  () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'hal-unit-'));
    try {
      const file = path.join(folder, 'hal-listener.service');
      const args = ['/opt/50% a $b "c" back\\slash', 'watch'];
      for (const name of ['node', '50% $HOME $$', "it's", 'a"b', 'back\\slash', ';']) {
        // systemd looks whether the program is there, so the path is read as it is written here.
        const program = path.join(folder, name);
        copyFileSync('/bin/true', program);
        writeFileSync(file, unitText({ program, args }, { of: 'system', user: 'root' }));
        const { status, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', file], {
          encoding: 'utf8',
        });
        const complaints = stderr.split('\n').filter((line) => line.includes('hal-listener'));
        expect([name, status, complaints]).toEqual([name, 0, []]);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
