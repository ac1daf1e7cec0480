import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { entryOfUnit, systemdUnit, type UnitScope, unitText } from './systemd-unit.ts';
import { ENTRIES, ENTRY, memoryFiles } from './testing/entries.ts';

const SYSTEM: UnitScope = { of: 'system', user: 'hal' };
const USER: UnitScope = { of: 'user', folder: '/home/anna/.config' };

it('reads back what it wrote, whatever signs are in it', () => {
  fc.assert(
    fc.property(ENTRIES, (entry) => {
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
      const entry = { program: process.execPath, args: ['/opt/50% a $b "c" back\\slash', 'watch'] };
      writeFileSync(file, unitText(entry, { of: 'system', user: 'root' }));
      const { status, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', file], {
        encoding: 'utf8',
      });
      expect([status, stderr.split('\n').filter((line) => line.includes('hal-listener'))]).toEqual([0, []]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
