import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { configurationRecord, UnquotableArgument } from './listener-command.ts';
import { fieldOf } from './programs.ts';

const LINUX = { platform: 'linux', program: '/usr/bin/node', script: '/opt/hal/hal-listener.cjs' } as const;

it('contains the command and the settings, each quoted for the shell', () => {
  const record = configurationRecord({ ...LINUX, flags: [['--home', "/var/lib/o'hal"]] });
  expect(fieldOf(record, 1)).toMatch(/^X /);
  expect(fieldOf(record, 2)).toBe(`NODE_OPTIONS= exec '/usr/bin/node' '/opt/hal/hal-listener.cjs' from-qm`);
  expect(fieldOf(record, 3)).toBe(`--home '/var/lib/o'\\''hal'`);
});

it('is one program if there is no script', () => {
  const record = configurationRecord({
    ...LINUX,
    program: '/opt/hal/hal-listener',
    script: undefined,
    flags: [],
  });
  expect(fieldOf(record, 2)).toBe(`NODE_OPTIONS= exec '/opt/hal/hal-listener' from-qm`);
});

it('is a line that cmd /c passes on unchanged on Windows', () => {
  const record = configurationRecord({
    platform: 'win32',
    program: 'C:\\Program Files\\nodejs\\node.exe',
    script: 'C:\\HAL & Co\\hal-listener.cjs',
    flags: [['--home', 'C:\\ProgramData\\HAL Listener\\']],
  });
  expect(fieldOf(record, 2)).toBe(
    'set "NODE_OPTIONS=" & call "C:\\Program Files\\nodejs\\node.exe" "C:\\HAL & Co\\hal-listener.cjs" from-qm',
  );
  expect(fieldOf(record, 3)).toBe('--home "C:\\ProgramData\\HAL Listener\\\\"');
});

describe('arguments that no shell can pass on', () => {
  it.each([
    ['win32', '50%'],
    ['win32', 'say "hi"'],
    ['win32', 'a\nb'],
    ['linux', 'a\nb'],
  ] as const)('on %s: %j', (platform, value) => {
    const command = { platform, program: 'node', script: undefined, flags: [['--token', value]] as const };
    expect(() => configurationRecord(command)).toThrow(UnquotableArgument);
  });
});

it.skipIf(process.platform === 'win32')('runs through a real shell, without NODE_OPTIONS', () => {
  const folder = mkdtempSync(path.join(tmpdir(), "hal o'qm "));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(path.join(folder, 'a b'));
  const program = path.join(folder, 'a b', 'show');
  writeFileSync(program, '#!/bin/sh\necho "[$NODE_OPTIONS]"\nfor word in "$@"; do echo "$word"; done\n');
  chmodSync(program, 0o755);
  const record = configurationRecord({
    platform: process.platform,
    program,
    script: '$(touch x).cjs',
    flags: [['--home', `"quoted" 'twice' \\ $HOME *`]],
  });
  const { stdout } = spawnSync('/bin/sh', ['-c', `${fieldOf(record, 2)} start ${fieldOf(record, 3)}`], {
    env: { ...process.env, NODE_OPTIONS: '--inspect' },
    encoding: 'utf8',
  });
  expect(stdout.split('\n')).toEqual([
    '[]',
    '$(touch x).cjs',
    'from-qm',
    'start',
    '--home',
    `"quoted" 'twice' \\ $HOME *`,
    '',
  ]);
});
