import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { unitText } from '../../supervisor/autostart/systemd-unit.ts';
import { readSource } from '../rooms.ts';
import { debianVersion } from './deb.ts';

it('orders a pre-release before its release', () => {
  expect(debianVersion('1.0.0')).toBe('1.0.0');
  expect(debianVersion('1.0.0-beta.1')).toBe('1.0.0~beta.1');
});

it('runs the listener as "autostart install systemd" does, with less allowed', () => {
  const packaged = readSource('build/deb/hal-listener.service').split('\n');
  const installed = unitText(
    { program: '/usr/bin/hal-listener', args: ['watch'] },
    { of: 'system', user: 'hal-listener' },
  );
  const wanted = installed
    .split('\n')
    .filter((line) => /^\w+=/.test(line))
    .map((line) => line.replaceAll('"', ''));
  expect(wanted.filter((line) => !packaged.includes(line))).toEqual([]);
  expect(packaged).toEqual(expect.arrayContaining(['NoNewPrivileges=yes', 'ProtectSystem=strict']));
});

it.skipIf(process.platform === 'win32').each(['postinst', 'prerm', 'postrm'])(
  'has a %s that a shell can read',
  (script) => {
    const { status, stderr } = spawnSync('/bin/sh', ['-n', `build/deb/${script}`], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  },
);
