import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { configFileOf, previousConfigFileOf, writeConfigFile } from './config-file.ts';

const packaged = (folder: string): boolean => folder === '/etc/hal-listener';

it('is in the home, or in /etc for the home of a package', () => {
  expect(configFileOf('/var/lib/hal-listener', packaged)).toBe('/etc/hal-listener/config.json');
  expect(configFileOf('/var/lib/hal-listener', () => false)).toBe('/var/lib/hal-listener/config.json');
  expect(configFileOf('/home/anna/hal', packaged)).toBe('/home/anna/hal/config.json');
  expect(configFileOf('C:\\HAL', packaged, path.win32.join)).toBe('C:\\HAL\\config.json');
});

it('keeps what it replaces, for its owner alone, and nothing where nothing changes', () => {
  const home = mkdtempSync(path.join(tmpdir(), 'hal-config-file-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const previous = previousConfigFileOf(home);
  writeConfigFile(home, '{"port":1}');
  expect(existsSync(previous)).toBe(false);
  writeFileSync(configFileOf(home), '{"port":2}', { mode: 0o644 });
  writeConfigFile(home, '{"port":3}');
  expect(readFileSync(previous, 'utf8')).toBe('{"port":2}');
  expect(statSync(previous).mode & 0o777).toBe(0o600);
  writeConfigFile(home, '{"port":3}');
  expect(readFileSync(previous, 'utf8')).toBe('{"port":2}');
  expect(readFileSync(configFileOf(home), 'utf8')).toBe('{"port":3}');
});
