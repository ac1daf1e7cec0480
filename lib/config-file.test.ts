import path from 'node:path';
import { expect, it } from 'vitest';
import { configFileOf } from './config-file.ts';

const packaged = (folder: string): boolean => folder === '/etc/hal-listener';

it('is in the home, or in /etc for the home of a package', () => {
  expect(configFileOf('/var/lib/hal-listener', packaged)).toBe('/etc/hal-listener/config.json');
  expect(configFileOf('/var/lib/hal-listener', () => false)).toBe('/var/lib/hal-listener/config.json');
  expect(configFileOf('/home/anna/hal', packaged)).toBe('/home/anna/hal/config.json');
  expect(configFileOf('C:\\HAL', packaged, path.win32.join)).toBe('C:\\HAL\\config.json');
});
