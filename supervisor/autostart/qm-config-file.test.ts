import { expect, it } from 'vitest';
import { findQmConfig } from './qm-config-file.ts';
import { rememberedFiles } from './testing/entries.ts';

function machine(platform: NodeJS.Platform, files: Readonly<Record<string, string>>, env = {}) {
  const disk = rememberedFiles();
  for (const [file, text] of Object.entries(files)) disk.write(file, text);
  return { platform, env, files: disk };
}

it('finds the configuration of QM in its usual places, and no other file of such a name', () => {
  const conf = '[qm]\nNUMUSERS=40\n';
  expect(findQmConfig(machine('linux', { '/etc/scarlet.conf': conf }))).toBe('/etc/scarlet.conf');
  expect(findQmConfig(machine('linux', { '/etc/scarlet.conf': '', '/etc/qmconfig': conf }))).toBe(
    '/etc/qmconfig',
  );
  expect(findQmConfig(machine('linux', { '/etc/qmconfig': 'NUMUSERS=40\n' }))).toBeUndefined();
  expect(findQmConfig(machine('win32', { 'C:\\qmsys\\qmconfig': '[QM]\r\n' }))).toBe('C:\\qmsys\\qmconfig');
});

it('takes the file that QM itself is told of first', () => {
  const files = { '/etc/scarlet.conf': '[qm]\n', '/srv/qm.conf': '[qm]\n' };
  expect(findQmConfig(machine('linux', files, { SCARLET_CONFIG: '/srv/qm.conf' }))).toBe('/srv/qm.conf');
});

it('passes over a file that this user may not read', () => {
  const closed = machine('linux', {});
  const files = {
    ...closed.files,
    read: () => {
      throw Object.assign(new Error('EACCES'), { code: 'EACCES' });
    },
  };
  expect(findQmConfig({ ...closed, files })).toBeUndefined();
});
